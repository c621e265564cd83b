package zhiheng.watch.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import zhiheng.watch.Alarm;

/**
 * How far two sets of counts over the same bins differ, and how often as much would come by chance.
 *
 * @param psi population stability index Σ(a − e)·ln(a/e) over shares with half a count added to each bin
 * @param psiP chance of such a PSI without drift: it is then about χ² with one degree fewer than filled bins, times 1/n + 1/m
 * @param ks largest difference of the two distribution functions; 0 for categories, which have no order
 * @param ksP an upper bound of the chance of such a difference without drift: 2·exp(−2·nm/(n+m)·ks²)
 * @param js Jensen–Shannon divergence in bits, in [0,1]
 */
public record Divergence(double psi, double psiP, double ks, double ksP, double js) {
    private static final int NAMED = 5;

    /** @throws IllegalArgumentException when the bins differ in number or a side has no counts */
    public static Divergence of(long[] reference, long[] window, boolean ordered) {
        double n = total(reference);
        double m = total(window);
        int bins = reference.length;
        if (bins != window.length || n == 0 || m == 0) {
            throw new IllegalArgumentException("two filled sets of counts over the same bins are wanted");
        }
        double psi = 0;
        double js = 0;
        double ks = 0;
        double step = 0;
        int used = 0;
        for (int i = 0; i < bins; i++) {
            used += reference[i] + window[i] > 0 ? 1 : 0;
            psi += part(reference, n, window, m, i);
            double e = reference[i] / n;
            double a = window[i] / m;
            double middle = (e + a) / 2;
            js += (e > 0 ? e * Math.log(e / middle) : 0) + (a > 0 ? a * Math.log(a / middle) : 0);
            step += a - e;
            ks = Math.max(ks, Math.abs(step));
        }
        double scale = 1 / n + 1 / m;
        return new Divergence(
                psi,
                used < 2 ? 1 : ChiSquare.above(used - 1, psi / scale),
                ordered ? ks : 0,
                ordered ? Math.min(1, 2 * Math.exp(-2 * ks * ks / scale)) : 1,
                Math.clamp(js / 2 / Math.log(2), 0, 1));
    }

    /** The PSI that without drift is reached with probability {@code alpha}, for n reference and m window counts. */
    public static double criticalPsi(int bins, double n, double m, double alpha) {
        return ChiSquare.quantileAbove(bins - 1, alpha) * (1 / n + 1 / m);
    }

    /** The largest difference of distribution functions that without drift is reached with at most the probability {@code alpha}. */
    public static double criticalKs(double n, double m, double alpha) {
        return Math.sqrt(-Math.log(alpha / 2) / 2 * (1 / n + 1 / m));
    }

    /** The Jensen–Shannon divergence, in bits, that without drift is reached with about the probability {@code alpha}. */
    public static double criticalJs(int bins, double n, double m, double alpha) {
        return criticalPsi(bins, n, m, alpha) / 8 / Math.log(2);
    }

    /** The bins that add most to the PSI, at most five, with their shares. */
    static List<Alarm.Moved> moved(Sorter sorter, long[] reference, long[] window) {
        double n = total(reference);
        double m = total(window);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < reference.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> part(reference, n, window, m, i))
                .reversed());
        return order.stream()
                .limit(NAMED)
                .map(i -> new Alarm.Moved(sorter.name(i), reference[i] / n, window[i] / m))
                .toList();
    }

    private static double part(long[] reference, double n, long[] window, double m, int bin) {
        double e = (reference[bin] + 0.5) / (n + 0.5 * reference.length);
        double a = (window[bin] + 0.5) / (m + 0.5 * reference.length);
        return (a - e) * Math.log(a / e);
    }

    static double total(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
