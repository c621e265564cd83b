package zhiheng.bench.season;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The scoring rule of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating real-time anomaly detection algorithms", 2015).
 * A row at or above the threshold is a detection. The earliest detection in a window earns up to 1, less the later it comes; a
 * window without one costs the weight of a miss; a detection outside costs the weight of a false alarm, less when a window has
 * just ended. One threshold holds for the whole corpus. The result is on a scale where no detection is 0 and the left edge of
 * every window is 100.
 */
public final class NabScore {
    /** Weights of a false alarm and of a miss; a window found weighs 1. */
    public enum Profile {
        STANDARD(0.11, 1),
        LOW_FALSE_ALARMS(0.22, 1),
        LOW_MISSES(0.11, 2);

        private final double falseAlarm;
        private final double miss;

        Profile(double falseAlarm, double miss) {
            this.falseAlarm = falseAlarm;
            this.miss = miss;
        }
    }

    /** @param score normalised @param threshold the one it was reached at @param found windows @param falseAlarms rows */
    public record Result(double score, double threshold, int found, int windows, int falseAlarms) {}

    /** A row that may count: what a detection there earns, and the number of its window in the corpus, or -1. */
    private record Row(double score, double earns, int window) {}

    private static final double LEFT_EDGE = sigmoid(-1);

    private final Profile profile;
    private final List<Row> rows = new ArrayList<>();
    private int windows;

    public NabScore(Profile profile) {
        this.profile = profile;
    }

    /** 1 far left of 0, -1 far right of it; beyond 3 it is -1. */
    static double sigmoid(double y) {
        return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1;
    }

    /** Adds the scores of one stream, one a row. */
    public void add(Stream stream, double[] scores) {
        int next = 0; // number of the window that we are in, or before
        double lastRow = Double.NaN; // of the window that we are past
        double pastRows = 0;
        var open = new ArrayList<>(stream.windows());
        for (int i = 0; i < scores.length; i++) {
            boolean inside = !open.isEmpty() && i >= open.getFirst().first();
            double earns = -profile.falseAlarm;
            if (inside) {
                var window = open.getFirst();
                earns = sigmoid(-(window.last() - i + 1.0) / window.rows()) / LEFT_EDGE;
            } else if (next > 0) {
                earns = profile.falseAlarm * sigmoid((i - lastRow) / (pastRows - 1));
            }
            if (i >= stream.probation()) {
                rows.add(new Row(scores[i], earns, inside ? windows + next : -1));
            }
            if (inside && i == open.getFirst().last()) {
                var window = open.removeFirst();
                lastRow = window.last();
                pastRows = window.rows();
                next++;
            }
        }
        windows += stream.windows().size();
    }

    /** The result at a given threshold. */
    public Result at(double threshold) {
        return sweep(threshold).at;
    }

    /** The best result that one threshold can reach. */
    public Result best() {
        return sweep(Double.NaN).best;
    }

    private record Swept(Result best, Result at) {}

    private Swept sweep(double wanted) {
        rows.sort(Comparator.comparingDouble(Row::score).reversed());
        double[] earned = new double[windows];
        Arrays.fill(earned, Double.NEGATIVE_INFINITY);
        double raw = -profile.miss * windows;
        int found = 0;
        int falseAlarms = 0;
        var best = result(raw, Math.nextUp(1.0), 0, 0);
        var at = best;
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.window < 0) {
                raw += row.earns;
                falseAlarms++;
            } else if (earned[row.window] == Double.NEGATIVE_INFINITY) {
                raw += profile.miss + row.earns;
                earned[row.window] = row.earns;
                found++;
            } else if (row.earns > earned[row.window]) {
                raw += row.earns - earned[row.window];
                earned[row.window] = row.earns;
            }
            if (i + 1 == rows.size() || rows.get(i + 1).score < row.score) {
                var here = result(raw, row.score, found, falseAlarms);
                best = here.score > best.score ? here : best;
                at = row.score >= wanted ? here : at;
            }
        }
        return new Swept(best, at);
    }

    private Result result(double raw, double threshold, int found, int falseAlarms) {
        double none = -profile.miss * windows;
        return new Result(100 * (raw - none) / (windows - none), threshold, found, windows, falseAlarms);
    }
}
