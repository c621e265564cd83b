package zhiheng.watch.rate;

/**
 * An upper bound of {@link Evidence}'s sum, carried from event to event so that the sum need not be computed at each.
 *
 * <p>Further events multiply a split's R by the probability that "after" gives them over the one that all events give them. The
 * former is an average over rates, hence at most what the likeliest rate of these events gives them: of n events, a of them ones,
 * (a/n)^a (1 − a/n)^(n−a). That bound is taken for blocks of {@link #BLOCK} events, and for all events since the buckets were
 * last summed. Splits within a block are given the probability 1 instead.
 *
 * <p>One-sided, splits that show the other direction and are far from changing sides were left out. They needed more than
 * {@link #REACH} hits (events in the direction) beyond what their rate before lets expect; the excess of hits is followed, at the
 * lowest of their rates before and from whichever event it is largest.
 */
final class Bound {
    static final double REACH = 12;
    private static final int BLOCK = 8;
    private static final double[][] LIKELIEST = new double[BLOCK + 1][BLOCK + 1]; // of ones, and zeros

    static {
        for (int ones = 0; ones <= BLOCK; ones++) {
            for (int zeros = 0; ones + zeros <= BLOCK; zeros++) {
                LIKELIEST[ones][zeros] = Math.exp(likeliest(ones, zeros));
            }
        }
    }

    private double near; // of the single events before this block
    private double far; // of the buckets that were there when they were last summed
    private double moved; // of the buckets since
    private double block; // of this block's events

    private int ones; // of this block
    private int zeros;
    private double rarity; // one over the probability that all events give to this block

    private double farSum; // when last computed, and all events then
    private double farOnes;
    private double farEvents;

    private double nearExcess;
    private double nearLeast; // the lowest rate of hits before splits left out; 1: there are none
    private double farExcess;
    private double farLeast;

    Bound() {
        unknown();
    }

    /** @param allOnes of all events, with this one */
    void event(int one, boolean hit, double allOnes, double allEvents) {
        if (ones + zeros == BLOCK) {
            close();
        }
        ones += one;
        zeros += 1 - one;
        double growth = allEvents / ((one == 1 ? allOnes : allEvents - allOnes) - 0.5);
        block = (block + 1) * growth;
        rarity *= growth;
        double hits = hit ? 1 : 0;
        nearExcess = Math.max(0, nearExcess + hits - nearLeast);
        farExcess = Math.max(0, farExcess + hits - farLeast);
    }

    /** Several events at once, which all events before gave this probability; no single ones are left. */
    void batch(double events, double hits, double probability) {
        close();
        moved = (far + moved + events) / probability;
        far = 0;
        farSum = 0;
        farExcess = Math.max(0, farExcess + hits - events * farLeast);
    }

    boolean reaches(double threshold) {
        return (near + far + moved) * LIKELIEST[ones][zeros] * rarity + block >= threshold
                || nearExcess > REACH
                || farExcess > REACH;
    }

    private void close() {
        double factor = LIKELIEST[ones][zeros] * rarity;
        near = near * factor + block;
        far *= factor;
        moved *= factor;
        block = 0;
        ones = 0;
        zeros = 0;
        rarity = 1;
    }

    /** The sum over single events, and the lowest rate of hits before those left out. */
    void near(double bound, double least) {
        close();
        near = bound;
        nearExcess = 0;
        nearLeast = least;
    }

    /** The sum over buckets, just after that over single events. */
    void far(double bound, double least, double allOnes, double allEvents) {
        far = bound;
        moved = 0;
        farSum = bound;
        farOnes = allOnes;
        farEvents = allEvents;
        farExcess = 0;
        farLeast = least;
    }

    /** Just after the sum over single events: others became buckets, and evidence came into reach. */
    void moved(double bound, double least, double allOnes, double allEvents) {
        moved += bound;
        farLeast = Math.min(farLeast, least);
        refine(allOnes, allEvents);
    }

    /** Takes all events since the buckets were summed as one block. */
    void refine(double allOnes, double allEvents) {
        close();
        if (farSum > 0) {
            double onesSince = allOnes - farOnes;
            double zerosSince = allEvents - farEvents - onesSince;
            double growth = likeliest(onesSince, zerosSince) + Kt.log(farOnes, farEvents) - Kt.log(allOnes, allEvents);
            far = Math.min(far, farSum * Math.exp(growth));
        }
    }

    private static double likeliest(double ones, double zeros) {
        return times(ones, ones + zeros) + times(zeros, ones + zeros);
    }

    private static double times(double some, double all) {
        return some > 0 ? some * Math.log(some / all) : 0;
    }

    /** Nothing is known of the sums, which have to be computed next. */
    void unknown() {
        near(Double.POSITIVE_INFINITY, 1);
        far(0, 1, 0, 0);
        moved = Double.POSITIVE_INFINITY;
    }
}
