package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Guarantee;
import zhiheng.watch.State;

/** What {@link Guarded} remembers: the inner detector's state, the block that is filling, and the dependence found. */
public final class GuardedState<S extends State> implements State {
    private S inner;
    private final Dependence dependence;
    private boolean learnt;
    private final Pending pending;
    private int blockSize = Guarded.UNKNOWN; // of the next block
    private int wanted = Guarded.UNKNOWN; // of the block that is filling
    private int filled;
    private double weight;
    private double ones;
    private long begun;
    private long member = Guarded.ALONE; // digest of the attribute's value that the block is of
    private long count;
    private long rejected;

    GuardedState(RateDetector<S> detector) {
        this(detector.start(), dependence(detector), new Pending());
    }

    private static Dependence dependence(RateDetector<?> detector) {
        boolean forEver = detector.guarantee() instanceof Guarantee.Probability;
        return new Dependence(forEver ? Dependence.LITTLE_DOUBT : Dependence.MOST_DOUBT);
    }

    private GuardedState(S inner, Dependence dependence, Pending pending) {
        this.inner = inner;
        this.dependence = dependence;
        this.pending = pending;
    }

    @Override
    public double statistic() {
        return inner.statistic();
    }

    /** Observations, not blocks. */
    @Override
    public long count() {
        return count;
    }

    /** How many observations were left out because they were no share of events. */
    public long rejected() {
        return rejected;
    }

    /** Whether it is known how dependent neighbours are; until then observations wait to be weighed. */
    public boolean isLearnt() {
        return learnt;
    }

    /** How many observations the next block will hold. */
    public int blockSize() {
        return blockSize;
    }

    /** The correlation found between neighbours. */
    public double correlation() {
        return dependence.correlation();
    }

    @Nullable
    Alarm add(RateDetector<S> detector, long time, double value, double weight) {
        if (!take(value, weight)) {
            return null;
        }
        if (filled == 0) {
            wanted = blockSize;
        }
        boolean news = dependence.add(value) && dependence.known();
        int needed = news ? dependence.block() : blockSize;
        if (!learnt) {
            pending.add(time, value, weight, detector.alike());
            if (news) {
                learnt = true;
                blockSize = needed;
                return weigh(detector, time);
            }
        }
        blockSize = Math.max(blockSize, needed);
        if (wanted == 1) {
            return told(detector.add(inner, time, value, weight), time);
        }
        fill(time, value, weight, 1);
        return filled >= wanted ? close(detector, time) : null;
    }

    /** All since the start or the last alarm once more, in blocks as they are now known to be needed. @return the first alarm */
    private @Nullable Alarm weigh(RateDetector<S> detector, long now) {
        inner = detector.start();
        wanted = blockSize;
        filled = 0;
        weight = 0;
        ones = 0;
        Alarm first = null;
        for (int i = 0; i < pending.pieces(); i++) {
            var alarm = wanted == 1
                    ? detector.add(inner, pending.begun(i), pending.ones(i) / pending.weight(i), pending.weight(i))
                    : weigh(detector, i);
            first = first == null ? alarm : first;
        }
        pending.clear();
        return told(first, now);
    }

    /** A long piece without an event is a block many times over. */
    private @Nullable Alarm weigh(RateDetector<S> detector, int piece) {
        long left = pending.observations(piece);
        double each = pending.weight(piece) / left;
        double mean = Math.min(1, pending.ones(piece) / pending.weight(piece));
        Alarm first = null;
        if (left > Pending.PIECE) {
            int some = Math.clamp(wanted - (long) filled, 1, (int) Math.min(left, Integer.MAX_VALUE));
            fill(pending.begun(piece), mean, some * each, some);
            left -= some;
            first = filled >= wanted ? close(detector) : null;
            long whole = left / wanted;
            if (whole > 0) {
                var alarm = detector.add(inner, pending.begun(piece), mean, whole * each);
                first = first == null ? alarm : first;
                left -= whole * wanted;
            }
        }
        if (left > 0) {
            fill(pending.begun(piece), mean, left * each, (int) left);
        }
        if (filled >= wanted) {
            var alarm = close(detector);
            first = first == null ? alarm : first;
        }
        return first;
    }

