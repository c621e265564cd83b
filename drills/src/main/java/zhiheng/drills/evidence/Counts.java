package zhiheng.drills.evidence;

import java.util.List;
import zhiheng.drills.judge.Rates;

/** Results out of another tool's counts, with an interval of our own. */
final class Counts {
    private Counts() {}

    static Result of(String name, String event, long events, long of, String note) {
        var interval = Rates.exact(events, of);
        return new Result(
                name,
                event,
                events,
                of,
                of == 0 ? null : interval.estimate(),
                interval.low(),
                interval.high(),
                Result.Verdict.NONE,
                List.of(),
                Note.join(note, "their-judge"));
    }

    /** A score with a standard error and no counts: two of them to each side; without one nothing is bounded. */
    static Result score(String name, String event, double score, double error, long of, String note) {
        boolean bounded = error > 0;
        double low = bounded ? Math.clamp(score - 1.96 * error, 0, 1) : 0;
        double high = bounded ? Math.clamp(score + 1.96 * error, 0, 1) : 1;
        return new Result(
                name,
                event,
                0,
                of,
                score >= 0 && score <= 1 ? score : null,
                low,
                high,
                Result.Verdict.NONE,
                List.of(),
                Note.join(note, bounded ? "spread" : "no-spread"));
    }
}
