package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import zhiheng.watch.State;

/**
 * What {@link ShiftedRate} remembers: the {@link Splits}, and a {@link Bound} of their {@link Evidence}, which is summed only when
 * the bound reaches the threshold, so no alarm comes later for it.
 */
public final class ShiftedState implements State {
    private final Direction direction;
    private final Splits splits = new Splits();
    private final Evidence evidence;
    private final Bound bound = new Bound();
    private long rejected;

    ShiftedState(Direction direction) {
        this.direction = direction;
        evidence = new Evidence(direction);
    }

    @Override
    public double statistic() {
        evidence.near(splits);
        double near = evidence.sum;
        evidence.far(splits);
        return near + evidence.sum;
    }

    @Override
    public long count() {
        return (long) splits.allEvents;
    }

    /** How many observations were left out because they were no share of events. */
    public long rejected() {
        return rejected;
    }

    /** Takes events in; true when the sum reached {@code threshold}. */
    boolean add(long time, double value, double weight, double threshold) {
        if (weight == 1 && (value == 0 || value == 1)) {
            single((int) value, time);
        } else if (RateDetector.isShare(value, weight)) {
            batch(value, weight, time);
        } else {
            rejected++;
            return false;
        }
        if (reached(threshold)) {
            return true;
        }
        if (splits.full()) {
            fold(Splits.FOLD);
            return reached(threshold); // evidence handed to a split that shows the direction counts from now on
        }
        return false;
    }

    private void single(int bit, long time) {
        splits.single(bit, time);
        bound.event(bit, bit == (direction == Direction.DOWN ? 0 : 1), splits.allOnes, splits.allEvents);
    }

    private void batch(double value, double weight, long time) {
        fold(splits.recent);
        double before = Kt.log(splits.allOnes, splits.allEvents);
        splits.batch(weight, value, time);
        double probability = Math.exp(Kt.log(splits.allOnes, splits.allEvents) - before);
        bound.batch(weight, weight * (direction == Direction.DOWN ? 1 - value : value), probability);
    }

    /** The oldest single events become buckets, older buckets join, and the prior follows the rate. */
    private void fold(int least) {
        boolean fits = evidence.prior.fits(direction, splits.allOnes, splits.allEvents);
        double moved = evidence.fold(splits, fits ? least : splits.recent);
        bound.near(evidence.bound, evidence.least);
        moved += evidence.join(splits);
        bound.moved(moved, evidence.least, splits.allOnes, splits.allEvents);
        if (!fits) {
            evidence.expect(splits, Prior.around(direction, splits.allOnes, splits.allEvents));
            bound.unknown();
        }
    }

    private boolean reached(double threshold) {
        return bound.reaches(threshold) && summed(threshold);
    }

    private boolean summed(double threshold) {
        bound.refine(splits.allOnes, splits.allEvents);
        if (!bound.reaches(threshold)) {
            return false;
        }
        evidence.near(splits);
        double near = evidence.sum;
        bound.near(evidence.bound, evidence.least);
        if (!bound.reaches(threshold)) {
            return false;
        }
        evidence.far(splits);
        bound.far(evidence.bound, evidence.least, splits.allOnes, splits.allEvents);
        return near + evidence.sum >= threshold;
    }

    /**
     * Half of the evidence is for later changes, and half for this one and earlier ones. It is the median of when the change came,
     * if it may as well have come at one event as at another; the likeliest event alone is easily one of the last few.
     */
    Change likeliest(double threshold) {
        double statistic = statistic();
        evidence.seek(statistic / 2);
        statistic();
        int bucket = evidence.soughtBucket;
        long onset = bucket > 0 ? splits.start[bucket] : splits.timeOfRecent((int) evidence.soughtEvents);
        double room = Math.log(Math.max(1, statistic / threshold));
        return Change.of(splits, onset, evidence.soughtOnes, evidence.soughtEvents, null, room);
    }

    void restart() {
        splits.clear();
        evidence.prior = Prior.UNKNOWN;
        bound.unknown();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(direction.ordinal());
        Bytes.write(out, rejected);
        evidence.prior.write(out);
        splits.write(out);
    }

    static ShiftedState read(Direction direction, DataInput in) throws IOException {
        if (in.readByte() != direction.ordinal()) {
            throw new IOException("a state of another direction than " + direction);
        }
        var state = new ShiftedState(direction);
        state.rejected = Bytes.read(in);
        state.evidence.prior = Prior.read(direction, in);
        state.splits.read(in);
        state.bound.unknown();
        return state;
    }
}
