package zhiheng.watch.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;

/**
 * Compares the latest panes of a stream with a reference taken at its beginning, whenever a pane is full, and alarms when they
 * differ by more than chance explains <em>and</em> by at least a stated PSI. Sees slow drift, which a test event by event forgets.
 *
 * <p>Chance is reckoned with the critical values of {@link Divergence}, at a level that pays for every look: a look after k events
 * may be wrong with probability k/(2·events), half of it for PSI and half for KS. By the union bound an alarm comes within L events
 * with probability at most L/(2·events), so it takes on average at least {@code events} events, however the windows overlap. The
 * χ² law of PSI is an approximation, good from about five counts in each bin.
 */
public final class WindowDrift implements Detector<WindowDrift.State> {
    private static final int MOST_PANES = 256;

    private final Feature feature;
    private final int reference;
    private final Panes panes;
    private final double events;
    private final double leastPsi;

    /**
     * How the stream is cut: a pane is full after {@code events} events, or, where {@code millis} is above 0, with the first event
     * that is so much later than its first. The window is the latest {@code panes} full ones.
     */
    public record Panes(int panes, int events, long millis) {
        public Panes {
            if (panes < 1 || panes > MOST_PANES || events < 1 || millis < 0) {
                throw new IllegalArgumentException("panes from 1 to " + MOST_PANES
                        + ", events ≥ 1 and millis ≥ 0 are wanted, not " + panes + ", " + events + ", " + millis);
            }
        }
    }

    /**
     * @param reference observations from which the bins are learned, and again as many that are counted as the reference
     * @param events least mean number of events to a false alarm
     * @param leastPsi drift below it is not worth an alarm, however sure it is
     */
    public WindowDrift(Feature feature, int reference, Panes panes, double events, double leastPsi) {
        if (reference < 10 || !(events >= 1 && events <= 1e15) || !(leastPsi >= 0 && leastPsi < 100)) {
            throw new IllegalArgumentException("reference ≥ 10, events from 1 to 1e15 and PSI from 0 are wanted, not "
                    + reference + ", " + events + ", " + leastPsi);
        }
        this.feature = feature;
        this.reference = reference;
        this.panes = panes;
        this.events = events;
        this.leastPsi = leastPsi;
    }

    @Override
    public State start() {
        return new State(new Sorter(feature, reference), panes.panes());
    }

    @Override
    public @Nullable Alarm observe(State state, Observation observation) {
        long time = observation.time();
        Alarm alarm = null;
        if (panes.millis() > 0 && state.inPane > 0 && time - state.paneBegan >= panes.millis()) {
            alarm = close(state, time);
        }
        int bin = state.sorter.sort(observation);
        if (bin == Sorter.UNUSABLE) {
            state.unusable++;
            return alarm;
        }
        if (bin == Sorter.LEARNING) {
            return alarm;
        }
        if (state.reference.length == 0) {
            state.size(state.sorter.bins().size());
        }
        state.total++;
        if (state.total <= reference) {
            state.reference[bin]++;
            return alarm;
        }
        if (state.inPane++ == 0) {
            state.paneBegan = time;
        }
        state.ring[state.pane][bin]++;
        return state.inPane < panes.events() ? alarm : close(state, time);
    }

    private @Nullable Alarm close(State state, long time) {
        state.began[state.pane] = state.paneBegan;
        long[] window = state.window();
        Divergence now = Divergence.of(state.reference, window, feature instanceof Feature.Number);
        double spend = state.inPane / (2 * events);
        state.latest = now;
        state.statistic = spend / 2 / Math.max(Double.MIN_NORMAL, Math.min(now.psiP(), now.ksP()));
        if (state.statistic >= 1 && now.psi() >= leastPsi) {
            Alarm alarm = new Alarm(
                    time,
                    state.statistic,
                    1,
                    state.oldest(),
                    null,
                    null,
                    Divergence.moved(state.sorter, state.reference, window));
            state.clear();
            return alarm;
        }
        state.next();
        return null;
    }

    @Override
    public State read(DataInput in) throws IOException {
        State state = start();
        state.readFrom(in);
        return state;
    }

