package zhiheng.office.effect;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import zhiheng.base.Refusal;

/**
 * Difference in differences: how much more the units with the measure changed than those without, judged by giving the measure's
 * name to other units by lot and looking how often that makes as large a difference (a permutation test, R. Fisher, "The Design of
 * Experiments", 1935). Each unit counts once with its change, so that many correlated readings of few units do not pass for much
 * data (M. Bertrand, E. Duflo and S. Mullainathan, Quarterly Journal of Economics 119, 2004).
 *
 * <p>It holds if, without the measure, both kinds of units would have changed alike. Two checks stand beside it: {@link #placebo} on
 * a time before the measure, and {@link #expectedAnyway} for units chosen because they were the worst.
 */
public final class Comparison {
    private static final int LOTS = 9_999;
    private static final long SEED = 728;
    private static final int MOST = 100_000;

    /**
     * @param effect the difference of the changes
     * @param p the share of lots that make as large a difference; never below one in the number of lots
     * @param lots how many ways of naming the treated were looked at
     */
    public record Result(Effect effect, double p, int lots) {}

    private Comparison() {}

    /** Compares; at least two units of each kind. */
    public static Result of(Units units) {
        int treated = units.treatedCount();
        int others = units.size() - treated;
        if (treated < 2 || others < 2 || units.size() > MOST) {
            throw Refusal.invalid(
                    "有措施和无措施的单位各至少 2 个，总数至多 " + MOST + "；现有 " + treated + " 个和 " + others + " 个。",
                    "At least 2 units with and 2 without the measure are wanted, at most " + MOST + " in all, not "
                            + treated + " and " + others + ".");
        }
        var changes = units.changes();
        double estimate = difference(changes, units.treated());
        var without = changes.clone(); // what the changes would be, had the measure done nothing
        for (int i = 0; i < without.length; i++) {
            without[i] -= units.treated()[i] ? estimate : 0;
        }
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        var lot = units.treated().clone();
        var sizes = new double[LOTS];
        int asLarge = 0;
        for (int i = 0; i < LOTS; i++) {
            shuffle(lot, random);
            asLarge += Math.abs(difference(changes, lot)) >= Math.abs(estimate) * (1 - 1e-12) ? 1 : 0;
            sizes[i] = Math.abs(difference(without, lot));
        }
        Arrays.sort(sizes);
        double p = Math.max((1.0 + asLarge) / (LOTS + 1), 1 / ways(units.size(), treated));
        double reach = sizes[(int) Math.ceil((1 - InterruptedSeries.ERROR) * LOTS)];
        if (p > InterruptedSeries.ERROR) {
            reach = Math.max(reach, Math.abs(estimate)); // the interval never claims what the lots do not
        }
        return new Result(new Effect(estimate, estimate - reach, estimate + reach, InterruptedSeries.ERROR), p, LOTS);
    }

    /**
     * The same comparison for two spans before the measure, where there is nothing to find: a small p says that the two kinds of
     * units went different ways already, and the comparison proves nothing.
     */
    public static Result placebo(double[] earlier, double[] later, boolean[] treated) {
        return of(new Units(earlier, later, treated));
    }

    /**
     * Where units chosen for an extreme value will be next time without any measure: back towards the mean of all, the further the
     * less the indicator's two readings have to do with each other (F. Galton, 1886).
     *
     * @param chosen their mean when they were chosen
     * @param all the mean of all units then
     * @param correlation of two readings of the same unit, over all units, without a measure
     */
    public static double expectedAnyway(double chosen, double all, double correlation) {
        if (!(correlation >= -1 && correlation <= 1)) {
            throw new IllegalArgumentException("a correlation from -1 to 1, not " + correlation);
        }
        return all + correlation * (chosen - all);
    }

    private static double difference(double[] changes, boolean[] treated) {
        double with = 0;
        double without = 0;
        int n = 0;
        for (int i = 0; i < changes.length; i++) {
            if (treated[i]) {
                with += changes[i];
                n++;
            } else {
                without += changes[i];
            }
        }
        return with / n - without / (changes.length - n);
    }

    private static void shuffle(boolean[] lot, RandomGenerator random) {
        for (int i = lot.length - 1; i > 0; i--) {
            int at = random.nextInt(i + 1);
            boolean kept = lot[i];
            lot[i] = lot[at];
            lot[at] = kept;
        }
    }

    private static double ways(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k && ways < 1e12; i++) {
            ways *= (n - k + i) / (double) i;
        }
        return ways;
    }
}
