package zhiheng.watch.rate;

/**
 * The Shiryaev–Roberts sum over {@link Splits}: of weight(k) times R(k) = KT(before k) · prior(after k) / KT(all), see {@link Kt} and
 * {@link Prior}; a new split weighs 1. One-sided, only splits that show a change in the direction count. When a split is given
 * up, the one before it takes over as much of its evidence as does not raise the sum, so that the sum, less the number of events,
 * stays a supermartingale while the rate is drawn once from Beta(½,½).
 */
final class Evidence {
    private final Direction direction;
    Prior prior = Prior.UNKNOWN;

    /** What counts of the part just computed. */
    double sum;
    /** With what may come to count before {@link Bound#REACH} is reached. */
    double bound;
    /** The lowest rate of events in the direction before the splits left out of the bound; 1 if none was. */
    double least;

    /** The split that {@link #seek} looks for: what came after it, and its bucket if it is not a single event. */
    double soughtEvents;

    double soughtOnes;
    int soughtBucket;
    private double toPass;

    private static final double[] INVERSE = new double[64]; // of i + 1

    static {
        for (int i = 0; i < INVERSE.length; i++) {
            INVERSE[i] = 1.0 / (i + 1);
        }
    }

    private final float[] folded = new float[64 / Splits.GROUP];

    Evidence(Direction direction) {
        this.direction = direction;
    }

    /** The next sums, over single events and then over buckets, are to note the split at which so much of them is passed. */
    void seek(double part) {
        toPass = part;
    }

    /** Over the splits before each of the last single events. R grows event by event from 1, as one leaves "before" for "after". */
    void near(Splits s) {
        walk(s, 0);
    }

    /** The same, and turns the oldest {@code count} single events into buckets; returns a bound for what moved. */
    double fold(Splits s, int count) {
        double moved = walk(s, count);
        for (int group = 0; group * Splits.GROUP < count; group++) {
            s.foldGroup(folded[group]);
        }
        return moved;
    }

