package zhiheng.gateway.mcp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Terms.Action;

/** What inspection found in a tree of JSON, whose texts it masked where they stand. */
record Screen(List<Detection> found) {
    static Screen of(Inspection inspection, JsonNode tree, Direction direction) {
        var texts = new ArrayList<String>();
        Strings.each(
                tree,
                text -> {
                    texts.add(text);
                    return text;
                },
                name -> texts.add(name));
        // all at once, since there is one budget for all of them
        var outcomes = inspection.inspect(texts, direction).iterator();
        var found = new ArrayList<Detection>();
        Strings.each(
                tree,
                text -> {
                    var outcome = outcomes.next();
                    found.addAll(outcome.detections());
                    return outcome.text();
                },
                name -> {
                    for (var detection : outcomes.next().detections()) {
                        found.add(detection.action() == Action.MASK ? refused(detection) : detection);
                    }
                    return true;
                });
        return new Screen(found);
    }

    /** A name cannot be masked without making another member of it. */
    private static Detection refused(Detection d) {
        return new Detection(d.kind(), d.start(), d.end(), Action.REFUSE, d.detail());
    }

    @Nullable
    Detection blocking() {
        return Detection.blocking(found);
    }
}
