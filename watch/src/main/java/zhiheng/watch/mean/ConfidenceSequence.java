package zhiheng.watch.mean;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import zhiheng.watch.Interval;
import zhiheng.watch.State;

/**
 * A running confidence interval for the mean of values in [low, high]: the intersection of the intervals at growing times, which
 * therefore never widens. With probability {@code level} it holds the mean at all times at once, if that mean stands still. The
 * interval is taken anew whenever the count has grown by a fiftieth.
 */
public final class ConfidenceSequence implements State {
    private final double low;
    private final double high;
    private final double level;
    private final BoundedMean sums;
    private double from = 0;
    private double to = 1;
    private double due = 1;

    public ConfidenceSequence(double low, double high, double level) {
        this(low, high, level, new BoundedMean());
    }

    private ConfidenceSequence(double low, double high, double level, BoundedMean sums) {
        if (!(low < high) || !(level > 0 && level < 1) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException(
                    "low < high and a level in (0,1) are wanted, not " + low + ", " + high + ", " + level);
        }
        this.low = low;
        this.high = high;
        this.level = level;
        this.sums = sums;
    }

    /** @return false, and nothing changes, when the value is outside [low, high] */
    public boolean add(double value, double weight) {
        if (!(value >= low && value <= high)) {
            return false;
        }
        sums.add(Math.clamp((value - low) / (high - low), 0, 1), weight);
        if (sums.count() >= due) {
            due = sums.count() * 1.02;
            Interval now = sums.interval(level);
            from = Math.max(from, now.low());
            to = Math.min(to, now.high());
        }
        return true;
    }

    /** The intersection so far. Its low is above its high when no single mean is left: then the mean moved (see {@link #broken}). */
    public Interval interval() {
        return new Interval(scaled(from), scaled(sums.mean()), scaled(to), level);
    }

    /** Bounds from the present sums alone, which follow a mean that moves; what they then promise is not proven. */
    public Interval now() {
        Interval now = sums.interval(level);
        return new Interval(scaled(now.low()), scaled(now.estimate()), scaled(now.high()), level);
    }

    /** Whether no constant mean is left; while the mean stands still this has at most the probability 1 − level, ever. */
    public boolean broken() {
        return from > to;
    }

    private double scaled(double share) {
        return low + share * (high - low);
    }

    /** How far the bounds have met: 0 for nothing known, 1 for a single value, above it once {@link #broken}. */
    @Override
    public double statistic() {
        return 1 - (to - from);
    }

    @Override
    public long count() {
        return (long) sums.count();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(low);
        out.writeDouble(high);
        out.writeDouble(level);
        sums.write(out);
        out.writeDouble(from);
        out.writeDouble(to);
        out.writeDouble(due);
    }

    public static ConfidenceSequence read(DataInput in) throws IOException {
        ConfidenceSequence state;
        try {
            state = new ConfidenceSequence(in.readDouble(), in.readDouble(), in.readDouble(), BoundedMean.read(in));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a confidence sequence: " + e.getMessage(), e);
        }
        state.from = in.readDouble();
        state.to = in.readDouble();
        state.due = in.readDouble();
        if (!(state.from >= 0 && state.from <= 1) || !(state.to >= 0 && state.to <= 1) || !(state.due >= 0)) {
            throw new IOException("not a confidence sequence: bounds outside the range");
        }
        return state;
    }
}
