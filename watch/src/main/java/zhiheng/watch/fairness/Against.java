package zhiheng.watch.fairness;

import org.jspecify.annotations.Nullable;
import zhiheng.watch.many.Evidence;
import zhiheng.watch.many.Spending;
import zhiheng.watch.mean.BoundedMean;
import zhiheng.watch.mean.TwoMeans;

/**
 * The evidence of a group against a criterion. The criterion is asked of every stratum by itself, so that a group which mostly asks
 * where few are chosen is not taken for one that is chosen against (Simpson's paradox).
 *
 * <p>In a stratum the evidence is at most what a bettor owns who knew the true rates there and bet on nobody else. Bettors of
 * different strata never play on the same event, so their fortunes multiply: (½ + ½E₁)(½ + ½E₂)… is an e-value again, half of each
 * kept back, since most strata say little. A third of the money is on each direction taken alike in all strata, and a third on single
 * strata, for a system that is unfair in one department only.
 */
record Against(Criterion criterion) {
    /** Takes the evidence of a cell anew. @param base the reference in the same stratum; null where none is needed */
    void take(@Nullable Cell base, Cell cell) {
        cell.lowAll = low(base == null ? null : base.all, cell.all);
        cell.highAll = high(base == null ? null : base.all, cell.all);
        cell.lowRecent = low(base == null ? null : base.recent, cell.recent);
        cell.highRecent = high(base == null ? null : base.recent, cell.recent);
    }

    private double low(@Nullable BoundedMean base, BoundedMean group) {
        return switch (criterion) {
            case Criterion.Calibration c -> group.evidenceBelow((1 - c.atMost()) / 2);
            case Criterion.SelectionRatio c -> base == null ? 0 : TwoMeans.evidenceLower(base, group, c.least(), 0);
            case Criterion.EqualOpportunity c -> base == null ? 0 : TwoMeans.evidenceLower(base, group, 1, c.atMost());
            case Criterion.EqualMeans c ->
                base == null ? 0 : TwoMeans.evidenceLower(base, group, 1, c.atMost() / (c.high() - c.low()));
        };
    }

    private double high(@Nullable BoundedMean base, BoundedMean group) {
        return switch (criterion) {
            case Criterion.Calibration c -> group.evidenceAbove((1 + c.atMost()) / 2);
            case Criterion.SelectionRatio c -> base == null ? 0 : TwoMeans.evidenceLower(group, base, c.least(), 0);
            case Criterion.EqualOpportunity c -> base == null ? 0 : TwoMeans.evidenceLower(group, base, 1, c.atMost());
            case Criterion.EqualMeans c ->
                base == null ? 0 : TwoMeans.evidenceLower(group, base, 1, c.atMost() / (c.high() - c.low()));
        };
    }

    /** ln of an e-value against the criterion in all strata, since the start or in the epoch. */
    double all(Group group, boolean recent) {
        double lowOfAll = 0;
        double highOfAll = 0;
        double single = Double.NEGATIVE_INFINITY;
        int seen = 0;
        double last = 0;
        for (int i = 0; i < group.cells.length; i++) {
            Cell cell = group.cells[i];
            double low = cell == null ? 0 : recent ? cell.lowRecent : cell.lowAll;
            double high = cell == null ? 0 : recent ? cell.highRecent : cell.highAll;
            seen += cell == null ? 0 : 1;
            last = cell == null ? last : Evidence.mean(low, high);
            lowOfAll += Evidence.mean(0, low);
            highOfAll += Evidence.mean(0, high);
            single = add(single, Evidence.mean(low, high) + Math.log(Spending.share(i + 1)));
        }
        // with the first stratum alone there is nothing to divide
        return seen <= 1 && group.cells.length == 1 ? last : Evidence.mean(lowOfAll, highOfAll, single);
    }

    private static double add(double a, double b) {
        double top = Math.max(a, b);
        return Double.isInfinite(top) ? top : top + Math.log1p(Math.exp(Math.min(a, b) - top));
    }
}
