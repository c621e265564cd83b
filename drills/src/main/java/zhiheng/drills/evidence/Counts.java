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

    /**
     * A score without counts. With a standard error, two of them to each side. Without one, or with one of 0, the bound that holds for the
     * mean of any {@code of} independent values from 0 to 1 (Hoeffding, JASA 58, 1963); where their number is not said either, nothing is.
     */
    static Result score(String name, String event, double score, double error, long of, String note) {
        boolean share = score >= 0 && score <= 1;
        boolean spread = error > 0;
        boolean bounded = share && (spread || of > 0);
        double half = spread ? 1.96 * error : Math.sqrt(Math.log(2 / .05) / (2 * of));
        double low = bounded ? Math.clamp(score - half, 0, 1) : 0;
        double high = bounded ? Math.clamp(score + half, 0, 1) : 1;
        return new Result(
                name,
                event,
                0,
                of,
                share ? score : null,
                low,
                high,
                Result.Verdict.NONE,
                List.of(),
                Note.join(note, !bounded ? "no-spread" : spread ? "spread" : "hoeffding", "their-judge"));
    }
}
