package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import zhiheng.watch.State;

/**
 * What {@link ShiftedRate} remembers. To look at every event without computing {@link Evidence}'s sum at every event, an upper
 * bound of it is carried along: an event multiplies no R by more than the inverse of the probability that all events before give
 * it. The sum is computed only when the bound reaches the threshold, so no alarm comes later for it.
 */
public final class ShiftedState implements State {
    /** After so many ones the bounds, which leave out splits that are far from showing a rise, are computed afresh. */
    private static final int NEAR_REACH = 16;

    private static final int FAR_REACH = 48;

    private final Direction direction;
    private final boolean flipped; // a fall of the rate is a rise of its complement
    private final boolean oneSided;
    private final Splits splits = new Splits();
    private final Evidence evidence;
    private long rejected;

    // Bounds of the sums over single events and over buckets; infinite: not known.
    private double near = Double.POSITIVE_INFINITY;
    private double far = Double.POSITIVE_INFINITY;
    private double nearOnes;
    private double farOnes;
    private double farPrediction = 1;
    private double farEvents; // that came at least after each of the buckets' splits

    ShiftedState(Direction direction) {
        this.direction = direction;
        flipped = direction == Direction.DOWN;
        oneSided = direction != Direction.EITHER;
        evidence = new Evidence(oneSided);
    }

    public Direction direction() {
        return direction;
    }

    @Override
    public double statistic() {
        evidence.near(splits, 0);
        double nearSum = evidence.sum;
        evidence.far(splits, 0);
        return nearSum + evidence.sum;
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
            single((value == 1) == flipped ? 0 : 1, time);
        } else if (RateDetector.isShare(value, weight)) {
            batch(flipped ? 1 - value : value, weight, time);
        } else {
            rejected++;
            return false;
        }
        boolean reached = near + far >= threshold && reached(threshold);
        if (splits.full() && !reached) {
            fold(Splits.FOLD);
            far += evidence.join(splits, FAR_REACH);
        }
        return reached;
    }

    private void single(int bit, long time) {
        splits.single(bit, time);
        if (bit == 1) {
            double growth = splits.allEvents / (splits.allOnes - 0.5);
            double gone = farOnes / (farEvents + 1 + farOnes);
            near = (near + 1) * growth;
            far *= Math.max(1, growth * (farPrediction + (1 - farPrediction) * gone));
            farOnes++;
            if (oneSided && (++nearOnes > NEAR_REACH || farOnes > FAR_REACH)) {
                near = Double.POSITIVE_INFINITY;
            }
        } else {
            zero(splits.allEvents, splits.allEvents - splits.allOnes);
        }
    }

    /**
     * Where a rise shows, "after" has no larger share of zeros than all have, and so gives a zero no higher probability, but for
     * the mixture's pull towards ½: it is strongest where few events came after.
     */
    private void zero(double events, double zeros) {
        double growth = events / (zeros - 0.5);
        double share = events > 1 ? (zeros - 1) / (events - 1) : 0.5;
        if (!oneSided) {
            near = (near + 1) * growth;
            far *= growth;
        } else if (share >= 0.5) {
            double pull = Math.max(1, share * growth);
            near = (near + 1) * pull;
            far *= pull;
        } else {
            near = (near + 1) * Math.max(1, (share + 0.5) / 2 * growth);
            far *= Math.max(1, (farEvents * share + 0.5) / (farEvents + 1) * growth);
        }
    }

    private void batch(double value, double weight, long time) {
        fold(splits.recent);
        double before = Kt.log(splits.allOnes, splits.allEvents);
        splits.batch(weight, value, time);
        far = (far + weight) * Math.exp(before - Kt.log(splits.allOnes, splits.allEvents));
        farOnes += weight * value;
        farEvents = Math.min(farEvents, weight);
        farPrediction = 1;
        if (farOnes > FAR_REACH) {
            near = Double.POSITIVE_INFINITY;
        }
        far += evidence.join(splits, FAR_REACH);
    }

    private void fold(int count) {
        far += evidence.fold(splits, count, FAR_REACH);
        near = count == 0 ? near : evidence.bound;
        nearOnes = 0;
        farPrediction = Math.max(farPrediction, evidence.prediction);
        farEvents = Math.min(farEvents, splits.recent);
    }

    private boolean reached(double threshold) {
        evidence.near(splits, NEAR_REACH);
        double nearSum = evidence.sum;
        near = evidence.bound;
        nearOnes = 0;
        if (near + far < threshold && farOnes <= FAR_REACH) {
            return false;
        }
        evidence.far(splits, FAR_REACH);
        far = evidence.bound;
        farOnes = 0;
        farPrediction = evidence.prediction;
        farEvents = splits.recent + (splits.size == 0 ? 0 : splits.events[splits.size - 1]);
        return nearSum + evidence.sum >= threshold;
    }

    Change likeliest() {
        evidence.forget();
        statistic();
        int bucket = evidence.bestBucket;
        long onset = bucket > 0 ? splits.start[bucket] : splits.timeOfRecent((int) evidence.bestEvents);
        return Change.of(onset, splits.allOnes, splits.allEvents, evidence.bestOnes, evidence.bestEvents, flipped);
    }

    void restart() {
        splits.clear();
        near = 0;
        far = 0;
        nearOnes = 0;
        farOnes = 0;
        farPrediction = 1;
        farEvents = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(direction.ordinal());
        Bytes.write(out, rejected);
        splits.write(out);
    }

    static ShiftedState read(Direction direction, DataInput in) throws IOException {
        if (in.readByte() != direction.ordinal()) {
            throw new IOException("a state of another direction than " + direction);
        }
        var state = new ShiftedState(direction);
        state.rejected = Bytes.read(in);
        state.splits.read(in);
        return state;
    }
}
