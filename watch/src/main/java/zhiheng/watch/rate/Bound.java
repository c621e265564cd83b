package zhiheng.watch.rate;

/**
 * An upper bound of {@link Evidence}'s sum, carried from event to event so that the sum need not be computed at each: of what the
 * splits come to that will then show a rise (or, in a second bound, a fall) of the rate.
 *
 * <p>R does not depend on the order of the events since it was computed, so let those in the direction looked for (here: hits)
 * come first. Each multiplies R by the probability that "after" gives it over the one that all events give it. The former is at
 * most 1, and known better for splits long ago. Each miss then meets a split that shows a rise, whose "after" has no larger share
 * of misses than all have, and so gives it no higher probability, but for the pull of the priors, towards ½ and towards their mean.
 */
final class Bound {
    /** After so many hits, bounds have to be computed afresh: splits that need more to show a rise were left out. */
    static final int NEAR_REACH = 40;

    static final int FAR_REACH = 64;

    /** Of the sum over single events and over buckets; infinite: not known. */
    double near;

    double far;
    private int nearHits;
    private double farHits;
    private double farPrediction; // of a hit, by the "after" of any bucket, when last computed
    private double farEvents; // that came at least after each bucket's start
    private double missExpected; // the probability of a miss that the prior gives

    void hit(double events, double hits) {
        double growth = events / (hits - 0.5);
        double gone = farHits / (farEvents + 1 + farHits);
        near = (near + 1) * growth;
        far *= Math.max(1, growth * (farPrediction + (1 - farPrediction) * gone));
        nearHits++;
        farHits++;
    }

    void miss(double events, double misses) {
        double growth = events / (misses - 0.5);
        double share = Math.max(missExpected, events > 1 ? (misses - 1) / (events - 1) : 0.5);
        if (share >= 0.5) {
            double pull = Math.max(1, share * growth);
            near = (near + 1) * pull;
            far *= pull;
        } else {
            near = (near + 1) * Math.max(1, (share + 0.5) / 2 * growth);
            far *= Math.max(1, (farEvents * share + 0.5) / (farEvents + 1) * growth);
        }
    }

    /** Several events at once, which all events before gave this probability. */
    void batch(double events, double hits, double probability) {
        far = (far + events) / probability;
        farHits += hits;
        farPrediction = 1;
        farEvents = 0;
    }

    boolean nearOutOfReach() {
        return nearHits > NEAR_REACH;
    }

    boolean farOutOfReach() {
        return farHits > FAR_REACH;
    }

    void near(double bound) {
        near = bound;
        nearHits = 0;
    }

    void far(double bound, double prediction, double events) {
        far = bound;
        farHits = 0;
        farPrediction = prediction;
        farEvents = events;
    }

    /**
     * The oldest single events became buckets; at least {@code events} came after each of these.
     *
     * @param left of the sum over the single events that are left
     */
    void moved(double left, double bound, double prediction, double events) {
        near(left);
        far += bound;
        farPrediction = Math.max(farPrediction, prediction);
        farEvents = Math.min(farEvents, events);
    }

    void unknown(double probabilityOfMiss) {
        near(Double.POSITIVE_INFINITY);
        far(Double.POSITIVE_INFINITY, 1, 0);
        missExpected = probabilityOfMiss;
    }

    /** There is nothing to bound. */
    void none() {
        near(0);
        far(0, 0, 0);
    }
}
