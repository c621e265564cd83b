package zhiheng.gateway.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Terms.Action;

/**
 * The texts of one streamed answer, each under a name of its own: inspected as they come, with the hint before or after. It may be used
 * off the event loop, so it keeps for itself what it learns.
 */
final class StreamText {
    static final int MOST_KEPT = 8 << 20;

    private final Inspection inspection;
    private final TextLabel label;
    private final Map<String, Line> lines = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final List<Detection> ended = new ArrayList<>();
    /** What must not pass and stands in an event that is whole. */
    private final List<Detection> blocking = new ArrayList<>(0);

    /** What of a text belongs to something that goes over its ends, by its name. */
    private final Map<String, Cuts> cuts = new HashMap<>();

    private final Set<String> checked = new HashSet<>();
    /** What came in pieces, by length and hash, so that it is not counted again when it comes whole. */
    private final Set<Long> said = new HashSet<>();

    /** What was found over the ends of texts. */
    private final Set<String> over = new HashSet<>();

    /** What the gateway itself put into an event, and need not look at. */
    private @Nullable JsonNode ours;

    private int kept;
    private int told;
    private boolean labelled;
    private boolean spoke;

    /** @param from where something begins that goes on in the next text; {@code dropped} characters at the start end one */
    private record Cuts(int dropped, String instead, int from, String mask) {
        static final Cuts NONE = new Cuts(0, "", Integer.MAX_VALUE, "");

        void begin(Inspection.Flow flow) {
            if (dropped > 0) {
                flow.drop(dropped, instead);
            }
        }

        void end(Inspection.Flow flow) {
            if (from < Integer.MAX_VALUE) {
                flow.cut(from, mask);
            }
        }
    }

    /** A text that is under way. */
    private static final class Line {
        final Inspection.Flow flow;
        final @Nullable JsonEscapes escapes;
        long length;
        int hash;

        Line(Inspection.Flow flow, boolean json) {
            this.flow = flow;
            escapes = json ? new JsonEscapes() : null;
        }

        String push(String piece) {
            length += piece.length();
            for (int i = 0; i < piece.length(); i++) {
                hash = 31 * hash + piece.charAt(i);
            }
            return flow.push(escapes == null ? piece : escapes.push(piece));
        }

        String end() {
            return escapes == null ? flow.end() : flow.push(escapes.rest()) + flow.end();
        }
    }

    StreamText(Inspection inspection, TextLabel label) {
        this.inspection = inspection.blocks(Inspection.Direction.OUT) ? new Remembered(inspection) : inspection;
        this.label = label;
    }

    /** Whether words are looked at. */
    boolean reads() {
        return inspection.reads();
    }

    /** @param shown whether people read it: only then it carries the hint. @return what may be passed on */
    String push(String name, String piece, boolean shown) {
        var released = keep(name, piece, false);
        spoke |= !released.isEmpty();
        return released.isEmpty() || !shown || !begun.add(name) ? released : labelledStart(released);
    }

    /** As {@link #push}, of the JSON that a tool is called with. */
    String pushJson(String name, String piece) {
        var released = keep(name, piece, true);
        spoke |= !released.isEmpty();
        return released;
    }

    /** As {@link #push}, of a call that is not passed on before it is complete. */
    String keep(String name, String piece, boolean json) {
        return lines.computeIfAbsent(name, n -> line(n, json)).push(piece);
    }

    private Line line(String name, boolean json) {
        var flow = inspection.flow(Inspection.Direction.OUT);
        cuts.getOrDefault(name, Cuts.NONE).begin(flow);
        return new Line(flow, json && inspection.reads());
    }

    /** How much of a text under way is not decided. */
    int held(String name) {
        var line = lines.get(name);
        return line == null ? 0 : line.flow.held();
    }

    Inspection.Flow flow() {
        return inspection.flow(Inspection.Direction.OUT);
    }

    /** From here on the text belongs to something that goes on in the next. */
    void cut(String name, int from, String mask) {
        var known = cuts.getOrDefault(name, Cuts.NONE);
        if (from < known.from) {
            cuts.put(name, new Cuts(known.dropped, known.instead, from, mask));
        }
    }

    /** So many characters at the start of a text that has not begun belong to something in the texts before. */
    void drop(String name, int characters, String instead) {
        var known = cuts.getOrDefault(name, Cuts.NONE);
        var mask = known.instead.isEmpty() ? instead : known.instead;
        cuts.put(name, new Cuts(Math.max(known.dropped, characters), mask, known.from, known.mask));
    }

    /** Something goes over the ends of texts; it is counted once, though it may come in several ways. */
    void over(Detection detection, String words) {
        if (over.add(detection.kind() + '\n' + words)) {
            ended.add(detection);
        } else if (detection.action().compareTo(Action.HOLD) >= 0) {
            blocking.add(detection);
        }
    }

