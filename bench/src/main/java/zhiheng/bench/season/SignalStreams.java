package zhiheng.bench.season;

import java.util.Random;

/** Kinds whose seasons are not those of a calendar, or that have none: what a body, a machine or a service shows. */
enum SignalStreams implements Corpus.Family {
    /** Beats of a heart: uneven in length, alike in shape. One is early, broad, missing or upside down. */
    HEART(6, 6000) {
        @Override
        void make(Draft d) {
            double beat = d.uniform(90, 260);
            double noise = d.uniform(0.01, 0.05);
            double wander = d.uniform(0, 0.2);
            double[] slow = d.remembering(0.999);
            double t = d.uniform(0.15, 0.4);
            double[] next = {0, beat};
            d.fill(i -> {
                if (i - next[0] > next[1]) {
                    next[0] = i;
                    next[1] = beat * (1 + 0.03 * d.gauss());
                }
                double at = (i - next[0]) / beat;
                return bump(at, 0.20, 0.03, 0.12)
                        - bump(at, 0.33, 0.010, 0.15)
                        + bump(at, 0.36, 0.013, 1)
                        - bump(at, 0.39, 0.012, 0.25)
                        + bump(at, 0.62, 0.05, t)
                        + wander * slow[i]
                        + noise * d.gauss();
            });
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int rows = (int) beat;
                switch (d.random.nextInt(3)) {
                    case 0 -> d.anomaly(at, rows, (v, p) -> 0.8 * Math.sin(2 * Math.PI * p) * (1 - p));
                    case 1 -> d.anomaly(at, rows, (v, p) -> noise * d.gauss());
                    default -> d.anomaly(at, rows, (v, p) -> -v);
                }
            }
        }
    },
    /** Telemetry: a machine goes from mode to mode, each with its level and its noise. */
    MODES(6, 5000) {
        @Override
        void make(Draft d) {
            int modes = d.random.nextInt(2, 5);
            double[] level = new double[modes];
            double[] noise = new double[modes];
            for (int m = 0; m < modes; m++) {
                level[m] = d.uniform(-1, 1);
                noise[m] = d.uniform(0.005, 0.05);
            }
            int[] now = {0, 0};
            d.fill(i -> {
                if (i >= now[1]) {
                    now[0] = d.random.nextInt(modes);
                    now[1] = i + d.random.nextInt(30, 300);
                }
                return level[now[0]] + noise[now[0]] * d.gauss();
            });
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int rows = d.random.nextInt(10, 150);
                double off = d.uniform(0.3, 1.5) * (d.random.nextBoolean() ? 1 : -1);
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(at, rows, (v, p) -> v + off);
                    case 1 -> d.anomaly(at, rows, (v, p) -> v + off * p);
                    case 2 -> d.anomaly(at, rows, (v, p) -> v + 0.3 * d.gauss());
                    default -> d.anomaly(at, d.random.nextInt(1, 6), (v, p) -> v + 2 * off);
                }
            }
        }
    },
    /** A key figure of a service, once a minute, with a day in it: what is wrong lasts a few minutes. */
    SPIKES(6, 8000) {
        @Override
        void make(Draft d) {
            double depth = d.uniform(0, 0.6);
            double noise = d.uniform(0.02, 0.2);
            double[] slow = d.remembering(0.99);
            double busy = d.uniform(11, 21);
            d.fill(i -> 1 + depth * Math.cos((d.hour(i) - busy) * Math.PI / 12) + noise * (0.5 * slow[i] + d.gauss()));
            for (int at : d.places(d.random.nextInt(4, 20))) {
                double size = noise * d.uniform(5, 14) * (d.random.nextInt(4) > 0 ? 1 : -1);
                d.anomaly(at, d.random.nextInt(1, 6), (v, p) -> v + size);
            }
        }
    },
    /** A test bench with a valve that opens and closes again and again; for a long stretch it answers otherwise. */
    VALVES(4, 1200) {
        @Override
        void make(Draft d) {
            int cycle = d.random.nextInt(20, 120);
            double delay = d.uniform(2, 8);
            double noise = d.uniform(0.01, 0.08);
            double[] state = {0};
            d.fill(i -> {
                double wanted = i % cycle < cycle / 2 ? 1 : 0;
                state[0] += (wanted - state[0]) / delay;
                return state[0] + noise * d.gauss();
            });
            int rows = (int) (d.rows() * d.uniform(0.2, 0.35));
            int at = (int) (d.rows() * d.uniform(0.5, 0.62));
            double size = d.uniform(0.3, 0.8);
            switch (d.random.nextInt(3)) {
                case 0 -> d.anomaly(at, rows, (v, p) -> v * size);
                case 1 -> d.anomaly(at, rows, (v, p) -> v + 0.4 * size * d.gauss());
                default -> d.anomaly(at, rows, (v, p) -> v + size * p);
            }
        }
    },
    /** One period that is no day, from a few rows to some hundred. */
    CYCLES(6, 5000) {
        @Override
        void make(Draft d) {
            double period = Math.exp(d.uniform(Math.log(12), Math.log(400)));
            double second = d.uniform(0, 0.6);
            double turn = d.uniform(0, 6);
            double noise = d.uniform(0.01, 0.15);
            d.fill(i -> {
                double at = 2 * Math.PI * i / period;
                return Math.sin(at) + second * Math.sin(2 * at + turn) + noise * d.gauss();
            });
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int rows = Math.max(6, (int) (period * d.uniform(0.4, 1.5)));
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(at, rows, (v, p) -> 0.2 * v);
                    case 1 -> d.anomaly(at, rows, (v, p) -> -v);
                    case 2 -> d.anomaly(at, rows, (v, p) -> 1.6 * v);
                    default -> d.anomaly(at, rows, (v, p) -> v + 0.6 * d.gauss());
                }
            }
        }
    };

    private final int share;
    private final int rows;

    SignalStreams(int share, int rows) {
        this.share = share;
        this.rows = rows;
    }

    abstract void make(Draft draft);

    @Override
    public int share() {
        return share;
    }

    @Override
    public Draft draft(Random random) {
        var draft = new Draft(random, rows, 1);
        make(draft);
        return draft;
    }

    private static double bump(double at, double where, double width, double height) {
        double z = (at - where) / width;
        return height * Math.exp(-z * z / 2);
    }
}
