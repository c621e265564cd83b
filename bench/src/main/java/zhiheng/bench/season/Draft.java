package zhiheng.bench.season;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** A stream in the making: regular rows first, then whatever happens to them. */
final class Draft {
    static final long MINUTE = 60_000;
    static final long DAY = 1440 * MINUTE;
    private static final long EPOCH = 1_388_534_400_000L; // 2014-01-01
    private static final double WINDOWED = 0.1; // share of the rows that lies in windows

    final Random random;
    final long[] times;
    final double[] values;
    private final List<Integer> marks = new ArrayList<>();
    private final List<Stream.Window> stretches = new ArrayList<>();

    Draft(Random random, int rows, double stepMinutes) {
        this.random = random;
        times = new long[rows];
        values = new double[rows];
        long start = EPOCH + random.nextInt(500) * DAY / 4;
        for (int i = 0; i < rows; i++) {
            times[i] = start + (long) (i * stepMinutes * MINUTE);
        }
    }

    int rows() {
        return values.length;
    }

    /** Rows come at uneven times: pauses of a random length, as a sensor by the road reports. */
    Draft irregular(double meanMinutes) {
        for (int i = 1; i < times.length; i++) {
            double wait = Math.max(1, meanMinutes * (random.nextInt(4) == 0 ? -Math.log(uniform(0, 1)) * 2 : 0.7));
            times[i] = times[i - 1] + Math.round(wait) * MINUTE;
        }
        return this;
    }

    Draft fill(IntToDoubleFunction value) {
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return this;
    }

    /** Hour of the day, 0 to 24. */
    double hour(int row) {
        return Math.floorMod(times[row], DAY) / (60.0 * MINUTE);
    }

    /** 0 is a Thursday, as 1970-01-01 was. */
    int weekday(int row) {
        return (int) Math.floorMod(Math.floorDiv(times[row], DAY), 7L);
    }

    boolean weekend(int row) {
        return weekday(row) == 2 || weekday(row) == 3;
    }

    double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    double gauss() {
        return random.nextGaussian();
    }

    /** Rows of 1 for noise that remembers: each is {@code memory} of the last and the rest new, of deviation 1. */
    double[] remembering(double memory) {
        double[] noise = new double[values.length];
        double now = gauss();
        double fresh = Math.sqrt(1 - memory * memory);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = now;
            now = memory * now + fresh * gauss();
        }
        return noise;
    }

    double poisson(double mean) {
        if (mean > 60) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * gauss()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** What is done to one row of a stretch: {@code at} runs from 0 to 1 along it. */
    @FunctionalInterface
    interface Change {
        double of(double value, double at);
    }

    void change(int first, int rows, Change change) {
        int last = Math.min(first + rows, values.length);
        for (int i = Math.max(0, first); i < last; i++) {
            values[i] = change.of(values[i], (i - first) / (double) rows);
        }
    }

    /** Changes a stretch and marks its beginning as an anomaly; half of them come weaker than asked for. */
    void anomaly(int first, int rows, Change change) {
        double strength = random.nextBoolean() ? 1 : uniform(0.15, 1);
        change(first, rows, (v, p) -> v + strength * (change.of(v, p) - v));
        mark(first);
        stretches.add(new Stream.Window(first, Math.min(first + rows, values.length) - 1));
    }

    /**
     * What nobody marks in a measured series: spikes and short stretches of other levels, some as large as those that are
     * marked; noise that grows and shrinks; a level that moves; rows that are missing.
     */
    Draft lifelike() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double spread = sorted[(int) (sorted.length * 0.98)] - sorted[(int) (sorted.length * 0.02)];
        boolean whole = Arrays.stream(values).allMatch(v -> v == Math.rint(v));
        double lowest = sorted[0];
        double[] drift = remembering(0.9985);
        double drifting = random.nextInt(3) == 0 ? uniform(0, 0.15) * spread : 0;
        double upward = random.nextInt(4);
        for (int i = random.nextInt(12); i > 0; i--) {
            double height = spread
                    * Math.min(2.5, 0.25 * Math.pow(uniform(0.02, 1), -0.7))
                    * (random.nextInt(4) < upward ? 1 : -1);
            int rows = random.nextInt(3) == 0 ? random.nextInt(1, 60) : random.nextInt(1, 4);
            change(random.nextInt(values.length), rows, (v, p) -> v + height);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            double more = uniform(0, 0.25) * spread;
            change(random.nextInt(values.length), random.nextInt(30, 600), (v, p) -> v + more * gauss());
        }
        return fill(i -> {
            double v = values[i] + drifting * drift[i];
            v = lowest >= 0 ? Math.max(0, v) : v;
            return whole ? Math.rint(v) : v;
        });
    }

    void mark(int row) {
        marks.add(row);
    }

    /** As many rows as possible for anomalies, apart from each other and behind the probation. */
    int[] places(int count) {
        int[] places = new int[count];
        int first = (int) (Math.min(0.15 * rows(), 750) + 0.5 * WINDOWED * rows() / Math.max(1, count)) + 1;
        int room = (int) (rows() * 0.96) - first;
        for (int i = 0; i < count; i++) {
            places[i] = first + (int) (room * (i + uniform(0.05, 0.85)) / count);
        }
        return places;
    }

    /** Lasts so many hours, in rows of the stream at {@code row}. */
    int hours(double hours) {
        double step = (times[rows() - 1] - times[0]) / (double) (rows() - 1) / MINUTE;
        return Math.max(1, (int) (hours * 60 / step));
    }

    /** The next row whose hour is {@code hour}, from {@code row} on. */
    int atHour(int row, double hour) {
        for (int i = row; i < rows() - 1; i++) {
            double before = hour(i) - hour;
            if (Math.abs(before) < 0.6 && hour(i + 1) - hour >= 0 && before <= 0) {
                return i;
            }
        }
        return row;
    }

    Draft clamp(double low, double high) {
        return fill(i -> Math.clamp(values[i], low, high));
    }

    Draft round(double step) {
        return fill(i -> Math.round(values[i] / step) * step);
    }

    /** With windows that hold what was changed and nothing else. */
    Stream exact(String family, int number) {
        var windows = stretches.stream()
                .sorted(Comparator.comparingInt(Stream.Window::first))
                .toList();
        return new Stream(family + "-" + number, family, times, values, windows);
    }

    /** Windows as the benchmark's: a tenth of the rows shared among the marks, around each; people mark a little off. */
    Stream stream(String family, int number) {
        var windows = new ArrayList<Stream.Window>();
        int probation = (int) (Math.min(0.15 * rows(), 750));
        int half = marks.isEmpty() ? 0 : (int) (WINDOWED * rows() / marks.size() / 2);
        for (int mark : marks.stream().sorted().toList()) {
            int middle = mark + (int) (half * uniform(-0.3, 0.3));
            int first = Math.max(probation + 1, middle - half);
            int last = Math.min(rows() - 1, middle + half);
            if (!windows.isEmpty() && first <= windows.getLast().last() + 1) {
                first = windows.removeLast().first();
            }
            windows.add(new Stream.Window(first, last));
        }
        return new Stream(family + "-" + number, family, times, values, windows);
    }
}
