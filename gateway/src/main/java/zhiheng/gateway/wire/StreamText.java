package zhiheng.gateway.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Terms.Action;

/**
 * The texts of one streamed answer, each under a name of its own: inspected as they come, with the hint before or after. It may be used
 * off the event loop, so it keeps for itself what it learns.
 */
final class StreamText {
    private static final int MOST_KEPT = 8 << 20;

    private final Inspection inspection;
    private final TextLabel label;
    private final Map<String, Inspection.Flow> flows = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final List<Detection> ended = new ArrayList<>();
    private final Set<String> checked = new HashSet<>();
    private int kept;
    private int told;
    private boolean labelled;

    StreamText(Inspection inspection, TextLabel label) {
        this.inspection = inspection.blocks() ? new Remembered(inspection) : inspection;
        this.label = label;
    }

    /** @param shown whether people read it: only then it carries the hint. @return what may be passed on */
    String push(String name, String piece, boolean shown) {
        var released = flows.computeIfAbsent(name, n -> inspection.flow(Inspection.Direction.OUT))
                .push(piece);
        return released.isEmpty() || !shown || !begun.add(name) ? released : labelledStart(released);
    }

    private String labelledStart(String released) {
        if (!label.before().isEmpty() || !label.after().isEmpty()) {
            labelled = true;
        }
        return label.before() + released;
    }

    /** The text is over. @return what is left of it, with the hint; empty when it never had words */
    String end(String name, boolean shown) {
        var flow = flows.remove(name);
        if (flow == null) {
            return "";
        }
        var rest = flow.end();
        ended.addAll(flow.soFar().detections());
        if (!shown) {
            return rest;
        }
        if (!rest.isEmpty() && begun.add(name)) {
            rest = labelledStart(rest);
        }
        return begun.remove(name) ? rest + label.after() : rest;
    }

    boolean checksTools() {
        return inspection.checksTools();
    }

    /** So much of a call of a tool is kept back; a model that never ends one is refused. */
    void kept(int characters) {
        kept += characters;
        if (kept > MOST_KEPT) {
            ended.add(new Detection(FindingKind.TOO_LONG.id(), 0, MOST_KEPT, Action.REFUSE));
        }
    }

    /** A call of a tool that is complete. The same one may come several times. */
    void tool(String name, String arguments) {
        if (inspection.checksTools() && checked.add(name + '\n' + arguments)) {
            ended.addAll(inspection.tool(name, arguments));
        }
    }

    Set<String> open() {
        return Set.copyOf(flows.keySet());
    }

    /** A text that arrives whole although its pieces went before. */
    String whole(String whole, boolean shown) {
        var text = inspection.inspect(whole, Inspection.Direction.OUT).text();
        return text.isEmpty() || !shown ? text : label.before() + text + label.after();
    }

    boolean labelled() {
        return labelled;
    }

    /** What was found in texts that ended since this was asked for the last time. */
    List<Detection> news() {
        var news = List.copyOf(ended.subList(told, ended.size()));
        told = ended.size();
        return news;
    }

    List<Detection> found() {
        var all = new ArrayList<>(ended);
        flows.values().forEach(flow -> all.addAll(flow.soFar().detections()));
        return all;
    }
}
