package zhiheng.drills.poison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import zhiheng.base.Text;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.target.Shape;

/** A way to give each row of training data a score for being poisoned, from the data and a network trained on them. */
public enum Detector {
    SPECTRAL("谱特征（白化）", "spectral, whitened"),
    STRIP("STRIP（相加）", "STRIP, additive"),
    GRAM("Gram 统计", "Gram statistics"),
    LABELS("置信学习（防触发器）", "confident learning, triggers blurred"),
    TOGETHER("合并", "spectral, Gram and labels together");

    private static final Set<Detector> JOINED = Set.of(SPECTRAL, GRAM, LABELS);

    private final Text text;

    Detector(String zh, String en) {
        text = new Text(zh, en);
    }

    public Text text() {
        return text;
    }

    /** A score for each row; the larger, the more likely poisoned. Classes are compared with themselves. */
    public double[] scores(Net net, Labelled data, long seed) {
        return switch (this) {
            case SPECTRAL -> {
                var last = new float[data.size()][];
                for (int i = 0; i < last.length; i++) {
                    last[i] = net.features(data.inputs()[i]).getLast();
                }
                yield byClass(last, data.labels(), Spectral::scores);
            }
            case STRIP -> standard(Strip.scores(net, data, seed), data.labels());
            case GRAM -> grams(net, data);
            case LABELS -> {
                var shape = (Shape.Picture) net.shape();
                yield Doubt.scores(Doubt.chances(data, shape, net.classes(), true, seed), data.labels());
            }
            case TOGETHER -> all(net, data, seed).getLast().scores();
        };
    }

    /** The scores of all detectors, each run once. */
    public static List<Provenance.Scored> all(Net net, Labelled data, long seed) {
        var all = new ArrayList<Provenance.Scored>();
        var together = new double[data.size()];
        for (var detector : values()) {
            if (detector == TOGETHER) {
                all.add(new Provenance.Scored(TOGETHER.text, together));
            } else {
                var scores = detector.scores(net, data, seed);
                all.add(new Provenance.Scored(detector.text, scores));
                if (JOINED.contains(detector)) {
                    join(together, scores);
                }
            }
        }
        return all;
    }

    /** Adds how surprising the rank of each row is: the logarithm of the share that scores as high, turned round (Fisher's rule). */
    private static void join(double[] together, double[] scores) {
        int n = scores.length;
        int[] order = Provenance.highest(scores, n);
        for (int rank = 0; rank < n; rank++) {
            together[order[rank]] -= Math.log((rank + 1.0) / n);
        }
    }

    /** The chances of each class for each row, from networks that did not train on it; what {@link Confident} reads. */
    public static double[][] chances(Labelled data, Shape.Picture shape, int classes, long seed) {
        return Doubt.chances(data, shape, classes, false, seed);
    }

    private static double[] grams(Net net, Labelled data) {
        var planes = net.planes();
        var sums = new double[data.size()];
        for (int layer = 0; layer < planes.size() - 1; layer++) {
            var rows = new float[data.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Grams.of(net.features(data.inputs()[i]).get(layer), planes.get(layer));
            }
            var scores = byClass(rows, data.labels(), Grams::scores);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.max(sums[i], scores[i]);
            }
        }
        return sums;
    }

    private static double[] byClass(float[][] rows, int[] labels, Function<float[][], double[]> scorer) {
        var all = new double[labels.length];
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            int[] members = members(labels, label);
            var scores =
                    scorer.apply(Arrays.stream(members).mapToObj(i -> rows[i]).toArray(float[][]::new));
            for (int k = 0; k < members.length; k++) {
                all[members[k]] = scores[k];
            }
        }
        return standard(all, labels);
    }

    private static int[] members(int[] labels, int label) {
        return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    }

    /** Scores of each class around its median, in units of its median deviation. */
    private static double[] standard(double[] scores, int[] labels) {
        var standard = scores.clone();
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            int[] members = members(labels, label);
            var sorted =
                    Arrays.stream(members).mapToDouble(i -> scores[i]).sorted().toArray();
            double middle = sorted[sorted.length / 2];
            var gaps = Arrays.stream(sorted)
                    .map(s -> Math.abs(s - middle))
                    .sorted()
                    .toArray();
            double spread = Math.max(1e-9, 1.4826 * gaps[gaps.length / 2]);
            for (int i : members) {
                standard[i] = (scores[i] - middle) / spread;
            }
        }
        return standard;
    }
}
