package zhiheng.watch.rate;

import zhiheng.watch.Alarm;
import zhiheng.watch.Interval;

/**
 * When a change came, and how large it is, from the past of a stream in segments, oldest first.
 *
 * <p>How well a moment fits as the onset is the probability of what came before it times that of what came after, each averaged over
 * all rates ({@link Kt}). The interval holds all moments that fit at least 1/{@value #RATIO} as well as the best one. Were both rates
 * known, a moment before the true onset would ever fit x times as well with a probability of at most 1/x, and so would one after it
 * (Ville), so that the onset was left out at most 2 times in {@value #RATIO}; they are not known, and the stream was stopped when it
 * looked changed, which the rest up to 5 % is for. The level is simulated. Ends lie on borders of segments, outwards.
 */
public final class Onsets {
    /** That the interval holds the onset. */
    public static final double LEVEL = 0.95;

    private static final double RATIO = 400;
    private static final int STEPS = 40;

    private final double[] events;
    private final double[] sums;
    private final long[] start;
    private final long end;
    private final double precision;
    private final double allEvents;
    private final double allSum;

    /**
     * @param start of each segment, {@code end} when the last one ends
     * @param precision how much more values say than zeros and ones with the same mean would: the variance of those over theirs
     */
    public Onsets(double[] events, double[] sums, long[] start, long end, double precision) {
        this.events = events;
        this.sums = sums;
        this.start = start;
        this.end = end;
        this.precision = precision;
        double n = 0;
        double s = 0;
        for (int i = 0; i < events.length; i++) {
            n += events[i];
            s += sums[i];
        }
        allEvents = n;
        allSum = s;
    }

    /** @param onset the one estimate, which the interval holds; {@code sum} and {@code count}: of what came since */
    public Alarm.Extent extent(long onset, double sum, double count, int direction) {
        var fits = fits(direction);
        double least = fits[best(fits)] - Math.log(RATIO);
        int first = 0;
        while (first < fits.length - 1 && fits[first] < least) {
            first++;
        }
        int last = fits.length - 1;
        while (last > first && fits[last] < least) {
            last--;
        }
        long earliest = start[Math.max(0, first - 1)];
        long latest = last + 1 < start.length ? start[last + 1] : end;
        return new Alarm.Extent(Math.min(onset, earliest), Math.max(onset, latest), LEVEL, sum, count, null);
    }

    /** The moment that fits best, with what came since. */
    public Since likeliest(int direction) {
        int best = best(fits(direction));
        double count = 0;
        double sum = 0;
        for (int i = best; i < events.length; i++) {
            count += events[i];
            sum += sums[i];
        }
        return new Since(start[best], sum(sum, count), count, allEvents - count);
    }

    /** What came since an onset, and how many events before it. */
    public record Since(long onset, double sum, double events, double before) {
        /** The mean since, at all onsets and times at once: the error is shared among them as in {@link Change}. */
        public Interval level() {
            return RateBounds.of(sum, events, Change.starts(before));
        }
    }

    private static int best(double[] fits) {
        int best = 0;
        for (int i = 1; i < fits.length; i++) {
            best = fits[i] > fits[best] ? i : best;
        }
        return best;
    }

    /** ln of how well each segment's beginning fits as the onset; −∞ where the change would be the other way. */
    private double[] fits(int direction) {
        var logs = new double[events.length];
        double before = 0;
        double sumBefore = 0;
        for (int i = 0; i < events.length; i++) {
            double after = allEvents - before;
            double sumAfter = sum(allSum - sumBefore, after);
            double rise = sumAfter * before - sumBefore * after;
            logs[i] = direction * rise > 0 || before == 0
                    ? precision * (likeliest(sum(sumBefore, before), before) + likeliest(sumAfter, after))
                    : Double.NEGATIVE_INFINITY;
            before += events[i];
            sumBefore += sums[i];
        }
        return logs;
    }

    /**
     * ln of the probability of so many ones among the events, averaged over all rates, less what it costs not to know the rate, so that
     * a moment does not fit better for leaving fewer events on one side.
     */
    private static double likeliest(double ones, double events) {
        return Kt.log(ones, events) + Math.log(Math.max(1, events)) / 2;
    }

    /**
     * The level since the onset, without those levels at which the alarm would have come as well had they been there before: of a
     * limit, those with which it would have been just as broken. So an alarm and its interval never contradict each other.
     *
     * @param since a confidence sequence for the level since the onset
     * @param from the level before, or the limit, which is left out
     * @param room how far above the threshold the evidence is, as a logarithm
     */
    public Interval excluding(Interval since, double from, double room, int direction) {
        double inside = since.estimate();
        if (direction * (inside - from) <= 0) {
            return since;
        }
        double base = against(from, direction);
        double outside = from;
        for (int i = 0; i < STEPS; i++) {
            double middle = (inside + outside) / 2;
            if (against(middle, direction) - base + room >= 0) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return direction > 0
                ? new Interval(
                        Math.min(Math.max(since.low(), outside), since.estimate()),
                        since.estimate(),
                        since.high(),
                        since.level())
                : new Interval(
                        since.low(),
                        since.estimate(),
                        Math.max(Math.min(since.high(), outside), since.estimate()),
                        since.level());
    }

    /** ln of the evidence, summed over all onsets, that the level since was not the given one but farther in the direction. */
    private double against(double level, int direction) {
        double after = 0;
        double sumAfter = 0;
        double top = Double.NEGATIVE_INFINITY;
        double total = 0;
        for (int i = events.length - 1; i >= 0; i--) {
            after += events[i];
            sumAfter += sums[i];
            double sum = sum(sumAfter, after);
            if (direction * (sum - level * after) <= 0) {
                continue;
            }
            double log = precision * RateBounds.excess(sum, after, level) + Math.log(events[i]);
            if (log > top) {
                total = total * Math.exp(top - log) + 1;
                top = log;
            } else {
                total += Math.exp(log - top);
            }
        }
        return top + Math.log(total);
    }

    private static double sum(double sum, double events) {
        return Math.clamp(sum, 0, Math.max(0, events));
    }
}
