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
 * Finds, event by event, when a distribution has moved. While the order of the events tells nothing (they are exchangeable;
 * independent draws of one distribution are), there are on average at least {@code events} events to an alarm, exactly and
 * whatever the distribution. A trend, a season or dependence between neighbours is drift to this test.
 *
 * <p>A conformal test (Vovk, Gammerman and Shafer 2022, part III): after the bins were learned from the first values, each value
 * gets p = (values in higher bins + U·values in the same bin) / all values so far, itself included and U uniform. Such p are
 * independent and uniform, and {@link Bets} are placed against that, in Shiryaev–Roberts form. Counting exactly in frozen bins
 * keeps this true in constant memory, which ranks from a sketch would not. Each observation counts once, whatever its weight.
 * Alarms name the bins that moved since the estimated onset. Values that are not finite, and observations without the attribute,
 * are counted and passed over.
 */
public final class ConformalDrift implements Detector<ConformalDrift.State> {
    private final Feature feature;
    private final int learn;
    private final double events;
    private final long seed;

    /**
     * @param learn observations from which the bins are learned; about 500
     * @param events least mean number of events to a false alarm
     * @param seed of the random parts of ties, so that a replay gives the same alarms
     */
    public ConformalDrift(Feature feature, int learn, double events, long seed) {
        if (learn < 1 || !(events >= 1 && events <= 1e15)) {
            throw new IllegalArgumentException(
                    "learn ≥ 1 and events from 1 to 1e15 are wanted, not " + learn + ", " + events);
        }
        this.feature = feature;
        this.learn = learn;
        this.events = events;
        this.seed = seed;
    }

    @Override
    public State start() {
        return new State(new Sorter(feature, learn), seed);
    }

    @Override
    public @Nullable Alarm observe(State state, Observation observation) {
        int bin = state.sorter.sort(observation);
        if (bin == Sorter.UNUSABLE) {
            state.unusable++;
            return null;
        }
        if (bin == Sorter.LEARNING) {
            return null;
        }
        if (state.counts.length == 0) {
            state.counts = new long[state.sorter.bins().size()];
            state.atOnset = new long[state.counts.length];
        }
        if (state.cusum <= 1) {
            System.arraycopy(state.counts, 0, state.atOnset, 0, state.counts.length);
            state.onset = observation.time();
            state.sorter.forgetRest();
        }
        double factor = state.bets.take(state.p(bin));
        state.cusum = Math.max(1, state.cusum) * factor;
        return state.bets.mean() < events ? null : alarm(state, observation.time());
    }

    private Alarm alarm(State state, long time) {
        long[] since = new long[state.counts.length];
        for (int i = 0; i < since.length; i++) {
            since[i] = state.counts[i] - state.atOnset[i];
        }
        Alarm alarm = new Alarm(
                time,
                state.bets.mean(),
                events,
                state.onset,
                null,
                null,
                Divergence.moved(state.sorter, state.atOnset, since));
        state.clear();
        return alarm;
    }

    @Override
    public State read(DataInput in) throws IOException {
        State state = start();
        state.readFrom(in);
        return state;
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.RunLength(events, Condition.EXCHANGEABLE);
    }

    /** Two counters a bin and half a kilobyte; up to 32 kB while the bins are learned. */
    public static final class State implements zhiheng.watch.State {
        private final Sorter sorter;
        private final Bets bets = new Bets();
        private long[] counts = {};
        private long[] atOnset = {};
        private long total;
        private double cusum;
        private long onset;
        private long random;
        private long unusable;

        private State(Sorter sorter, long seed) {
            this.sorter = sorter;
            random = seed;
        }

        /** Counts the value of this bin and gives its p-value. */
        private double p(int bin) {
            counts[bin]++;
            total++;
            long above = 0;
            for (int i = bin + 1; i < counts.length; i++) {
                above += counts[i];
            }
            return (above + uniform() * counts[bin]) / total;
        }

        /** SplitMix64 (Steele, Lea and Flood 2014), whose state is one number that can be kept. */
        private double uniform() {
            random += 0x9e3779b97f4a7c15L;
            long z = random;
            z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
            z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
            return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
        }

        private void clear() {
            sorter.clear();
            bets.clear();
            counts = new long[0];
            atOnset = counts;
            total = 0;
            cusum = 0;
        }

        @Override
        public double statistic() {
            return bets.mean();
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

        @Override
        public void write(DataOutput out) throws IOException {
            sorter.write(out);
            bets.write(out);
            out.writeInt(counts.length);
            for (int i = 0; i < counts.length; i++) {
                out.writeLong(counts[i]);
                out.writeLong(atOnset[i]);
            }
            out.writeDouble(cusum);
            out.writeLong(onset);
            out.writeLong(random);
            out.writeLong(unusable);
        }

        private void readFrom(DataInput in) throws IOException {
            sorter.read(in);
            bets.read(in);
            int length = in.readInt();
            if (length != 0 && (sorter.learning() || length != sorter.bins().size())) {
                throw new IOException("not a state of this drift test: " + length + " counters");
            }
            counts = new long[length];
            atOnset = new long[length];
            for (int i = 0; i < length; i++) {
                counts[i] = in.readLong();
                atOnset[i] = in.readLong();
                if (atOnset[i] < 0 || counts[i] < atOnset[i]) {
                    throw new IOException("not a state of this drift test: a count of " + counts[i]);
                }
            }
            total = Arrays.stream(counts).sum();
            cusum = in.readDouble();
            onset = in.readLong();
            random = in.readLong();
            unusable = in.readLong();
        }
    }
}
