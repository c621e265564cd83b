package zhiheng.drills.attack;

import java.util.List;
import java.util.function.ToDoubleFunction;
import zhiheng.drills.target.Binomial;
import zhiheng.watch.Interval;

/**
 * What an attack did to many inputs.
 *
 * @param attack its name
 * @param nanos wall time
 */
public record Attacked(String attack, List<Outcome> outcomes, long nanos) {
    private static final double LEVEL = 0.95;

    /** Those that the target labelled right before the attack. */
    public List<Outcome> tried() {
        return outcomes.stream().filter(o -> !o.skipped()).toList();
    }

    public long fooled() {
        return outcomes.stream().filter(Outcome::fooled).count();
    }

    /** The share of tried inputs that fooled the target, with exact bounds. */
    public Interval success() {
        return Binomial.share(fooled(), tried().size(), LEVEL);
    }

    /** The share that fooled it with at most so many queries. */
    public double successWithin(long queries) {
        long hits = outcomes.stream()
                .filter(o -> o.fooled() && o.queries() <= queries)
                .count();
        return tried().isEmpty() ? 0 : (double) hits / tried().size();
    }

    /** All queries, over all tried inputs, failures included. */
    public double meanQueries() {
        return tried().stream().mapToLong(Outcome::queries).average().orElse(0);
    }

    public double medianLinf() {
        return median(Outcome::linf);
    }

    public double medianL2() {
        return median(Outcome::l2);
    }

    /** Over those that fooled it; not a number where none did. */
    private double median(ToDoubleFunction<Outcome> of) {
        var values = outcomes.stream()
                .filter(Outcome::fooled)
                .mapToDouble(of)
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }
}
