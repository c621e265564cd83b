package zhiheng.office.jobs;

import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * A table of people that may be shown: numbers too small are hidden, and as many others as it takes that nobody can work the small
 * ones out from the totals. A stranger who knows all that is shown can still only say that a small number lies between 0 and at least
 * {@link #leastSpread} more than it is.
 */
public final class SmallCells {
    /** Numbers from 1 up to this one are small; nothing and anything larger may be shown. */
    public static final int SMALL = 4;

    private static final int MOST_CELLS = 10_000;
    private final Counts counts;
    private final boolean[] hidden;
    private final Network network;

    private SmallCells(Counts counts, Network network, boolean[] hidden) {
        this.counts = counts;
        this.network = network;
        this.hidden = hidden;
    }

    /**
     * @param inner people by row and column, without totals
     */
    public static SmallCells of(int[][] inner) {
        var counts = new Counts(inner, MOST_CELLS);
        var told = of(counts, new boolean[(counts.rows() + 1) * (counts.columns() + 1)], false);
        if (told == null) {
            throw new IllegalStateException("hiding all four corners of a rectangle protects each of them");
        }
        return told;
    }

    /**
     * As {@link #of(int[][])}, for a table that shares its column totals with another one: these are all shown, so that what one table
     * hides the other cannot give away.
     *
     * @param sensitive cells that are to be protected whatever their number, by row and column with the row totals in the last column
     * @return null where that cannot be done
     */
    public static @Nullable SmallCells withTotalsShown(int[][] inner, boolean[][] sensitive) {
        var counts = new Counts(inner, MOST_CELLS);
        var wanted = new boolean[(counts.rows() + 1) * (counts.columns() + 1)];
        for (int row = 0; row < counts.rows(); row++) {
            System.arraycopy(sensitive[row], 0, wanted, row * (counts.columns() + 1), counts.columns() + 1);
        }
        for (int column = 0; column <= counts.columns(); column++) {
            if (small(counts.at(counts.rows(), column))) {
                return null;
            }
        }
        return of(counts, wanted, true);
    }

    private static @Nullable SmallCells of(Counts counts, boolean[] sensitive, boolean pinTotals) {
        var network = new Network(counts, pinTotals);
        var hidden = sensitive.clone();
        for (int row = 0; row <= counts.rows(); row++) {
            for (int column = 0; column <= counts.columns(); column++) {
                hidden[network.edge(row, column)] |= small(counts.at(row, column));
            }
        }
        var first = hidden.clone();
        // Hiding more never makes a number easier to work out, so that each is looked at once.
        for (int edge = 0; edge < first.length; edge++) {
            if (first[edge]) {
                int value = counts.at(edge / (counts.columns() + 1), edge % (counts.columns() + 1));
                if (!(network.hideUntilMore(edge, hidden, leastSpread())
                        && network.hideUntilLess(edge, hidden, Math.min(value, leastSpread())))) {
                    return null;
                }
            }
        }
        return new SmallCells(counts, network, hidden);
    }

    private static boolean small(int value) {
        return value > 0 && value <= SMALL;
    }

    /** How much more than it is a small number could be at least, for all that is shown. */
    public static int leastSpread() {
        return SMALL + 1;
    }

    /** Whether a number is hidden; the row after the last and the column after the last are totals. */
    public boolean isHidden(int row, int column) {
        return hidden[network.edge(row, column)];
    }

    /** A number that is shown. */
    public int shown(int row, int column) {
        if (isHidden(row, column)) {
            throw Refusal.forbidden("该数字已隐藏，以免识别个人。", "This number is hidden so that nobody can be found by it.");
        }
        return counts.at(row, column);
    }

    /** What a hidden number could be for all that is shown: from and to, the last cut off at 1,000 more. */
    public int[] range(int row, int column) {
        int edge = network.edge(row, column);
        int value = counts.at(row, column);
        return isHidden(row, column)
                ? new int[] {value - network.less(edge, hidden, value), value + network.more(edge, hidden, 1_000)}
                : new int[] {value, value};
    }
}
