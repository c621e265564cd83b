package zhiheng.bench.season;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Simple scorers to stand beside ours; each is what its name says and no more. */
public final class Baselines {
    private Baselines() {}

    public static Map<String, Supplier<Scorer>> all() {
        var all = new LinkedHashMap<String, Supplier<Scorer>>();
        all.put("random", () -> {
            var random = new Random(42);
            return (time, value) -> random.nextDouble();
        });
        all.put("EWMA chart", Ewma::new);
        all.put("windowed Gaussian", WindowedGaussian::new);
        all.put("relative entropy", RelativeEntropy::new);
        all.put("naive (profile, tail, range)", () -> new Naive(0));
        all.put("naive, 50 rows of silence", () -> new Naive(50));
        return all;
    }

    /** What is usual as a point score: one line of code each, but the period. */
    public static Map<String, Supplier<Scorer>> oneLiners() {
        var all = new LinkedHashMap<String, Supplier<Scorer>>();
        all.put("\\|difference\\|", () -> {
            double[] last = {Double.NaN};
            return (time, value) -> {
                double step = Double.isNaN(last[0]) ? 0 : Math.abs(value - last[0]);
                last[0] = value;
                return step;
            };
        });
        all.put("moving z, 100 rows", MovingZ::new);
        all.put("seasonal naive, period found", SeasonalNaive::new);
        return all;
    }

    /** Distance from the mean of the last 100 rows in their deviations. */
    private static final class MovingZ implements Scorer {
        private final double[] ring = new double[100];
        private int rows;

        @Override
        public double score(long time, double value) {
            int n = Math.min(rows, ring.length);
            double mean = Arrays.stream(ring, 0, n).average().orElse(value);
            double square = 0;
            for (int i = 0; i < n; i++) {
                square += (ring[i] - mean) * (ring[i] - mean);
            }
            ring[rows++ % ring.length] = value;
            return n < 10 ? 0 : Math.abs(value - mean) / (Math.sqrt(square / n) + 1e-9);
        }
    }

    /** Distance from the value one period before; the period is the lag of the highest autocorrelation of the first 700 rows. */
    private static final class SeasonalNaive implements Scorer {
        private static final int LOOK = 700;
        private final List<Double> values = new ArrayList<>();
        private int period;

        @Override
        public double score(long time, double value) {
            values.add(value);
            int n = values.size();
            if (n == LOOK) {
                period = period();
            }
            return period == 0 ? 0 : Math.abs(value - values.get(n - 1 - period));
        }

        private int period() {
            double mean =
                    values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            double best = 0;
            int found = 1;
            boolean fallen = false; // the first hump belongs to the lag 0
            for (int lag = 2; lag < LOOK / 2; lag++) {
                double sum = 0;
                for (int i = lag; i < LOOK; i++) {
                    sum += (values.get(i) - mean) * (values.get(i - lag) - mean);
                }
                sum /= LOOK - lag;
                fallen |= sum < 0;
                if (fallen && sum > best) {
                    best = sum;
                    found = lag;
                }
            }
            return found;
        }
    }

    /** Distance from an exponentially weighted mean in exponentially weighted deviations. */
    private static final class Ewma implements Scorer {
        private static final double STEP = 0.02;
        private double mean = Double.NaN;
        private double variance;

        @Override
        public double score(long time, double value) {
            mean = Double.isNaN(mean) ? value : mean;
            double off = value - mean;
            double z = variance > 0 ? Math.abs(off) / Math.sqrt(variance) : 0;
            mean += STEP * off;
            variance += STEP * (off * off - variance);
            return z / (z + 4);
        }
    }

    /** Tail of a normal law fitted to the last rows, refitted every so many rows. */
    private static final class WindowedGaussian implements Scorer {
        private static final int WINDOW = 6400;
        private static final int STEP = 100;
        private final double[] window = new double[WINDOW];
        private int rows;
        private double mean;
        private double deviation = 1;

        @Override
        public double score(long time, double value) {
            double score = rows == 0 ? 0 : 1 - tail(Math.abs(value - mean) / deviation);
            window[rows++ % WINDOW] = value;
            if (rows <= WINDOW || rows % STEP == 0) {
                refit();
            }
            return score;
        }

