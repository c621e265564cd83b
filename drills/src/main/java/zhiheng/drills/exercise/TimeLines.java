package zhiheng.drills.exercise;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;

/** A drill as a file: the scenario it was held by, whole, and what happened. Read as strictly as it is written. */
public final class TimeLines {
    /** @param text of the scenario, {@code tempo} by which its times were divided */
    public record Kept(String text, int tempo, TimeLine line) {
        public Scenario scenario() {
            return Scenarios.read("scenario", text).faster(tempo);
        }
    }

    private static final String FORMAT = "zhiheng-drill-1";
    private static final int MOST_TEMPO = 3_600;

    private TimeLines() {}

    public static String write(Kept kept) {
        var line = kept.line();
        var marks = new ArrayList<Object>();
        for (var m : line.marks()) {
            marks.add(map(
                    "kind", m.kind().name(),
                    "inject", m.inject(),
                    "at", m.at().toString(),
                    "act", m.act(),
                    "by", m.by(),
                    "detail", m.detail()));
        }
        var exposure = new LinkedHashMap<String, Object>();
        line.exposure()
                .forEach((inject, e) -> exposure.put(
                        inject,
                        map("bad", e.bad(), "delivered", e.delivered(), "good", e.good(), "refused", e.refused())));
        return Json.write(map(
                "format", FORMAT,
                "scenario", kept.text(),
                "tempo", kept.tempo(),
                "form", line.form().name(),
                "began", line.began().toString(),
                "ended", line.ended().toString(),
                "marks", marks,
                "exposure", exposure));
    }

    /** @throws Refusal where it is no such file, with what is wrong */
    public static Kept read(String text) {
        try {
            var root = JsonReader.object(text, JsonReader.Limits.RECORD);
            if (!FORMAT.equals(root.get("format"))) {
                throw bad("format: " + FORMAT);
            }
            long tempo = number(root, "tempo");
            if (tempo < 1 || tempo > MOST_TEMPO) {
                throw bad("tempo: 1–" + MOST_TEMPO);
            }
            var exposure = new LinkedHashMap<String, Exposure>();
            for (var e : object(root.get("exposure"), "exposure").entrySet()) {
                var of = object(e.getValue(), "exposure");
                exposure.put(
                        e.getKey(),
                        new Exposure(
                                number(of, "bad"), number(of, "delivered"), number(of, "good"), number(of, "refused")));
            }
            var line = new TimeLine(
                    word(root, "form", Scenario.Form.values()),
                    Instant.parse(words(root, "began")),
                    Instant.parse(words(root, "ended")),
                    marks(root.get("marks")),
                    exposure);
            var kept = new Kept(words(root, "scenario"), (int) tempo, line);
            known(kept);
            return kept;
        } catch (JsonException e) {
            throw Refusal.invalid(
                    "演练记录不是有效的JSON：" + e.reason().zh(),
                    "The record is no JSON: " + e.reason().en());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static List<Mark> marks(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw bad("marks");
        }
        var marks = new ArrayList<Mark>();
        for (var item : list) {
            var m = object(item, "marks");
            marks.add(new Mark(
                    word(m, "kind", Mark.Kind.values()),
                    words(m, "inject"),
                    Instant.parse(words(m, "at")),
                    words(m, "act"),
                    words(m, "by"),
                    words(m, "detail")));
        }
        return marks;
    }

    /** Every mark names an inject of the scenario, or none. */
    private static void known(Kept kept) {
        var scenario = kept.scenario();
        for (var m : kept.line().marks()) {
            if (!m.inject().isEmpty() && scenario.inject(m.inject()).isEmpty()) {
                throw bad("marks: inject '" + m.inject() + "'");
            }
        }
    }

    private static Refusal bad(String what) {
        return Refusal.invalid("演练记录有误：" + what + "。", "The record of a drill is wrong at: " + what + ".");
    }

    @SuppressWarnings("unchecked") // the reader makes no other maps
    private static Map<String, @Nullable Object> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw bad(what);
    }

    private static String words(Map<String, @Nullable Object> from, String key) {
        if (from.get(key) instanceof String words) {
            return words;
        }
        throw bad(key);
    }

    private static long number(Map<String, @Nullable Object> from, String key) {
        if (from.get(key) instanceof Long number) {
            return number;
        }
        throw bad(key);
    }

    private static <E extends Enum<E>> E word(Map<String, @Nullable Object> from, String key, E[] values) {
        var written = words(from, key);
        for (var value : values) {
            if (value.name().equals(written)) {
                return value;
            }
        }
        throw bad(key + " '" + written + "'");
    }

    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i].toString(), pairs[i + 1]);
        }
        return map;
    }
}
