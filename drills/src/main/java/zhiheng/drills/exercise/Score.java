package zhiheng.drills.exercise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a drill came to.
 *
 * @param results one for each measure, in their order
 * @param technical the lowest of that side; null where nothing of it was measured. {@code response} likewise
 * @param total the lower of the two; null where neither was measured
 * @param atMost true where one side was not measured, so that the total could be lower
 * @param injects what each came to, in the order of the scenario; those that were never injected are left out
 * @param reports whether each was handed in: its id, and how late it was in seconds, negative for early, infinite for never
 * @param proved how many of the marks the ledger proves, {@code marks} how many there are
 */
public record Score(
        List<Result> results,
        @Nullable Letter technical,
        @Nullable Letter response,
        @Nullable Letter total,
        boolean atMost,
        List<Of> injects,
        Map<String, Double> reports,
        long proved,
        long marks) {
    /** Something that did not happen. */
    public static final double NEVER = Double.POSITIVE_INFINITY;

    /**
     * @param value seconds, a share or a number; {@link #NEVER} for a time that did not come; null where it was not measured
     * @param ratio of a time to what was expected; the value itself otherwise
     * @param of how many it was worked out from
     */
    public record Result(
            Measure measure,
            @Nullable Double value,
            double ratio,
            @Nullable Letter letter,
            long of) {}

    /**
     * One inject. Times are seconds, {@link #NEVER} where they did not come, null where none was wanted.
     *
     * @param grade as it was given last; null where it was not
     * @param step the hardest that was taken; -1 for none
     * @param gradedRightly null where no grade was wanted
     */
    public record Of(
            String inject,
            double detect,
            double acknowledge,
            @Nullable Double contain,
            @Nullable Double recover,
            Scenario.@Nullable Grade grade,
            @Nullable Boolean gradedRightly,
            int step,
            @Nullable Boolean stepFits,
            Exposure exposure) {}

    public Result of(Measure measure) {
        return results.get(measure.ordinal());
    }
}