    /** Ends the block of another member; whether this one's ends is known when the next comes. */
    @Nullable
    Alarm add(RateDetector<S> detector, long time, double value, double weight, long of) {
        if (!take(value, weight)) {
            return null;
        }
        boolean goesOn = of == member && of != Guarded.ALONE;
        Alarm alarm = filled == 0 || goesOn ? null : close(detector, time);
        member = of;
        fill(time, value, weight, 1);
        return alarm;
    }

    private boolean take(double value, double weight) {
        boolean isShare = RateDetector.isShare(value, weight);
        count += isShare ? 1 : 0;
        rejected += isShare ? 0 : 1;
        return isShare;
    }

    private void fill(long time, double value, double more, int observations) {
        if (filled == 0) {
            begun = time;
        }
        filled += observations;
        weight += more;
        ones += more * value;
    }

    private @Nullable Alarm close(RateDetector<S> detector, long time) {
        return told(close(detector), time);
    }

    private @Nullable Alarm close(RateDetector<S> detector) {
        double mean = Math.min(1, ones / weight);
        double meanWeight = weight / filled;
        filled = 0;
        weight = 0;
        ones = 0;
        return detector.add(inner, begun, mean, meanWeight);
    }

    /** The inner detector dates by the beginning of blocks. */
    private @Nullable Alarm told(@Nullable Alarm alarm, long time) {
        if (alarm == null) {
            return null;
        }
        count = 0;
        pending.clear();
        return new Alarm(
                time,
                alarm.statistic(),
                alarm.threshold(),
                alarm.onset(),
                alarm.before(),
                alarm.after(),
                alarm.moved(),
                inObservations(alarm.extent(), time));
    }

    /** Of blocks: the onset may lie anywhere in its block, and a block counts for the observations that one now holds. */
    private Alarm.@Nullable Extent inObservations(Alarm.@Nullable Extent extent, long now) {
        if (extent == null) {
            return null;
        }
        int each = member == Guarded.ALONE ? wanted : 1;
        return new Alarm.Extent(
                extent.earliest(),
                each > 1 && extent.latest() >= begun ? now : extent.latest(),
                extent.level(),
                extent.sum() * each,
                extent.events() * each,
                extent.effect());
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeBoolean(learnt);
        Bytes.write(out, blockSize);
        Bytes.write(out, wanted);
        Bytes.write(out, filled);
        out.writeDouble(weight);
        out.writeDouble(ones);
        out.writeLong(begun);
        out.writeLong(member);
        Bytes.write(out, count);
        Bytes.write(out, rejected);
        dependence.write(out);
        pending.write(out);
        inner.write(out);
    }

    static <S extends State> GuardedState<S> read(RateDetector<S> detector, DataInput in) throws IOException {
        boolean learnt = in.readBoolean();
        int blockSize = Bytes.readInt(in, 1, Dependence.MOST + 1);
        int wanted = Bytes.readInt(in, 1, Dependence.MOST + 1);
        int filled = Bytes.readInt(in, 0, Integer.MAX_VALUE);
        double weight = in.readDouble();
        double ones = in.readDouble();
        long begun = in.readLong();
        long member = in.readLong();
        long count = Bytes.read(in);
        long rejected = Bytes.read(in);
        var dependence = dependence(detector);
        dependence.read(in);
        var pending = new Pending();
        pending.read(in);
        var state = new GuardedState<>(detector.read(in), dependence, pending);
        state.learnt = learnt;
        state.blockSize = blockSize;
        state.wanted = wanted;
        state.filled = filled;
        state.weight = weight;
        state.ones = ones;
        state.begun = begun;
        state.member = member;
        state.count = count;
        state.rejected = rejected;
        return state;
    }
}