    private double walk(Splits s, int fold) {
        double before = s.allEvents;
        double onesBefore = s.allOnes;
        double after = 0;
        double onesAfter = 0;
        double any = 1;
        double moderate = 1;
        double ones = prior.moderate().ones();
        double zeros = prior.moderate().zeros();
        double shapes = ones + zeros;
        var other = prior.other() == null ? prior.moderate() : prior.other();
        double otherOnes = other.ones();
        double otherZeros = other.zeros();
        double otherShapes = otherOnes + otherZeros;
        double another = 1; // the same as moderate, where there is no other
        double rising = 0;
        double others = 0;
        int risingCount = 0;
        int othersCount = 0;
        double moved = 0;
        clear();
        long bits = s.bits;
        int first = s.size == 0 ? 1 : 0; // before the very first event there is nothing to differ from
        for (int index = s.recent - 1; index >= first; index--) {
            boolean one = (bits & 1) == 1;
            double same = one ? onesAfter : after - onesAfter;
            double part = before
                    / (((one ? onesBefore : before - onesBefore) - 0.5) * (after + shapes) * (after + otherShapes));
            any *= (same + 0.5) * INVERSE[(int) after] * part * (after + shapes) * (after + otherShapes);
            moderate *= (same + (one ? ones : zeros)) * part * (after + otherShapes);
            another *= (same + (one ? otherOnes : otherZeros)) * part * (after + shapes);
            onesBefore -= bits & 1;
            onesAfter += bits & 1;
            bits >>>= 1;
            before--;
            after++;
            double r = (1 - Prior.MODERATE) * any + Prior.MODERATE / 2 * (moderate + another);
            double rise = onesAfter * before - onesBefore * after;
            if (index >= fold) {
                if (counts(rise)) {
                    sum += r;
                    bound += r;
                    note(r, after, onesAfter, 0);
                } else if (within(before, onesBefore, rise)) {
                    bound += r;
                }
                continue;
            }
            if (rise > 0) {
                rising += r;
                risingCount++;
            } else {
                others += r;
                othersCount++;
            }
            if (index % Splits.GROUP == 0) {
                double up = alike(rise, 1) ? rising : Math.min(rising, risingCount * r);
                double down = alike(rise, -1) ? others : Math.min(others, othersCount * r);
                folded[index / Splits.GROUP] = down((up + down) / r);
                if (counts(rise) || within(before, onesBefore, rise)) {
                    moved += up + down;
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
    void far(Splits s) {
        clear();
        double all = Kt.log(s.allOnes, s.allEvents);
        double after = s.recent;
        double onesAfter = Long.bitCount(s.bits);
        for (int i = s.size - 1; i > 0; i--) {
            after += s.events[i];
            onesAfter += s.ones[i];
            double before = s.allEvents - after;
            double onesBefore = s.allOnes - onesAfter;
            double rise = onesAfter * before - onesBefore * after;
            if (!counts(rise) && !within(before, onesBefore, rise)) {
                continue;
            }
            double r = prior.times(s.logBefore(i, onesBefore, before) - all, Math.clamp(onesAfter, 0, after), after);
            bound += s.weight[i] * r;
            if (counts(rise)) {
                sum += s.weight[i] * r;
                note(s.weight[i] * r, after, onesAfter, i);
            }
        }
    }

    /** Joins what {@link Splits#GRAIN} lets; returns a bound for evidence that thereby came into reach. */
    double join(Splits s) {
        double moved = 0;
        double after = s.recent;
        double onesAfter = Long.bitCount(s.bits);
        for (int i = s.size - 1; i > 0; i--) {
            if (s.mayJoin(i, after)) {
                moved += i == 1 ? 0 : handOver(s, i, after + s.events[i], onesAfter + s.ones[i]);
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
    private double handOver(Splits s, int i, double after, double onesAfter) {
        double before = s.allEvents - after;
        double onesBefore = s.allOnes - onesAfter;
        double given = s.logBefore(i, onesBefore, before);
        double givenAfter = after;
        double givenOnes = Math.clamp(onesAfter, 0, after);
        double givenRise = onesAfter * before - onesBefore * after;
        after += s.events[i - 1];
        onesAfter += s.ones[i - 1];
        before -= s.events[i - 1];
        onesBefore -= s.ones[i - 1];
        double kept = s.logBefore(i - 1, onesBefore, before);
        double keptOnes = Math.clamp(onesAfter, 0, after);
        double keptRise = onesAfter * before - onesBefore * after;
        double scale = -Kt.log(keptOnes, after); // keeps both probabilities from vanishing
        double ratio = prior.times(scale + given - kept, givenOnes, givenAfter) / prior.times(scale, keptOnes, after);
        double weight = s.weight[i] * (alike(givenRise, keptRise) ? ratio : Math.min(1, ratio));
        s.weight[i - 1] = down(s.weight[i - 1] + weight);
        if (!counts(givenRise) && (counts(keptRise) || within(before, onesBefore, keptRise))) {
            return weight * prior.times(kept - Kt.log(s.allOnes, s.allEvents), keptOnes, after);
        }
        return 0;
    }

    /** From now on, the rate after a change is thought to be another; each split's evidence so far stays what it is. */
    void expect(Splits s, Prior expected) {
        Prior former = prior;
        double after = s.recent;
        double onesAfter = Long.bitCount(s.bits);
        for (int i = s.size - 1; i > 0; i--) {
            after += s.events[i];
            onesAfter += s.ones[i];
            double ones = Math.clamp(onesAfter, 0, after);
            s.weight[i] = down(s.weight[i] * Math.exp(former.log(ones, after) - expected.log(ones, after)));
        }
        prior = expected;
    }

    private void clear() {
        sum = 0;
        bound = 0;
        least = 1;
    }

    private boolean counts(double rise) {
        return switch (direction) {
            case UP -> rise > 0;
            case DOWN -> rise < 0;
            case EITHER -> true;
        };
    }

    /** Whether evidence for a rise (or no rise) of one sign may be handed over in full to a split of the other. */
    private boolean alike(double one, double other) {
        return one > 0 == other > 0 && (counts(one) || counts(other));
    }

    /** Whether a split that does not count may do so before {@link Bound#REACH}; with an event to spare for rounding. */
    private boolean within(double before, double onesBefore, double rise) {
        double missing = direction == Direction.UP ? -rise : rise;
        if (direction == Direction.EITHER || missing < (Bound.REACH + 1) * before) {
            return true;
        }
        double share = before > 0 ? Math.clamp(onesBefore / before, 0, 1) : direction == Direction.UP ? 0 : 1;
        least = Math.min(least, direction == Direction.UP ? share : 1 - share);
        return false;
    }

    private void note(double evidence, double after, double onesAfter, int bucket) {
        if (toPass > 0) {
            toPass -= evidence;
            soughtEvents = after;
            soughtOnes = onesAfter;
            soughtBucket = bucket;
        }
    }

    /** Rounded so that no evidence comes from rounding. */
    private static float down(double weight) {
        float near = (float) weight;
        return near > weight ? Math.nextDown(near) : near;
    }
}