    /** A text that is there whole after its pieces: it must say what they said. @return null where it may be looked at alone */
    @Nullable
    String part(String name, String whole) {
        var known = cuts.get(name);
        if (known == null) {
            return null;
        }
        var flow = flow();
        known.begin(flow);
        var before = flow.push(whole);
        known.end(flow);
        var words = before + flow.end();
        note(whole, flow.soFar().detections());
        return words;
    }

    private String labelledStart(String released) {
        if (!label.before().isEmpty() || !label.after().isEmpty()) {
            labelled = true;
        }
        return label.before() + released;
    }

    /** The text is over. @return what is left of it, with the hint; empty when it never had words */
    String end(String name, boolean shown) {
        var line = lines.remove(name);
        if (line == null) {
            return "";
        }
        cuts.getOrDefault(name, Cuts.NONE).end(line.flow);
        var rest = line.end();
        spoke |= !rest.isEmpty();
        said.add(line.length << 32 ^ line.hash);
        ended.addAll(line.flow.soFar().detections());
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

    /** A call of a tool that is complete. @param id tells it from others that say the same; the same one may come several times */
    void tool(String id, String name, String arguments) {
        if (inspection.checksTools() && checked.add(id + '\n' + name + '\n' + arguments)) {
            ended.addAll(inspection.tool(name, arguments));
        }
    }

    boolean isOpen(String name) {
        return lines.containsKey(name);
    }

    Set<String> open() {
        return Set.copyOf(lines.keySet());
    }

    /** The gateway put this into the event that comes next. */
    void isOurs(JsonNode put) {
        ours = put;
    }

    /** Looks at all strings of an event, or a part of it, that are there whole. @return whether any of them was changed */
    boolean whole(JsonNode event, @Nullable JsonNode... skipped) {
        if (!inspection.reads()) {
            return false;
        }
        var known = Arrays.copyOf(skipped, skipped.length + 1);
        known[skipped.length] = ours;
        var texts = Texts.of(event, known);
        boolean changed = texts.dropProbabilities();
        var parts = Screened.joined(texts.places());
        for (var place : texts.places()) {
            if (place.group() == 0 || parts.stream().noneMatch(group -> group.contains(place))) {
                changed |= place.replace(whole(place.text()));
            }
        }
        for (var group : parts) {
            changed |= together(group);
        }
        return changed;
    }

    /** Parts of one content: what goes over their ends is one thing. */
    private boolean together(List<Place> parts) {
        var alone = new LinkedHashMap<Place, Inspection.Outcome>();
        for (var part : parts) {
            var outcome = inspection.inspect(part.text(), Inspection.Direction.OUT);
            note(part.text(), outcome.detections());
            alone.put(part, outcome);
        }
        var words = String.join("", parts.stream().map(Place::text).toList());
        var over = Screened.over(
                parts, inspection.inspect(words, Inspection.Direction.OUT).detections());
        over.forEach(detection -> over(detection, words.substring(detection.start(), detection.end())));
        boolean changed = Screened.putBack(parts, over, alone);
        for (var part : alone.entrySet()) {
            changed |= part.getKey().replace(part.getValue().text());
        }
        return changed;
    }

    /** A text that is there whole, perhaps after its pieces went before. */
    String whole(String text) {
        var outcome = inspection.inspect(text, Inspection.Direction.OUT);
        note(text, outcome.detections());
        return outcome.text();
    }

    private void note(String text, List<Detection> found) {
        if (found.isEmpty()) {
            return;
        }
        if (said.add((long) text.length() << 32 ^ text.hashCode())) {
            ended.addAll(found);
            return;
        }
        var worst = Detection.blocking(found);
        if (worst != null) {
            blocking.add(worst);
        }
    }

    TextLabel label() {
        return label;
    }

    /** The hint was put somewhere by who asks {@link #label} for it. */
    void hinted() {
        labelled = true;
    }

    boolean labelled() {
        return labelled;
    }

    /** Whether words have been looked at that may be passed on. */
    boolean spoke() {
        return spoke;
    }

    /** A call of a tool may be passed on. */
    void spoken() {
        spoke = true;
    }

    /** What was found in texts that ended since this was asked for the last time. */
    List<Detection> news() {
        if (told == ended.size()) {
            return List.of();
        }
        var news = List.copyOf(ended.subList(told, ended.size()));
        told = ended.size();
        return news;
    }

    /** How often something was found in what was there whole. */
    int findings() {
        return ended.size() + blocking.size();
    }

    /** Whether nothing was found by now, here or in what is under way. */
    boolean isClean() {
        if (findings() > 0) {
            return false;
        }
        for (var line : lines.values()) {
            if (!line.flow.isClean()) {
                return false;
            }
        }
        return true;
    }

    List<Detection> found() {
        var all = new ArrayList<>(ended);
        all.addAll(blocking);
        lines.values().forEach(line -> all.addAll(line.flow.soFar().detections()));
        return all;
    }
}
