package zhiheng.bench.season;

import java.util.Random;

/** The kinds of stream that the seasonal score was tuned on. Those it is judged by are {@link HeldOutStreams}. */
enum TuningStreams implements Corpus.Family {
    CPU(7) {
        @Override
        void make(Draft d) {
            double level = d.uniform(1, 50);
            double noise = d.uniform(0.02, 0.25) * level;
            double[] n = d.remembering(d.uniform(0, 0.9));
            int every = d.random.nextInt(20, 300);
            double job = d.random.nextBoolean() ? d.uniform(0, 1) * level : 0;
            d.fill(i -> level + noise * n[i] + ((i + d.random.nextInt(2)) % every < 2 ? job * d.uniform(0.6, 1) : 0));
            distract(d, 3, noise * 4);
            for (int at : d.places(d.random.nextInt(1, 4))) {
                double size = noise * d.uniform(6, 25) + job * 1.2;
                int len = d.hours(d.uniform(0.1, 12));
                switch (d.random.nextInt(5)) {
                    case 0 -> d.anomaly(at, d.rows(), (v, p) -> v + size * 0.5);
                    case 1 -> d.anomaly(at, len, (v, p) -> v + size);
                    case 2 -> d.anomaly(at, len, (v, p) -> v * 0.05);
                    case 3 -> d.anomaly(at, len * 3, (v, p) -> v + size * p);
                    default -> d.anomaly(at, d.random.nextInt(1, 4), (v, p) -> v + size);
                }
            }
            d.clamp(0, 100).round(0.001);
        }
    },
    REQUESTS(5) {
        @Override
        void make(Draft d) {
            double level = Math.exp(d.uniform(1, 8));
            double depth = d.uniform(0, 0.9);
            double peak = d.uniform(8, 22);
            double[] n = d.remembering(0.95);
            d.fill(i -> d.poisson(level
                    * (1 + depth * Math.cos((d.hour(i) - peak) * Math.PI / 12))
                    * (d.weekend(i) ? 0.8 : 1)
                    * Math.exp(0.1 * n[i])));
            distract(d, 2, level);
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int len = d.hours(d.uniform(0.2, 10));
                double factor = d.uniform(1.8, 4);
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(at, len, (v, p) -> Math.round(v * factor + level));
                    case 1 -> d.anomaly(at, len, (v, p) -> Math.round(v * 0.1));
                    case 2 -> d.anomaly(at, d.rows(), (v, p) -> Math.round(v * (0.5 + factor / 2)));
                    default -> d.anomaly(at, 3, (v, p) -> Math.round(v + level * factor * 2));
                }
            }
        }
    },
    LATENCY(4) {
        @Override
        void make(Draft d) {
            double level = Math.exp(d.uniform(0, 5));
            double spread = d.uniform(0.02, 0.3);
            double[] slow = d.remembering(0.995);
            d.fill(i -> level * Math.exp(spread * d.gauss() + 0.3 * spread * slow[i])
                    + (d.random.nextInt(400) == 0 ? level * -Math.log(d.uniform(0, 1)) : 0));
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int len = d.hours(d.uniform(0.5, 10));
                double size = level * d.uniform(4, 10) * Math.max(spread, 0.1);
                switch (d.random.nextInt(3)) {
                    case 0 -> d.anomaly(at, len, (v, p) -> v + size);
                    case 1 -> d.anomaly(at, len, (v, p) -> v + Math.abs(d.gauss()) * size);
                    default -> d.anomaly(at, 2, (v, p) -> v + 3 * size + level);
                }
            }
        }
    },
    CLICKS(6) {
        @Override
        int rows(Random random) {
            return random.nextInt(1200, 1700);
        }

        @Override
        double minutes() {
            return 60;
        }

        @Override
        void make(Draft d) {
            double level = d.uniform(0.05, 2);
            double spread = d.uniform(0.1, 0.35);
            double depth = d.uniform(0, 0.4);
            double[] slow = d.remembering(0.97);
            d.fill(i -> level
                    * (1 + depth * Math.sin((d.hour(i) - 15) * Math.PI / 12))
                    * (d.weekend(i) ? 1 - depth / 2 : 1)
                    * Math.exp(spread * d.gauss() + spread * 0.5 * slow[i]));
            distract(d, 4, level * spread * 4);
            for (int at : d.places(d.random.nextInt(1, 4))) {
                double size = level * d.uniform(8, 25) * spread;
                switch (d.random.nextInt(3)) {
                    case 0 -> d.anomaly(at, 1, (v, p) -> v + size);
                    case 1 -> d.anomaly(at, d.random.nextInt(2, 30), (v, p) -> v + size * 0.7);
                    default -> d.anomaly(at, d.random.nextInt(24, 100), (v, p) -> v * (1 + 3 * spread));
                }
            }
        }
    },
    MACHINE(3) {
        @Override
        int rows(Random random) {
            return random.nextInt(7000, 22_000);
        }

        @Override
        void make(Draft d) {
            double[] slow = d.remembering(0.9995);
            double[] quick = d.remembering(0.98);
            d.fill(i -> 85 + 6 * slow[i] + 3 * quick[i] + 0.4 * d.gauss());
            for (int at : d.places(d.random.nextInt(2, 5))) {
                double size = d.uniform(25, 70);
                int len = d.hours(d.uniform(4, 30));
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(at, len, (v, p) -> v - size * Math.exp(-3 * p));
                    case 1 -> d.anomaly(at, len * 2, (v, p) -> v - size * p * (1 - p) * 4);
                    case 2 -> d.anomaly(at, len, (v, p) -> v + size * 0.5 * p);
                    default -> d.anomaly(at, len, (v, p) -> v + d.gauss() * size / 6);
                }
            }
        }
    },
    TAXI(3) {
        @Override
        int rows(Random random) {
            return random.nextInt(5000, 10_500);
        }

        @Override
        double minutes() {
            return 30;
        }

        @Override
        void make(Draft d) {
            double[] shared = d.remembering(0.97);
            double level = d.uniform(5, 15_000);
            d.fill(i ->
                    Math.max(0, level * (1 + shape(d, i, d.weekend(i))) * (1 + 0.05 * shared[i] + 0.03 * d.gauss())));
            for (int at : d.places(d.random.nextInt(2, 6))) {
                int midnight = d.atHour(at, 0);
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(midnight, 48, (v, p) -> v * d.uniform(0.55, 0.65));
                    case 1 -> d.anomaly(at, d.random.nextInt(20, 60), (v, p) -> v * 0.2);
                    case 2 -> d.anomaly(at, d.random.nextInt(4, 14), (v, p) -> v * 1.5 + level * 0.2);
                    default -> { // the evening goes on into the night
                        int night = d.atHour(at, 0.5);
                        d.anomaly(night, 10, (v, p) -> v + level * 0.9);
                    }
                }
            }
            d.round(1);
        }

        private double shape(Draft d, int i, boolean weekend) {
            double h = weekend ? d.hour(i) - 2 : d.hour(i);
            return -0.55 * Math.cos((h - 5.5) * Math.PI / 12)
                    + 0.25 * Math.cos((h - 8.5) * Math.PI / 6) * (weekend ? 0.3 : 1)
                    - (d.weekday(i) == 4 ? 0.12 : 0);
        }
    },
    SPEED(4) {
        @Override
        int rows(Random random) {
            return random.nextInt(1000, 2500);
        }

        @Override
        void make(Draft d) {
            d.irregular(d.uniform(5, 12));
            double top = d.uniform(55, 85);
            double dip = d.uniform(0, 0.5);
            double noise = d.uniform(2, 6);
            d.fill(i ->
                    top * (1 - (d.weekend(i) ? 0.2 : 1) * dip * (bump(d.hour(i), 8, 1.2) + bump(d.hour(i), 17.5, 1.8)))
                            + noise * d.gauss());
            distract(d, 3, -top * 0.25);
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int len = d.hours(d.uniform(0.3, 4));
                double left = d.uniform(0.1, 0.45);
                switch (d.random.nextInt(3)) {
                    case 0, 1 -> d.anomaly(at, len, (v, p) -> v * left);
                    default -> d.anomaly(at, len * 4, (v, p) -> v + noise * 3 * d.gauss());
                }
            }
            d.clamp(3, 100).round(1);
        }
    },
    TWEETS(9) {
        @Override
        int rows(Random random) {
            return random.nextInt(10_000, 16_000);
        }

        @Override
        void make(Draft d) {
            double level = Math.exp(d.uniform(1, 4.5));
            double depth = d.uniform(0.3, 0.9);
            double shape = d.uniform(1.5, 8);
            double[] slow = d.remembering(0.98);
            double[] burst = new double[d.rows()];
            bursts(d, burst, d.random.nextInt(30, 120), 1.5, 0.3);
            int[] places = d.places(d.random.nextInt(2, 6));
            for (int at : places) {
                burst(burst, at, d.uniform(6, 40), d.uniform(3, 60));
                d.mark(at);
            }
            d.fill(i -> d.poisson(level
                            * Math.max(0.02, 1 + depth * Math.cos((d.hour(i) - 19) * Math.PI / 12))
                            * Math.exp(0.25 * slow[i])
                            * gamma(d, shape)
                    + level * burst[i]));
        }

        private void bursts(Draft d, double[] burst, int count, double tail, double size) {
            for (int b = 0; b < count; b++) {
                double height = Math.min(5, size * Math.pow(d.uniform(0, 1), -1 / tail));
                burst(burst, d.random.nextInt(d.rows()), height, d.uniform(1, 20));
            }
        }

        private void burst(double[] burst, int at, double height, double decay) {
            for (int i = at; i < Math.min(burst.length, at + 8 * decay); i++) {
                burst[i] += height * Math.exp(-(i - at) / decay);
            }
        }

        private double gamma(Draft d, double shape) {
            double sum = 0;
            int terms = (int) Math.max(1, shape);
            for (int i = 0; i < terms; i++) {
                sum -= Math.log(d.uniform(0, 1));
            }
            return sum / terms;
        }
    },
    DAILY_SHAPE(6) {
        @Override
        void make(Draft d) {
            double low = d.uniform(15, 30);
            double high = d.uniform(60, 90);
            double from = d.uniform(6, 10);
            double to = d.uniform(17, 20);
            double noise = d.random.nextInt(4) == 0 ? 0 : d.uniform(0.5, 5);
            double edge = d.uniform(0.01, 1.5);
            d.fill(i -> low
                    + (high - low) / (1 + Math.exp((from - d.hour(i)) / edge)) / (1 + Math.exp((d.hour(i) - to) / edge))
                    + noise * (2 * d.random.nextDouble() - 1));
            int kind = d.random.nextInt(6);
            int at = d.places(1)[0];
            int morning = d.atHour(at, from);
            int day = d.hours(to - from);
            switch (kind) {
                case 0 -> d.anomaly(morning, day, (v, p) -> v + (high - low) * 0.8);
                case 1 -> d.anomaly(morning, day, (v, p) -> v - (v - low) * 1.3);
                case 2 -> d.anomaly(morning, day, (v, p) -> low + noise * (2 * d.random.nextDouble() - 1));
                case 3 -> d.anomaly(morning, day / 3, (v, p) -> (low + high) / 2 + noise * d.gauss() * 0.3);
                case 4 -> d.anomaly(d.atHour(at, 1), d.hours(4), (v, p) -> high);
                default -> {} // nothing happens
            }
        }
    },
    STILL(4) {
        @Override
        void make(Draft d) {
            double level = d.uniform(0, 80);
            double noise = d.uniform(0, 10);
            int every = d.random.nextInt(20, 150);
            switch (d.random.nextInt(5)) {
                case 0 -> d.fill(i -> level);
                case 1 -> d.fill(i -> level + noise * d.random.nextDouble());
                case 2 -> d.fill(i -> i / every % 2 == 0 ? level : level + 20);
                case 3 -> { // spikes grow dense
                    d.fill(i -> d.random.nextInt(every) == 0 ? level : 0);
                    int at = d.places(1)[0];
                    d.anomaly(at, d.hours(24), (v, p) -> d.random.nextInt(1 + every / 5) == 0 ? level : 0);
                }
                default -> { // a background of even spikes, some larger
                    d.fill(i -> i % every == 0 ? level * d.uniform(0.8, 1) : noise * 0.05 * d.random.nextDouble());
                    d.anomaly(d.places(1)[0], d.hours(2), (v, p) -> v + level * 0.7 + 2);
                }
            }
        }
    };

    private final int share;

    TuningStreams(int share) {
        this.share = share;
    }

    @Override
    public int share() {
        return share;
    }

    abstract void make(Draft draft);

    int rows(Random random) {
        return 4032;
    }

    double minutes() {
        return 5;
    }

    @Override
    public Draft draft(Random random) {
        var draft = new Draft(random, rows(random), minutes());
        make(draft);
        return this == DAILY_SHAPE || this == STILL ? draft : draft.lifelike();
    }

    /** Small happenings that nobody marks. */
    private static void distract(Draft d, int most, double size) {
        for (int i = d.random.nextInt(most + 1); i > 0; i--) {
            double s = size * d.uniform(0.2, 1);
            d.change(d.random.nextInt(d.rows()), d.random.nextInt(1, 6), (v, p) -> v + s);
        }
    }

    private static double bump(double hour, double at, double width) {
        double z = (hour - at) / width;
        return Math.exp(-z * z / 2);
    }
}
