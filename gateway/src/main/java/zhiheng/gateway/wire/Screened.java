package zhiheng.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;

/** What inspection found in a call or an answer. @param changed whether words in it were masked */
record Screened(List<Detection> found, boolean changed) {
    private interface Visit {
        boolean texts(UnaryOperator<String> visitor);
    }

    static Screened call(Inspection inspection, Surface surface, ObjectNode call) {
        return screen(inspection, Direction.IN, visitor -> Texts.ofCall(surface, call, visitor));
    }

    static Screened answer(Inspection inspection, Surface surface, ObjectNode answer) {
        var tools = new ArrayList<Detection>();
        if (inspection.checksTools()) {
            ToolCalls.of(surface, answer, (name, arguments) -> tools.addAll(inspection.tool(name, arguments)));
        }
        var screened = screen(inspection, Direction.OUT, visitor -> Texts.ofAnswer(surface, answer, visitor));
        screened.found.addAll(tools);
        return screened;
    }

    private static Screened screen(Inspection inspection, Direction direction, Visit visit) {
        var found = new ArrayList<Detection>();
        if (!inspection.blocks()) {
            boolean changed = visit.texts(text -> {
                var outcome = inspection.inspect(text, direction);
                found.addAll(outcome.detections());
                return outcome.text();
            });
            return new Screened(found, changed);
        }
        // all texts at once, since there is one budget for all of them
        var texts = new ArrayList<String>();
        visit.texts(text -> {
            texts.add(text);
            return text;
        });
        var outcomes = inspection.inspect(texts, direction).iterator();
        boolean changed = visit.texts(text -> {
            var outcome = outcomes.next();
            found.addAll(outcome.detections());
            return outcome.text();
        });
        return new Screened(found, changed);
    }
}
