package zhiheng.watch.rate;

/**
 * The Shiryaev–Roberts sum over {@link Splits}: of weight(k) times R(k) = KT(before k) KT(after k) / KT(all), see {@link Kt}; a new
 * split weighs 1. One-sided, only splits that show a rise count. When a split is given up, the one before it takes over as much
 * of its evidence as does not raise the sum, so that the sum stays a supermartingale plus the number of events.
 */
final class Evidence {
    private final boolean oneSided;

    /** What counts of the part just computed. */
    double sum;
    /** What may come to count within {@code reach} further ones, too. */
    double bound;
    /** The highest probability of a one after any of these splits. */
    double prediction;

    /** The likeliest split of those computed since {@link #forget}: its R, and what came after it. */
    double best;

    double bestEvents;
    double bestOnes;
    int bestBucket;

    private final float[] folded = new float[64 / Splits.GROUP];

    Evidence(boolean oneSided) {
        this.oneSided = oneSided;
    }

    void forget() {
        best = 0;
        bestEvents = 0;
        bestOnes = 0;
        bestBucket = 0;
    }

    /** Over the splits before each of the last single events. R grows event by event from 1, as one leaves "before" for "after". */
    void near(Splits s, int reach) {
        walk(s, 0, reach);
    }

    /** The same, and turns the oldest {@code count} single events into buckets; returns a bound for what moved. */
    double fold(Splits s, int count, int reach) {
        double moved = walk(s, count, reach);
        for (int group = 0; group * Splits.GROUP < count; group++) {
            s.foldGroup(folded[group]);
        }
        return moved;
    }

    private double walk(Splits s, int fold, int reach) {
        double before = s.allEvents;
        double onesBefore = s.allOnes;
        double after = 0;
        double onesAfter = 0;
        double r = 1;
        double rising = 0;
        double others = 0;
        int risingCount = 0;
        int othersCount = 0;
        double moved = 0;
        sum = 0;
        bound = 0;
        prediction = 0;
        long bits = s.bits;
        int first = s.size == 0 ? 1 : 0; // before the very first event there is nothing to differ from
        for (int index = s.recent - 1; index >= first; index--) {
            if ((bits & 1) == 1) {
                r *= (onesAfter + 0.5) * before / ((after + 1) * (onesBefore - 0.5));
                onesBefore--;
                onesAfter++;
            } else {
                r *= (after - onesAfter + 0.5) * before / ((after + 1) * (before - onesBefore - 0.5));
            }
            bits >>>= 1;
            before--;
            after++;
            boolean rises = onesAfter * before > onesBefore * after;
            if (index >= fold) {
                if (rises || !oneSided) {
                    sum += r;
                    bound += r;
                    note(r, after, onesAfter, 0);
                } else if (within(reach, before, onesBefore, after, onesAfter)) {
                    bound += r;
                }
                continue;
            }
            if (rises) {
                rising += r;
                risingCount++;
            } else {
                others += r;
                othersCount++;
            }
            if (index % Splits.GROUP == 0) {
                double up = rises ? rising : Math.min(rising, risingCount * r);
                double down = rises || oneSided ? Math.min(others, othersCount * r) : others;
                folded[index / Splits.GROUP] = down((up + down) / r);
                if (rises || !oneSided || within(reach, before, onesBefore, after, onesAfter)) {
                    moved += up + down;
                    prediction = Math.max(prediction, (onesAfter + 0.5) / (after + 1));
                }
                rising = 0;
                others = 0;
                risingCount = 0;
                othersCount = 0;
            }
        }
        return moved;
    }

    /** Over the splits before each bucket but the first. */
    void far(Splits s, int reach) {
        sum = 0;
        bound = 0;
        prediction = 0;
        double all = Kt.log(s.allOnes, s.allEvents);
        double after = s.recent;
        double onesAfter = Long.bitCount(s.bits);
        for (int i = s.size - 1; i > 0; i--) {
            after += s.events[i];
            onesAfter += s.ones[i];
            double before = s.allEvents - after;
            double onesBefore = s.allOnes - onesAfter;
            boolean counts = !oneSided || onesAfter * before > onesBefore * after;
            if (!counts && !within(reach, before, onesBefore, after, onesAfter)) {
                continue;
            }
            double r = Math.exp(log(before, onesBefore, after, onesAfter) - all);
            bound += s.weight[i] * r;
            prediction = Math.max(prediction, (onesAfter + 0.5) / (after + 1));
            if (counts) {
                sum += s.weight[i] * r;
                note(r, after, onesAfter, i);
            }
        }
    }

    /** Joins what {@link Splits#GRAIN} lets; returns a bound for evidence that thereby came into reach. */
    double join(Splits s, int reach) {
        double moved = 0;
        double after = s.recent;
        double onesAfter = Long.bitCount(s.bits);
        for (int i = s.size - 1; i > 0; i--) {
            if (s.mayJoin(i, after)) {
                moved += handOver(s, i, after + s.events[i], onesAfter + s.ones[i], reach);
                s.join(i);
            } else {
                after += s.events[i];
                onesAfter += s.ones[i];
            }
        }
        while (s.size > Splits.MAX) {
            s.join(1);
        }
        return moved;
    }

    /** Bucket i's evidence goes to the split before bucket i − 1. */
    private double handOver(Splits s, int i, double after, double onesAfter, int reach) {
        if (i == 1) {
            return 0;
        }
        double before = s.allEvents - after;
        double onesBefore = s.allOnes - onesAfter;
        double given = log(before, onesBefore, after, onesAfter);
        boolean givenRises = onesAfter * before > onesBefore * after;
        after += s.events[i - 1];
        onesAfter += s.ones[i - 1];
        before -= s.events[i - 1];
        onesBefore -= s.ones[i - 1];
        double kept = log(before, onesBefore, after, onesAfter);
        boolean keptRises = onesAfter * before > onesBefore * after;
        boolean alike = givenRises == keptRises && (givenRises || !oneSided);
        double share = alike ? Math.exp(given - kept) : Math.exp(Math.min(0, given - kept));
        s.weight[i - 1] = down(s.weight[i - 1] + s.weight[i] * share);
        if (oneSided && !givenRises && (keptRises || within(reach, before, onesBefore, after, onesAfter))) {
            return s.weight[i] * share * Math.exp(kept - Kt.log(s.allOnes, s.allEvents));
        }
        return 0;
    }

    private void note(double r, double after, double onesAfter, int bucket) {
        if (r > best) {
            best = r;
            bestEvents = after;
            bestOnes = onesAfter;
            bestBucket = bucket;
        }
    }

    /** Whether so many further ones, and no zero, would let "after" show a rise. */
    private static boolean within(int reach, double before, double onesBefore, double after, double onesAfter) {
        return reach * (before - onesBefore) > onesBefore * after - onesAfter * before;
    }

    /** Sums of fractions may be off by a rounding. */
    private static double log(double before, double onesBefore, double after, double onesAfter) {
        double ones = Math.clamp(onesBefore, 0, before);
        return Kt.log(ones, before) + Kt.log(Math.min(onesAfter, after), after);
    }

    /** Rounded so that no evidence comes from rounding. */
    private static float down(double weight) {
        float near = (float) weight;
        return near > weight ? Math.nextDown(near) : near;
    }
}
