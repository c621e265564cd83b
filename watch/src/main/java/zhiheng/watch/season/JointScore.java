package zhiheng.watch.season;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How unusual a row of several metrics of one system is, from 0 to 1, with the metrics that make it so. Each metric has its own
 * {@link SeasonScore}; on top of these it is learnt how they move together ({@link Relation}). So it sees what no metric shows alone: several
 * that are each a little off at once, and one that leaves the others (work without requests, requests without work).
 *
 * <p>One happening makes one alarm, however many metrics show it. 0.5 is about as unusual as the most unusual so far. It promises no rate
 * of false alarms.
 */
public final class JointScore {
    public static final int MOST = 16;
    private static final double NAMED = 0.8; // of a distance is explained by the metrics that are named

    private final List<String> metrics;

    public JointScore(List<String> metrics) {
        if (metrics.size() < 2
                || metrics.size() > MOST
                || metrics.stream().distinct().count() < metrics.size()) {
            throw new IllegalArgumentException(
                    "须为 2 至 16 个不同的指标: " + metrics + "; 2 to 16 different metrics are wanted: " + metrics);
        }
        this.metrics = List.copyOf(metrics);
    }

    /** @param share the part of what is unusual that the metric has, from 0 to 1 */
    public record Part(String metric, double share) {}

    /**
     * @param score from 0 to 1
     * @param parts the metrics that make it so, the most telling first; none where all is as usual
     */
    public record Scored(double score, List<Part> parts) {
        public Scored {
            parts = List.copyOf(parts);
        }
    }

    public List<String> metrics() {
        return metrics;
    }

    public JointState start() {
        return new JointState(metrics.size());
    }

    /** @param values in the order of the metrics; what is missing is NaN, and what is not finite counts as missing */
    public Scored score(JointState state, long time, double[] values) {
        if (values.length != metrics.size()) {
            throw new IllegalArgumentException(values.length + " values for " + metrics.size() + " metrics");
        }
        double score = state.score(time, values);
        return new Scored(score, named(state.shares()));
    }

    private List<Part> named(double[] shares) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                parts.add(new Part(metrics.get(i), shares[i]));
            }
        }
        parts.sort(Comparator.comparingDouble(Part::share).reversed());
        double explained = 0;
        int kept = 0;
        while (kept < parts.size() && explained < NAMED) {
            explained += parts.get(kept++).share();
        }
        return parts.subList(0, kept);
    }

    public JointState read(DataInput in) throws IOException {
        var state = start();
        state.read(in);
        return state;
    }
}