    /** The χ² law behind it is an approximation, so the run length is called simulated; for KS alone it would be proven. */
    @Override
    public Guarantee guarantee() {
        return new Guarantee.Simulated(events, Condition.EXCHANGEABLE);
    }

    /** A counter for each bin of the reference and of each pane. */
    public static final class State implements zhiheng.watch.State {
        private final Sorter sorter;
        private final int panes;
        private long[] reference = {};
        private long[][] ring = {};
        private long[] began = {};
        private int pane;
        private int filled;
        private long inPane;
        private long paneBegan;
        private long total;
        private double statistic;
        private @Nullable Divergence latest;
        private long unusable;

        private State(Sorter sorter, int panes) {
            this.sorter = sorter;
            this.panes = panes;
        }

        private void size(int bins) {
            reference = new long[bins];
            ring = new long[panes][bins];
            began = new long[panes];
        }

        private void next() {
            filled = Math.min(panes, filled + 1);
            pane = (pane + 1) % panes;
            Arrays.fill(ring[pane], 0);
            inPane = 0;
            sorter.forgetRest();
        }

        private long[] window() {
            long[] sum = new long[reference.length];
            for (long[] counts : ring) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += counts[i];
                }
            }
            return sum;
        }

        private long oldest() {
            return began[filled < panes ? 0 : (pane + 1) % panes];
        }

        private void clear() {
            sorter.clear();
            reference = new long[0];
            ring = new long[0][];
            pane = 0;
            filled = 0;
            inPane = 0;
            total = 0;
            statistic = 0;
            latest = null;
        }

        /** The level that the latest look could afford over the chance it found: an alarm from 1 on. */
        @Override
        public double statistic() {
            return statistic;
        }

        /** Events since the bins were learned. */
        @Override
        public long count() {
            return total;
        }

        /** Observations without a finite value, or without the attribute, ever. */
        public long unusable() {
            return unusable;
        }

        /** How far the window was from the reference at the latest look; null before the first, and after an alarm. */
        public @Nullable Divergence latest() {
            return latest;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            sorter.write(out);
            out.writeInt(reference.length);
            for (long count : reference) {
                out.writeLong(count);
            }
            for (int i = 0; i < ring.length; i++) {
                out.writeLong(began[i]);
                for (long count : ring[i]) {
                    out.writeLong(count);
                }
            }
            out.writeInt(pane);
            out.writeInt(filled);
            out.writeLong(inPane);
            out.writeLong(paneBegan);
            out.writeLong(total);
            out.writeDouble(statistic);
            out.writeLong(unusable);
            out.writeBoolean(latest != null);
            if (latest != null) {
                out.writeDouble(latest.psi());
                out.writeDouble(latest.psiP());
                out.writeDouble(latest.ks());
                out.writeDouble(latest.ksP());
                out.writeDouble(latest.js());
            }
        }

        private void readFrom(DataInput in) throws IOException {
            sorter.read(in);
            int bins = in.readInt();
            if (bins != 0 && (sorter.learning() || bins != sorter.bins().size())) {
                throw new IOException("not a state of this drift test: " + bins + " bins");
            }
            if (bins > 0) {
                size(bins);
                counts(in, reference);
                for (int i = 0; i < panes; i++) {
                    began[i] = in.readLong();
                    counts(in, ring[i]);
                }
            }
            pane = in.readInt();
            filled = in.readInt();
            if (pane < 0 || pane >= panes || filled < 0 || filled > panes) {
                throw new IOException("not a state of this drift test: pane " + pane + " of " + panes);
            }
            inPane = in.readLong();
            paneBegan = in.readLong();
            total = in.readLong();
            statistic = in.readDouble();
            unusable = in.readLong();
            latest = in.readBoolean()
                    ? new Divergence(
                            in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble())
                    : null;
        }

        private static void counts(DataInput in, long[] into) throws IOException {
            for (int i = 0; i < into.length; i++) {
                into[i] = in.readLong();
                if (into[i] < 0) {
                    throw new IOException("not a state of this drift test: a count of " + into[i]);
                }
            }
        }
    }
}
