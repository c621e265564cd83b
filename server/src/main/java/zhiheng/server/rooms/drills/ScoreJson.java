package zhiheng.server.rooms.drills;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Letter;
import zhiheng.drills.exercise.Score;
import zhiheng.drills.exercise.Summary;

/** Scores for programs. A time that never came is the word {@code never}, for JSON has no infinity. */
final class ScoreJson {
    private ScoreJson() {}

    static Map<String, Object> of(Score score) {
        var measures = new LinkedHashMap<String, Object>();
        for (var r : score.results()) {
            var letter = r.letter();
            if (letter != null) {
                measures.put(r.measure().id(), of("value", number(r.value()), "letter", letter.name(), "of", r.of()));
            }
        }
        var injects = new ArrayList<Object>();
        for (var i : score.injects()) {
            var e = i.exposure();
            injects.add(of(
                    "inject", i.inject(),
                    "detect", number(i.detect()),
                    "acknowledge", number(i.acknowledge()),
                    "contain", number(i.contain()),
                    "recover", number(i.recover()),
                    "step", i.step() < 0 ? null : "L" + i.step(),
                    "bad", e.bad(),
                    "delivered", e.delivered(),
                    "good", e.good(),
                    "refused", e.refused()));
        }
        var late = new LinkedHashMap<String, Object>();
        score.reports().forEach((id, seconds) -> late.put(id, number(seconds)));
        return of(
                "total", letter(score.total()),
                "atMost", score.atMost(),
                "technical", letter(score.technical()),
                "response", letter(score.response()),
                "measures", measures,
                "injects", injects,
                "lateBySeconds", late,
                "proved", score.proved(),
                "marks", score.marks());
    }

    static Map<String, Object> of(Summary.Line line) {
        return of(
                "middle", number(line.middle()),
                "low", number(line.low()),
                "high", number(line.high()),
                "drills", line.drills());
    }

    private static @Nullable String letter(@Nullable Letter letter) {
        return letter == null ? null : letter.name();
    }

    private static @Nullable Object number(@Nullable Double value) {
        return value == null ? null : value == Score.NEVER ? "never" : (Object) value;
    }

    /** Nulls are left out. */
    private static Map<String, Object> of(@Nullable Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1];
            if (value != null) {
                map.put(String.valueOf(pairs[i]), value);
            }
        }
        return map;
    }
}
