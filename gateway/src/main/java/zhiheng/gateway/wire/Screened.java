package zhiheng.gateway.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Terms.Action;

/**
 * What inspection found in a call or an answer.
 *
 * @param changed whether words in it were masked
 * @param unread what in it could not be read and so must not pass, empty when all could
 */
record Screened(List<Detection> found, boolean changed, String unread) {
    private static final Screened NOTHING = new Screened(List.of(), false, "");

    static Screened call(Inspection inspection, ObjectNode call) {
        if (!inspection.reads()) {
            return NOTHING;
        }
        var named = References.in(call);
        return named.isEmpty()
                ? screen(inspection, Direction.IN, Texts.of(call))
                : new Screened(List.of(), false, named);
    }

    /** All words of a call, for what looks at them aside. */
    static List<String> words(ObjectNode call) {
        return Texts.of(call).places().stream().map(Place::text).toList();
    }

    /** @param asked the call, parts of which an answer of the responses interface repeats */
    static Screened answer(Inspection inspection, Surface surface, ObjectNode answer, ObjectNode asked) {
        var tools = new ArrayList<Detection>();
        if (inspection.checksTools()) {
            ToolCalls.of(surface, answer, (name, arguments) -> tools.addAll(inspection.tool(name, arguments)));
        }
        var words = inspection.reads()
                ? screen(inspection, Direction.OUT, Texts.of(answer, Echo.of(surface, answer, asked)))
                : NOTHING;
        if (tools.isEmpty()) {
            return words;
        }
        tools.addAll(0, words.found);
        return new Screened(tools, words.changed, words.unread);
    }

    private static Screened screen(Inspection inspection, Direction direction, Texts texts) {
        if (!texts.unread().isEmpty()) {
            return new Screened(List.of(), false, texts.unread());
        }
        var places = texts.places();
        var joined = joined(places);
        // all texts at once, since there is one budget for all of them
        var words = new ArrayList<String>(places.size() + joined.size());
        places.forEach(place -> words.add(place.text()));
        joined.forEach(parts ->
                words.add(String.join("", parts.stream().map(Place::text).toList())));
        var outcomes = inspection.inspect(words, direction);
        var found = new ArrayList<Detection>();
        boolean changed = false;
        var alone = new LinkedHashMap<Place, Inspection.Outcome>();
        for (int i = 0; i < places.size(); i++) {
            found.addAll(outcomes.get(i).detections());
            if (places.get(i).group() == 0) {
                changed |= places.get(i).replace(outcomes.get(i).text());
            } else {
                alone.put(places.get(i), outcomes.get(i));
            }
        }
        for (int i = 0; i < joined.size(); i++) {
            var over = over(joined.get(i), outcomes.get(places.size() + i).detections());
            found.addAll(over);
            changed |= putBack(joined.get(i), over, alone);
        }
        for (var place : alone.entrySet()) {
            changed |= place.getKey().replace(place.getValue().text());
        }
        changed |= texts.dropProbabilities();
        return new Screened(found, changed, "");
    }

    /** Parts that are read as one text, where there are several. */
    static List<List<Place>> joined(List<Place> places) {
        Map<Integer, List<Place>> groups = new LinkedHashMap<>();
        for (var place : places) {
            if (place.group() != 0) {
                groups.computeIfAbsent(place.group(), g -> new ArrayList<>()).add(place);
            }
        }
        return groups.values().stream().filter(parts -> parts.size() > 1).toList();
    }

    /** What goes over the end of a part: all else was found in the part alone. */
    static List<Detection> over(List<Place> parts, List<Detection> found) {
        var over = new ArrayList<Detection>();
        for (var detection : found) {
            int end = 0;
            for (var part : parts) {
                end += part.text().length();
                if (detection.start() < end && end < detection.end()) {
                    over.add(detection);
                    break;
                }
            }
        }
        return over;
    }

    /** Masks what goes over ends of parts: the mask stands where it begins, the rest of it is gone. */
    static boolean putBack(List<Place> parts, List<Detection> over, Map<Place, Inspection.Outcome> alone) {
        var masks = new ArrayList<>(
                over.stream().filter(d -> d.action() == Action.MASK).toList());
        if (masks.isEmpty()) {
            return false;
        }
        int offset = 0;
        for (var part : parts) {
            var outcome = alone.remove(part);
            for (var d : outcome == null ? List.<Detection>of() : outcome.detections()) {
                if (d.action() == Action.MASK) {
                    masks.add(new Detection(d.kind(), d.start() + offset, d.end() + offset, d.action()));
                }
            }
            offset += part.text().length();
        }
        masks.sort(Comparator.comparingInt(Detection::start));
        boolean isChinese =
                parts.stream().anyMatch(part -> part.text().codePoints().anyMatch(Character::isIdeographic));
        int begin = 0;
        for (var part : parts) {
            part.put(masked(part.text(), begin, masks, isChinese ? "zh" : "en"));
            begin += part.text().length();
        }
        return true;
    }

    private static String masked(String text, int begin, List<Detection> masks, String language) {
        var out = new StringBuilder();
        int done = begin;
        for (var mask : masks) {
            if (mask.end() <= done || mask.start() >= begin + text.length()) {
                continue;
            }
            if (mask.start() >= done) {
                out.append(text, done - begin, mask.start() - begin)
                        .append(FindingKind.mask(mask.kind()).in(language));
            }
            done = Math.min(mask.end(), begin + text.length());
        }
        return out.append(text, done - begin, text.length()).toString();
    }

    /** What an answer of the responses interface repeats of its call: the application's own words, not the model's. */
    static final class Echo {
        private static final List<String> REPEATED =
                List.of("instructions", "tools", "text", "metadata", "prompt", "user", "safety_identifier");

        private Echo() {}

        /** What an answer may repeat of a call, without the rest of it. */
        static ObjectNode repeated(Surface surface, ObjectNode asked) {
            var repeated = asked.objectNode();
            if (surface == Surface.RESPONSES) {
                for (var name : REPEATED) {
                    if (asked.has(name)) {
                        repeated.set(name, asked.get(name));
                    }
                }
            }
            return repeated;
        }

        static @Nullable JsonNode[] of(Surface surface, JsonNode response, ObjectNode asked) {
            return surface != Surface.RESPONSES
                    ? new JsonNode[0]
                    : REPEATED.stream()
                            .map(response::get)
                            .filter(value -> value != null && isIn(asked, value))
                            .toArray(JsonNode[]::new);
        }

        private static boolean isIn(ObjectNode asked, JsonNode value) {
            return REPEATED.stream().anyMatch(name -> value.equals(asked.get(name)));
        }
    }
}
