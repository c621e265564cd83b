package zhiheng.bench.season;

import java.util.List;

/**
 * A series with the windows in which an alarm is right.
 *
 * @param family what kind of stream it is; streams are held out by family
 * @param times milliseconds since 1970, one a row
 * @param windows in order of rows, not overlapping
 */
public record Stream(String name, String family, long[] times, double[] values, List<Window> windows) {
    /** Rows from {@code first} to {@code last}, both inside. */
    public record Window(int first, int last) {
        int rows() {
            return last - first + 1;
        }
    }

    public Stream {
        windows = List.copyOf(windows);
    }

    int rows() {
        return values.length;
    }

    /** The rows at the start on which nothing is scored: 15 %, of 5,000 rows at the most. */
    int probation() {
        return (int) Math.min(Math.floor(0.15 * rows()), 750);
    }
}
