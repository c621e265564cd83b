package zhiheng.bench.season;

import java.util.Random;

/** Signals of further kinds, by which nothing is chosen: what was chosen on {@link SignalStreams} is looked at here. */
enum HeldOutSignals implements Corpus.Family {
    /** Breath: no two alike in length or depth. One stops, one is a sigh, some are shallow and quick. */
    BREATH(6, 6000) {
        @Override
        void make(Draft d) {
            double usual = d.uniform(60, 180);
            double uneven = d.uniform(0.03, 0.1);
            double noise = d.uniform(0.01, 0.06);
            double[] slow = d.remembering(0.998);
            double[] breath = {0, usual, 1}; // began, lasts, deep
            d.fill(i -> {
                if (i - breath[0] > breath[1]) {
                    breath[0] = i;
                    breath[1] = usual * Math.max(0.4, 1 + uneven * d.gauss());
                    breath[2] = 1 + 0.08 * d.gauss();
                }
                double at = (i - breath[0]) / breath[1];
                double air = at < 0.4 ? Math.sin(at / 0.4 * Math.PI / 2) : Math.exp(-(at - 0.4) * 6);
                return breath[2] * air + 0.1 * slow[i] + noise * d.gauss();
            });
            for (int at : d.places(d.random.nextInt(1, 4))) {
                int rows = (int) (usual * d.uniform(0.8, 2));
                switch (d.random.nextInt(3)) {
                    case 0 -> d.anomaly(at, rows, (v, p) -> 0.05 + noise * d.gauss());
                    case 1 -> d.anomaly(at, rows, (v, p) -> v + 1.5 * Math.sin(Math.PI * p));
                    default ->
                        d.anomaly(at, rows, (v, p) -> 0.5 + 0.25 * Math.sin(14 * Math.PI * p) + noise * d.gauss());
                }
            }
        }
    },
    /** A press that works in strokes and rests in between for as long as it likes. */
    PRESS(6, 5000) {
        @Override
        void make(Draft d) {
            int stroke = d.random.nextInt(15, 60);
            int rest = d.random.nextInt(10, 120);
            double noise = d.uniform(0.01, 0.08);
            double second = d.uniform(0.2, 0.7);
            int[] next = {0};
            d.fill(i -> {
                if (i >= next[0] + stroke) {
                    next[0] = i + d.random.nextInt(5, rest);
                }
                double at = (i - next[0]) / (double) stroke;
                double force = at < 0 ? 0 : Math.sin(Math.PI * at) + second * Math.sin(3 * Math.PI * at);
                return force + noise * d.gauss();
            });
            for (int at : d.places(d.random.nextInt(1, 5))) {
                int rows = d.random.nextInt(stroke / 2, 3 * stroke);
                switch (d.random.nextInt(4)) {
                    case 0 -> d.anomaly(at, rows, (v, p) -> 0.4 * v);
                    case 1 -> d.anomaly(at, rows, (v, p) -> 1.4 * v);
                    case 2 -> d.anomaly(at, rows, (v, p) -> v + 0.35);
                    default -> d.anomaly(at, rows, (v, p) -> v + 4 * noise * d.gauss());
                }
            }
        }
    },
    /** Waiting times of a queue, always with a tail; what is wrong lasts a few minutes or jams it for an hour. */
    QUEUE(6, 8000) {
        @Override
        void make(Draft d) {
            double depth = d.uniform(0, 0.5);
            double spread = d.uniform(0.05, 0.25);
            double[] slow = d.remembering(0.98);
            d.fill(i -> Math.exp(depth * Math.sin(d.hour(i) * Math.PI / 12) + spread * (d.gauss() + 0.5 * slow[i])));
            for (int at : d.places(d.random.nextInt(3, 12))) {
                double more = Math.exp(spread * d.uniform(5, 12));
                int rows = d.random.nextInt(4) == 0 ? d.random.nextInt(20, 60) : d.random.nextInt(1, 8);
                d.anomaly(at, rows, (v, p) -> rows < 20 ? v * more : v * (1 + (more - 1) * p));
            }
        }
    };

    private final int share;
    private final int rows;

    HeldOutSignals(int share, int rows) {
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
}