        private void refit() {
            int n = Math.min(rows, WINDOW);
            if (n > 200 && rows % STEP != 0) {
                return; // exact enough, and linear in time
            }
            mean = Arrays.stream(window, 0, n).average().orElse(0);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (window[i] - mean) * (window[i] - mean);
            }
            deviation = Math.max(Math.sqrt(sum / n), 1e-6);
        }
    }

    /** Kullback and Leibler's distance of the last 52 rows' histogram from all histograms seen (Wang et al., 2011). */
    private static final class RelativeEntropy implements Scorer {
        private static final int WINDOW = 52;
        private static final int BINS = 5;
        private static final double CRITICAL = 9.49; // of chi-squared with BINS - 1 degrees, .95
        private final double[] window = new double[WINDOW];
        private final List<double[]> known = new ArrayList<>();
        private final List<Integer> seen = new ArrayList<>();
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private int rows;

        @Override
        public double score(long time, double value) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            window[rows++ % WINDOW] = value;
            if (rows < WINDOW || high == low) {
                return 0;
            }
            double[] now = new double[BINS];
            for (double v : window) {
                now[(int) Math.min(BINS - 1, BINS * (v - low) / (high - low))] += 1.0 / WINDOW;
            }
            int nearest = -1;
            double distance = Double.POSITIVE_INFINITY;
            for (int k = 0; k < known.size(); k++) {
                double d = 0;
                for (int b = 0; b < BINS; b++) {
                    d += now[b] == 0 ? 0 : now[b] * Math.log(now[b] / Math.max(known.get(k)[b], 1e-3));
                }
                if (d < distance) {
                    distance = d;
                    nearest = k;
                }
            }
            if (2 * WINDOW * distance < CRITICAL) {
                seen.set(nearest, seen.get(nearest) + 1);
                return seen.get(nearest) > rows * 0.01 ? 0 : 0.5;
            }
            if (known.size() < 200) {
                known.add(now);
                seen.add(1);
            }
            return 1;
        }
    }

    /** Level and quarter-hour profile, the normal tail of the residual, and certainty at a new extreme 5 % beyond the range. */
    private static final class Naive implements Scorer {
        private final int silence;
        private final double[] profile = new double[96];
        private final boolean[] known = new boolean[96];
        private double level = Double.NaN;
        private double variance;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;
        private int rows;
        private int last = Integer.MIN_VALUE / 2;

        Naive(int silence) {
            this.silence = silence;
        }

        @Override
        public double score(long time, double value) {
            int bin = (int) (Math.floorMod(time, Draft.DAY) / (15 * Draft.MINUTE));
            level = Double.isNaN(level) ? value : level;
            double off = value - level - (known[bin] ? profile[bin] : 0);
            double z = variance > 0 ? Math.abs(off) / Math.sqrt(variance) : 0;
            double margin = 0.05 * (high - low);
            boolean beyond = rows > 10 && (value > high + margin || value < low - margin);
            double score = beyond ? 1 : Math.clamp(-Math.log10(Math.max(tail(z), 1e-300)) / 20, 0, 0.99);
            level += 0.01 * (value - level);
            profile[bin] += known[bin] ? 0.2 * (value - level - profile[bin]) : value - level;
            known[bin] = true;
            variance += (rows < 200 ? 1.0 / (rows + 1) : 0.005) * (off * off - variance);
            low = Math.min(low, value);
            high = Math.max(high, value);
            rows++;
            if (rows - last <= silence) {
                return score * 0.1;
            }
            if (score > 0.4) {
                last = rows;
            }
            return score;
        }
    }

    /** Probability that a standard normal value lies farther out than z, on one side: Abramowitz and Stegun 7.1.26 and, far out, Mills. */
    static double tail(double z) {
        if (z > 4) {
            return Math.exp(-z * z / 2) / (z * Math.sqrt(2 * Math.PI));
        }
        double t = 1 / (1 + 0.3275911 * z / Math.sqrt(2));
        double poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return 0.5 * poly * Math.exp(-z * z / 2);
    }
}
