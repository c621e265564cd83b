package zhiheng.watch.simulate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The streams that detectors are measured on. */
public final class Sources {
    private Sources() {}

    /** Independent events, each 1 with the probability that {@code rate} gives. */
    public static Source bernoulli(Level rate) {
        return bernoulli(rate, 0);
    }

    /**
     * Zeros and ones as a two-state Markov chain. Where the rate p stands still, every event is 1 with probability p exactly and
     * events k apart have correlation ρ^k: P(1|1) = p + ρ(1−p), P(1|0) = p(1−ρ), and the first event is drawn from p.
     *
     * @param correlation ρ in [0,1), or as far below 0 as the rates allow: both probabilities must stay in [0,1]
     */
    public static Source bernoulli(Level rate, double correlation) {
        if (!(correlation > -1 && correlation < 1)) {
            throw new IllegalArgumentException(
                    "correlation " + correlation + ": 须在 −1 与 1 之间; must lie between −1 and 1");
        }
        return seed -> {
            var random = random(seed);
            return new Values() {
                private long event;
                private boolean last;

                @Override
                public double next() {
                    double p = rate.at(event);
                    double one = event == 0 || correlation == 0 ? p : p * (1 - correlation) + (last ? correlation : 0);
                    check(p, one, correlation);
                    event++;
                    last = random.nextDouble() < one;
                    return last ? 1 : 0;
                }
            };
        };
    }

    private static void check(double rate, double one, double correlation) {
        if (!(one >= 0 && one <= 1 && rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate " + rate + ", correlation " + correlation
                    + ": 没有这样的数据流，比率须在 0 与 1 之间; no such stream, a rate lies between 0 and 1");
        }
    }

    /** Values in [0,1] from a beta distribution with this mean; the larger the concentration, the closer to it. */
    public static Source beta(Level mean, double concentration) {
        if (!(concentration > 0)) {
            throw new IllegalArgumentException("concentration " + concentration + ": 须大于 0; must be above 0");
        }
        return drawn((random, m) -> Draws.beta(random, m * concentration, (1 - m) * concentration), mean);
    }

    /**
     * The same, but each value is with probability ρ the one before it, else drawn anew: where the mean stands still, every value has
     * the distribution and values k apart have correlation ρ^k. After a change of the mean the old value may linger.
     *
     * @param correlation ρ in [0,1)
     */
    public static Source beta(Level mean, double concentration, double correlation) {
        if (!(correlation >= 0 && correlation < 1)) {
            throw new IllegalArgumentException(
                    "correlation " + correlation + ": 均值须在 0 与 1 之间; of means it must lie between 0 and 1");
        }
        var fresh = beta(mean, concentration);
        return seed -> {
            var drawn = fresh.open(seed);
            var random = random(Runs.mix(seed) + 1);
            return new Values() {
                private double last = Double.NaN;

                @Override
                public double next() {
                    double next = drawn.next();
                    last = Double.isNaN(last) || random.nextDouble() >= correlation ? next : last;
                    return last;
                }
            };
        };
    }

    /** Only the two values, in the proportion that gives the mean: the widest spread that a bounded value can have. */
    public static Source twoPoint(Level mean, double low, double high) {
        if (!(low < high)) {
            throw new IllegalArgumentException(low + ", " + high + ": 须先小后大; the first must be the smaller");
        }
        return drawn((random, m) -> random.nextDouble() * (high - low) < m - low ? high : low, mean);
    }

    /**
     * Counts per period whose mean is {@code mean}: Poisson, or a Poisson mixed over a gamma where {@code spread} is above 0, which
     * makes the variance mean + spread · mean².
     */
    public static Source counts(Level mean, double spread) {
        if (!(spread >= 0)) {
            throw new IllegalArgumentException("spread " + spread + ": 不得小于 0; must be at least 0");
        }
        return drawn(
                (random, m) ->
                        Draws.poisson(random, spread == 0 || m == 0 ? m : m * spread * Draws.gamma(random, 1 / spread)),
                mean);
    }

    /** Decisions about one unit of {@link #units}, on average. */
    public static final double PER_UNIT = (Visits.LEAST + Visits.MOST) / 2.0;

    /**
     * Decisions about units, each of which is decided on several times, from 5 to 20, among the others; a unit's own rate is drawn from a
     * beta distribution whose mean is the level when it comes, so that two decisions about one unit have the correlation ρ.
     *
     * @param correlation ρ in (0,1)
     * @param together how many units are in turn at a time; each event belongs to one of them
     */
    public static Source units(Level level, double correlation, int together) {
        if (!(correlation > 0 && correlation < 1) || together < 1) {
            throw new IllegalArgumentException("correlation " + correlation + ", units " + together
                    + ": 须在 0 与 1 之间，至少一个单位; between 0 and 1, and at least one unit");
        }
        return seed -> new Visits(random(seed), level, correlation, together);
    }

    private static final class Visits implements Values {
        private static final int LEAST = 5;
        private static final int MOST = 20;

        private final SplittableRandom random;
        private final Level level;
        private final double concentration;
        private final long[] names;
        private final double[] rates;
        private final int[] left;
        private long event;
        private long met;
        private int now;

        Visits(SplittableRandom random, Level level, double correlation, int together) {
            this.random = random;
            this.level = level;
            concentration = 1 / correlation - 1;
            names = new long[together];
            rates = new double[together];
            left = new int[together];
        }

        @Override
        public double next() {
            double mean = level.at(event++);
            now = random.nextInt(names.length);
            if (left[now] == 0) {
                names[now] = ++met;
                rates[now] = Draws.beta(random, mean * concentration, (1 - mean) * concentration);
                left[now] = random.nextInt(LEAST, MOST + 1);
            }
            left[now]--;
            return random.nextDouble() < rates[now] ? 1 : 0;
        }

        @Override
        public String unit() {
            return Long.toString(names[now]);
        }
    }

    /** Decisions about people of several groups: each event picks a group by its share, then decides with that group's rate. */
    public static Source decisions(List<Group> groups) {
        var kept = List.copyOf(groups);
        double total = kept.stream().mapToDouble(Group::share).sum();
        if (!(total > 0)) {
            throw new IllegalArgumentException("各组份额之和须大于 0; the shares of the groups must sum to more than 0");
        }
        return seed -> {
            var random = random(seed);
            return new Values() {
                private long event;
                private Group now = kept.getFirst();

                @Override
                public double next() {
                    double at = random.nextDouble() * total;
                    int i = 0;
                    while (i < kept.size() - 1 && (at -= kept.get(i).share()) >= 0) {
                        i++;
                    }
                    now = kept.get(i);
                    return random.nextDouble() < now.rate().at(event++) ? 1 : 0;
                }

                @Override
                public String group() {
                    return now.name();
                }
            };
        };
    }

    /** A group of people: its share of the decisions, and the rate at which they go its way. */
    public record Group(String name, double share, Level rate) {}

    private interface Draw {
        double draw(RandomGenerator random, double mean);
    }

    private static Source drawn(Draw draw, Level mean) {
        return seed -> {
            var random = random(seed);
            return new Values() {
                private long event;

                @Override
                public double next() {
                    return draw.draw(random, mean.at(event++));
                }
            };
        };
    }

    private static SplittableRandom random(long seed) {
        return new SplittableRandom(Runs.mix(seed));
    }
}
