package zhiheng.watch.rate;

import zhiheng.watch.Alarm;
import zhiheng.watch.Interval;

/**
 * When a change came, and how large it is, from the past of a stream in segments, oldest first.
 *
 * <p>Each segment may hold the onset. How well it fits is the probability of what came before it times that of what came after, each
 * averaged over all rates ({@link Kt}). With an onset that may as well lie at one event as at another, what is left when the least
 * likely {@value #TAIL} are cut off at either end is the interval. Were both rates known, it would hold the onset as often as it
 * says, since a change has no natural place (Pitman); they are not, and the stream was stopped when it looked changed, so the tails
 * are cut thinner than the level asks, and the level is simulated. Ends lie on borders of segments, outwards.
 */
public final class Onsets {
    /** That the interval holds the onset. */
    public static final double LEVEL = 0.95;

    private static final double TAIL = 0.006;
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
        var likelihood = fits(direction);
        long earliest = Math.min(onset, start[quantile(likelihood, TAIL)]);
        int last = quantile(likelihood, 1 - TAIL);
        long latest = Math.max(onset, last + 1 < start.length ? start[last + 1] : end);
        return new Alarm.Extent(earliest, latest, LEVEL, sum, count, null);
    }

    private static int quantile(double[] masses, double part) {
        double total = 0;
        for (double mass : masses) {
            total += mass;
        }
        double passed = 0;
        for (int i = 0; i < masses.length; i++) {
            passed += masses[i];
            if (passed > part * total) {
                return i;
            }
        }
        return masses.length - 1;
    }

    /** How well each segment fits as the one with the onset, times its events; zero where the change would be the other way. */
    private double[] fits(int direction) {
        var logs = new double[events.length];
        double top = Double.NEGATIVE_INFINITY;
        double before = 0;
        double sumBefore = 0;
        for (int i = 0; i < events.length; i++) {
            double after = allEvents - before;
            double sumAfter = sum(allSum - sumBefore, after);
            double rise = sumAfter * before - sumBefore * after;
            boolean counts = direction * rise > 0 || before == 0;
            logs[i] = counts
                    ? precision * (Kt.log(sum(sumBefore, before), before) + Kt.log(sumAfter, after))
                            + (before == 0 ? 0 : Math.log(events[i])) // a change before all events is no change among them
                    : Double.NEGATIVE_INFINITY;
            top = Math.max(top, logs[i]);
            before += events[i];
            sumBefore += sums[i];
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.exp(logs[i] - top);
        }
        return logs;
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
