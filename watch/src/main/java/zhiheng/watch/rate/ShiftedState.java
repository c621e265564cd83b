package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import zhiheng.watch.State;

/**
 * What {@link ShiftedRate} remembers: the {@link Splits}, and a {@link Bound} of their {@link Evidence} for each direction looked
 * for. The evidence is summed only when the bounds reach the threshold, so no alarm comes later for it.
 */
public final class ShiftedState implements State {
    private final Direction direction;
    private final Splits splits = new Splits();
    private final Evidence evidence;
    private final Bound bound = new Bound(); // of the changes looked for, or of the rises among them
    private final Bound falls = new Bound(); // only in use when both directions are looked for
    private long rejected;

    ShiftedState(Direction direction) {
        this.direction = direction;
        evidence = new Evidence(direction);
        unbound();
    }

    /** Nothing is known of the sums; where one direction is looked for, the second bound stays idle. */
    private void unbound() {
        double mean = evidence.prior.mean();
        bound.unknown(direction == Direction.DOWN ? mean : 1 - mean);
        if (direction == Direction.EITHER) {
            falls.unknown(mean);
        } else {
            falls.none();
        }
    }

    @Override
    public double statistic() {
        evidence.near(splits, 0);
        double near = evidence.sum;
        evidence.far(splits, 0);
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
        boolean reached = mayReach(threshold) && reaches(threshold);
        if (!reached && splits.full()) {
            fold(Splits.FOLD);
        }
        return reached;
    }

    private void single(int bit, long time) {
        splits.single(bit, time);
        boolean hit = bit == (direction == Direction.DOWN ? 0 : 1);
        double hits = hits(splits.allOnes, splits.allEvents);
        double misses = splits.allEvents - hits;
        if (hit) {
            bound.hit(splits.allEvents, hits);
        } else {
            bound.miss(splits.allEvents, misses);
        }
        if (direction == Direction.EITHER) {
            if (hit) {
                falls.miss(splits.allEvents, hits);
            } else {
                falls.hit(splits.allEvents, misses);
            }
        }
    }

    private void batch(double value, double weight, long time) {
        fold(splits.recent);
        double before = Kt.log(splits.allOnes, splits.allEvents);
        splits.batch(weight, value, time);
        double probability = Math.exp(Kt.log(splits.allOnes, splits.allEvents) - before);
        bound.batch(weight, weight * hits(value, 1), probability);
        if (direction == Direction.EITHER) {
            falls.batch(weight, weight * (1 - value), probability);
        }
    }

    private double hits(double ones, double events) {
        return direction == Direction.DOWN ? events - ones : ones;
    }

    /** The oldest single events become buckets, older buckets join, and the prior follows the rate. */
    private void fold(int least) {
        boolean fits = evidence.prior.fits(direction, splits.allOnes, splits.allEvents);
        int count = fits ? least : splits.recent;
        double moved = evidence.fold(splits, count, Bound.FAR_REACH);
        double left = evidence.bound;
        double ofOne = evidence.ofOne;
        double ofZero = evidence.ofZero;
        moved += evidence.join(splits, Bound.FAR_REACH);
        bound.moved(left, moved, direction == Direction.DOWN ? ofZero : ofOne, splits.recent);
        if (direction == Direction.EITHER) {
            falls.moved(left, moved, ofZero, splits.recent);
        }
        if (!fits) {
            evidence.expect(splits, Prior.around(direction, splits.allOnes, splits.allEvents));
            unbound();
        }
    }

    /** Each split will show either a rise or a fall, so the larger of two bounds holds for it. */
    private boolean mayReach(double threshold) {
        return Math.max(bound.near, falls.near) + Math.max(bound.far, falls.far) >= threshold
                || direction != Direction.EITHER && (bound.nearOutOfReach() || bound.farOutOfReach());
    }

    private boolean reaches(double threshold) {
        evidence.near(splits, Bound.NEAR_REACH);
        double near = evidence.sum;
        bound.near(evidence.bound);
        if (direction == Direction.EITHER) {
            falls.near(evidence.bound);
        }
        if (!mayReach(threshold)) {
            return false;
        }
        evidence.far(splits, Bound.FAR_REACH);
        double after = splits.recent + (splits.size == 0 ? 0 : splits.events[splits.size - 1]);
        bound.far(evidence.bound, direction == Direction.DOWN ? evidence.ofZero : evidence.ofOne, after);
        if (direction == Direction.EITHER) {
            falls.far(evidence.bound, evidence.ofZero, after);
        }
        return near + evidence.sum >= threshold;
    }

    Change likeliest() {
        evidence.forget();
        statistic();
        int bucket = evidence.bestBucket;
        long onset = bucket > 0 ? splits.start[bucket] : splits.timeOfRecent((int) evidence.bestEvents);
        return Change.of(onset, splits.allOnes, splits.allEvents, evidence.bestOnes, evidence.bestEvents);
    }

    void restart() {
        splits.clear();
        evidence.prior = Prior.UNKNOWN;
        unbound();
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
        state.evidence.prior = Prior.read(in);
        state.splits.read(in);
        state.unbound();
        return state;
    }
}
