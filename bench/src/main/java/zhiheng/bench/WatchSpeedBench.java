package zhiheng.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import moa.classifiers.core.driftdetection.ADWINChangeDetector;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.CusumDM;
import moa.classifiers.core.driftdetection.DDM;
import moa.classifiers.core.driftdetection.EDDM;
import moa.classifiers.core.driftdetection.EWMAChartDM;
import moa.classifiers.core.driftdetection.GeometricMovingAverageDM;
import moa.classifiers.core.driftdetection.HDDM_A_Test;
import moa.classifiers.core.driftdetection.HDDM_W_Test;
import moa.classifiers.core.driftdetection.PageHinkleyDM;
import moa.classifiers.core.driftdetection.RDDM;
import moa.classifiers.core.driftdetection.SEEDChangeDetector;
import moa.classifiers.core.driftdetection.STEPD;
import moa.classifiers.core.driftdetection.SeqDrift2ChangeDetector;
import zhiheng.watch.State;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Guarded;
import zhiheng.watch.rate.RateDetector;
import zhiheng.watch.rate.ShiftedRate;

/**
 * Millions of observations a second that one thread takes in, and bytes of serialised state a key, for each rate detector beside
 * MOA's (as shipped, with a reset after each alarm). Time is the thread's processor time, so that other programs disturb it less.
 * Run with the number of observations, 5,000,000 if absent.
 */
public final class WatchSpeedBench {
    private static final double[] RATES = {0.001, 0.01, 0.1, 0.5};
    private static final double EVERY = 1e5;

    private final int observations;
    private final byte[][] streams = new byte[RATES.length][];

    /** @param stateBytes of the serialised state after the stream; negative where there is none */
    private record Result(int alarms, int stateBytes) {}

    private interface Run {
        Result over(byte[] stream);
    }

    private record Entry(String name, List<Run> runs) {}

    private WatchSpeedBench(int observations) {
        this.observations = observations;
        var random = new SplittableRandom(20261124);
        for (int i = 0; i < RATES.length; i++) {
            streams[i] = new byte[observations];
            for (int t = 0; t < observations; t++) {
                streams[i][t] = (byte) (random.nextDouble() < RATES[i] ? 1 : 0);
            }
        }
    }

    public static void main(String[] args) {
        new WatchSpeedBench(args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000).run();
    }

    private void run() {
        System.out.printf("| M observations/s/core, rate of ones | %s | state at the end, bytes |%n", header());
        System.out.println("|---|" + "---:|".repeat(RATES.length + 1));
        for (Entry entry : entries()) {
            var row = new StringBuilder("| " + entry.name);
            int bytes = -1;
            for (int i = 0; i < RATES.length; i++) {
                var run = entry.runs.get(i);
                run.over(streams[i]); // the virtual machine warms up
                long start = processorTime();
                var result = run.over(streams[i]);
                row.append(" | %.1f".formatted(observations * 1e3 / (processorTime() - start)));
                bytes = Math.max(bytes, result.stateBytes);
            }
            System.out.printf("%s | %s |%n", row, bytes < 0 ? "–" : bytes);
        }
    }

    private static String header() {
        var cells = new ArrayList<String>();
        for (double rate : RATES) {
            cells.add(String.valueOf(rate));
        }
        return String.join(" | ", cells);
    }

    private static List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        entries.add(ours("**limit declared**", rate -> new DeclaredRate(rate, EVERY)));
        entries.add(ours("**limit declared, CUSUM**", rate -> new DeclaredRate(rate, EVERY, DeclaredRate.Form.CUSUM)));
        for (Direction direction : Direction.values()) {
            entries.add(ours("**shifted, " + direction + "**", rate -> new ShiftedRate(direction, EVERY)));
        }
        entries.add(ours("**shifted, UP, guarded**", rate -> new Guarded<>(new ShiftedRate(Direction.UP, EVERY))));
        entries.add(moa("ADWIN", ADWINChangeDetector::new));
        entries.add(moa("SEED", SEEDChangeDetector::new));
        entries.add(moa("RDDM", RDDM::new));
        entries.add(moa("HDDM_A", HDDM_A_Test::new));
        entries.add(moa("HDDM_W", HDDM_W_Test::new));
        entries.add(moa("CUSUM", CusumDM::new));
        entries.add(moa("Page-Hinkley", PageHinkleyDM::new));
        entries.add(moa("DDM", DDM::new));
        entries.add(moa("EDDM", EDDM::new));
        entries.add(moa("STEPD", STEPD::new));
        entries.add(moa("SeqDrift2", SeqDrift2ChangeDetector::new));
        entries.add(moa("EWMA chart", EWMAChartDM::new));
        entries.add(moa("GMA", GeometricMovingAverageDM::new));
        return entries;
    }

    private interface ForRate<S extends State> {
        RateDetector<S> of(double rate);
    }

    private static <S extends State> Entry ours(String name, ForRate<S> detectors) {
        var runs = new ArrayList<Run>();
        for (double rate : RATES) {
            RateDetector<S> detector = detectors.of(rate);
            runs.add(stream -> over(detector, stream));
        }
        return new Entry(name, runs);
    }

    private static <S extends State> Result over(RateDetector<S> detector, byte[] stream) {
        S state = detector.start();
        int alarms = 0;
        for (int t = 0; t < stream.length; t++) {
            if (detector.add(state, 1_800_000_000_000L + t, stream[t], 1) != null) {
                alarms++;
            }
        }
        return new Result(alarms, size(state));
    }

    private static int size(State state) {
        var bytes = new ByteArrayOutputStream();
        try {
            state.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }

    private static Entry moa(String name, Supplier<AbstractChangeDetector> detectors) {
        Run run = stream -> {
            var detector = detectors.get();
            detector.prepareForUse();
            detector.resetLearning();
            int alarms = 0;
            for (byte value : stream) {
                detector.input(value);
                if (detector.getChange()) {
                    alarms++;
                    detector.resetLearning();
                }
            }
            return new Result(alarms, -1);
        };
        return new Entry(name, List.of(run, run, run, run));
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
