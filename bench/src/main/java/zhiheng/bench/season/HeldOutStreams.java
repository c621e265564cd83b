package zhiheng.bench.season;

import java.util.Random;

/** Kinds of stream that were laid aside while the seasonal score was tuned. */
enum HeldOutStreams implements Corpus.Family {
    DISK(4, 5, 4032) {
        @Override
        void make(Draft d) {
            double size = Math.exp(d.uniform(5, 14));
            double often = d.uniform(0.01, 0.2);
            double tail = d.uniform(1.5, 4);
            d.fill(i -> d.random.nextDouble() < often ? size * Math.pow(d.uniform(0, 1), -1 / tail) : 0);
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int len = d.hours(d.uniform(0.5, 6));
                switch (d.random.nextInt(3)) {
                    case 0 -> d.anomaly(at, len, (v, p) -> size * d.uniform(3, 8));
                    case 1 -> d.anomaly(at, 2, (v, p) -> size * d.uniform(40, 80));
                    default -> d.anomaly(at, d.rows(), (v, p) -> v + size * 2);
                }
            }
            d.round(1);
        }
    },
    NETWORK(6, 5, 4700) {
        @Override
        void make(Draft d) {
            double level = Math.exp(d.uniform(4, 12));
            double spread = d.uniform(0.05, 0.6);
            int every = d.random.nextInt(3) == 0 ? 288 : d.random.nextInt(12, 100);
            double job = level * d.uniform(0, 8);
            d.fill(i -> level * Math.exp(spread * d.gauss()) + (i % every == 0 ? job * d.uniform(0.9, 1) : 0));
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int len = d.hours(d.uniform(0.3, 15));
                double factor = d.uniform(2, 6) * (1 + spread);
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(at, len, (v, p) -> v * factor + job);
                    case 1 -> d.anomaly(at, d.rows(), (v, p) -> v * (1 + 1.5 * spread));
                    case 2 -> d.anomaly(at, len * 2, (v, p) -> 0);
                    default -> d.anomaly(at, 1, (v, p) -> v + (job + level) * factor);
                }
            }
        }
    },
    AMBIENT(2, 60, 7200) {
        @Override
        void make(Draft d) {
            double[] weather = d.remembering(0.985);
            double depth = d.uniform(1, 5);
            d.fill(i -> 70
                    + 4 * Math.sin(i / 8766.0 * 2 * Math.PI)
                    + depth * Math.cos((d.hour(i) - 15) * Math.PI / 12)
                    + 2 * weather[i]
                    + 0.4 * d.gauss());
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int len = d.random.nextInt(10, 60);
                double size = d.uniform(8, 14) * (d.random.nextBoolean() ? 1 : -1);
                d.anomaly(at, len, (v, p) -> v + size * Math.sin(p * Math.PI));
            }
        }
    },
    KEYS(3, 5, 4000) {
        @Override
        void make(Draft d) {
            boolean[] active = new boolean[1];
            double rate = d.uniform(5, 80);
            d.fill(i -> {
                boolean day = d.hour(i) > 8.5 && d.hour(i) < 18.5 && !d.weekend(i);
                active[0] = d.random.nextInt(12) == 0 ? day && d.random.nextInt(3) > 0 : active[0] && day;
                return active[0] ? d.poisson(rate * d.uniform(0.3, 1)) : 0;
            });
            for (int at : d.places(d.random.nextInt(1, 3))) {
                int len = d.hours(d.uniform(0.5, 3));
                switch (d.random.nextInt(3)) {
                    case 0 -> d.anomaly(d.atHour(at, 2), len, (v, p) -> d.poisson(rate));
                    case 1 -> d.anomaly(d.atHour(at, 11), len, (v, p) -> d.poisson(rate * 2.2));
                    default -> d.anomaly(d.atHour(at, 10), len * 3, (v, p) -> d.poisson(rate * 0.65));
                }
            }
        }
    },
    STAIRS(4, 5, 4032) {
        @Override
        void make(Draft d) {
            int every = d.random.nextInt(100, 900);
            double slope = d.uniform(20, 60) / every;
            double noise = d.uniform(0.05, 2);
            int[] places = d.places(d.random.nextInt(1, 3));
            int[] kinds = {d.random.nextInt(3), d.random.nextInt(3)};
            double[] level = {d.uniform(0, 30)};
            double start = level[0];
            int[] since = {0};
            d.fill(i -> {
                double faster = 1;
                boolean skip = false;
                for (int k = 0; k < places.length; k++) {
                    boolean now = i >= places[k] && i < places[k] + every;
                    faster = now && kinds[k] == 0 ? 4 : faster;
                    skip |= now && kinds[k] == 1;
                    level[0] += i == places[k] && kinds[k] == 2 ? 40 : 0;
                }
                level[0] += slope * faster;
                if (++since[0] >= every && !skip) {
                    since[0] = 0;
                    level[0] = start;
                }
                return level[0] + noise * d.gauss();
            });
            for (int at : places) {
                d.mark(at);
            }
            d.clamp(0, 100);
        }
    },
    ELECTRICITY(3, 15, 8000) {
        @Override
        void make(Draft d) {
            double base = d.uniform(20, 200);
            double work = base * d.uniform(0.5, 3);
            double[] slow = d.remembering(0.99);
            d.fill(i -> (base + work * (d.weekend(i) ? 0.15 : 1) * working(d.hour(i))) * (1 + 0.04 * slow[i])
                    + base * 0.03 * d.gauss());
            for (int at : d.places(d.random.nextInt(2, 5))) {
                int day = d.atHour(at, 7);
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(day, 48, (v, p) -> base * d.uniform(0.97, 1.2));
                    case 1 -> d.anomaly(at, d.random.nextInt(4, 20), (v, p) -> v * 0.05);
                    case 2 -> d.anomaly(d.atHour(at, 12), 12, (v, p) -> v + work * 0.6);
                    default -> d.anomaly(d.atHour(at, 20), 36, (v, p) -> base + work * 0.7);
                }
            }
        }

        private double working(double hour) {
            return 1 / (1 + Math.exp((7.5 - hour) * 2)) / (1 + Math.exp((hour - 18.5) * 1.5));
        }
    },
    TRAVEL(4, 6, 2200) {
        @Override
        void make(Draft d) {
            d.irregular(d.uniform(4, 15));
            double level = d.uniform(3, 200);
            double spread = d.uniform(0.1, 0.5);
            double rush = d.uniform(0.2, 2);
            d.fill(i -> level
                            * Math.exp(spread * d.gauss())
                            * (1 + (d.weekend(i) ? 0.2 : 1) * rush * Math.exp(-Math.pow((d.hour(i) - 17) / 2, 2)))
                    + (d.random.nextInt(150) == 0 ? level * d.uniform(1, 4) : 0));
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int len = d.hours(d.uniform(0.5, 5));
                double factor = d.uniform(3, 7);
                if (d.random.nextInt(3) > 0) {
                    d.anomaly(at, len, (v, p) -> v + level * factor * (1 + rush) * 0.6);
                } else {
                    d.anomaly(at, 1, (v, p) -> v + level * factor * (3 + rush));
                }
            }
            d.round(1);
        }
    },
    MENTIONS(8, 5, 14_000) {
        @Override
        void make(Draft d) {
            double base = d.uniform(1, 40);
            double kept = d.uniform(0.2, 0.75);
            double depth = d.uniform(0.2, 0.8);
            int[] places = d.places(d.random.nextInt(2, 6));
            double[] excited = {0};
            d.fill(i -> {
                double rate = base * (1 - kept) * (1 + depth * Math.sin((d.hour(i) - 13) * Math.PI / 12)) + excited[0];
                for (int at : places) {
                    rate += i == at ? base * d.uniform(10, 40) : 0;
                }
                rate *= d.random.nextInt(100) == 0 ? d.uniform(1, 4) : 1;
                double count = d.poisson(rate);
                excited[0] = kept * (0.7 * excited[0] + 0.3 * count);
                excited[0] = Math.min(excited[0] + 0.2 * kept * count, base * 50);
                return count;
            });
            for (int at : places) {
                d.mark(at);
            }
        }
    },
    WAVE(6, 5, 4032) {
        @Override
        void make(Draft d) {
            double size = d.uniform(5, 40);
            double noise = d.uniform(0, 0.08) * size;
            int form = d.random.nextInt(3);
            int kind = d.random.nextInt(6);
            int at = d.places(1)[0];
            d.fill(i -> {
                boolean now = i >= at && i < at + 288;
                double h = d.hour(i) + (now && kind == 0 ? 8 : 0);
                double cycle = h / 24 * (now && kind == 1 ? 2 : 1);
                double part = cycle - Math.floor(cycle);
                double wave = switch (form) {
                    case 0 -> Math.sin(part * 2 * Math.PI);
                    case 1 -> 2 * part - 1;
                    default -> Math.abs(4 * part - 2) - 1;
                };
                double height = now && kind == 2 ? 1.7 : now && kind == 3 ? 0.4 : 1;
                double value = now && kind == 4 && i < at + 100 ? 0.2 : height * wave;
                return 50 + size * value + noise * d.gauss();
            });
            if (kind < 5) {
                d.mark(at);
            }
        }
    },
    SENSOR(4, 5, 4032) {
        @Override
        void make(Draft d) {
            double[] slow = d.remembering(0.999);
            double noise = d.uniform(0.2, 2);
            double step = d.uniform(0.1, 1);
            d.fill(i -> 40 + 5 * slow[i] + noise * d.gauss());
            for (int at : d.places(d.random.nextInt(0, 3))) {
                int len = d.hours(d.uniform(3, 20));
                double stuck = d.values[at];
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(at, len, (v, p) -> stuck);
                    case 1 -> d.anomaly(at, len, (v, p) -> v + noise * 4 * d.gauss());
                    case 2 -> d.anomaly(at, 1, (v, p) -> v + noise * 15);
                    default -> d.anomaly(at, len, (v, p) -> v - noise * 6 * p);
                }
            }
            d.round(step).clamp(0, 55);
        }
    };

    private final int share;
    private final double minutes;
    private final int most;

    HeldOutStreams(int share, double minutes, int most) {
        this.share = share;
        this.minutes = minutes;
        this.most = most;
    }

    @Override
    public int share() {
        return share;
    }

    abstract void make(Draft draft);

    @Override
    public Draft draft(Random random) {
        var draft = new Draft(random, (int) (most * (0.7 + 0.3 * random.nextDouble())), minutes);
        make(draft);
        return this == WAVE ? draft : draft.lifelike();
    }
}
