package zhiheng.drills.judge;

import java.util.List;
import java.util.Map;
import zhiheng.drills.suite.Criterion;

/**
 * What a run says of one part.
 *
 * @param rate corrected for the judge
 * @param asRead the same without the correction: a labelled set that is harder than the model's own answers would flatter it, so a
 *     criterion wants both
 * @param groups the rate of each risk or kind, not judged by the criterion: they are for those who look where to work
 * @param pairs for matched pairs, the difference of each kind; the worst is the part's rate
 * @param readings of each prompt, for whoever holds two runs against each other
 */
public record PartResult(
        String part,
        Rate rate,
        Rate asRead,
        Criterion.Outcome outcome,
        Map<String, Rate> groups,
        List<Difference> pairs,
        Map<String, Reading> readings) {
    /** How much more often the first side of the pairs of one kind was decided for. */
    public record Difference(String group, Pairs pairs, double low, double high) {}
}
