package zhiheng.watch.rate;

import zhiheng.watch.Interval;

/**
 * Confidence sequence for a rate: the rates under which the events seen are not {@code 1/alpha} times less likely than under
 * {@link Kt}'s mixture. By Ville's inequality the true rate is inside at all times at once with probability 1 − alpha (Robbins
 * 1970), also for shares in [0,1] with that conditional mean.
 */
public final class RateBounds {
    public static final double LEVEL = 0.95;
    private static final int STEPS = 60;

    private RateBounds() {}

    /** @param starts over how many possible starts of the stretch the probability of error is shared; 1 if it was not chosen */
    public static Interval of(double ones, double events, double starts) {
        double room = Math.log(starts / (1 - LEVEL));
        double mean = events > 0 ? ones / events : 0.5;
        return new Interval(bound(ones, events, room, 0), mean, bound(ones, events, room, 1), LEVEL);
    }

    private static double bound(double ones, double events, double room, double end) {
        double inside = events > 0 ? ones / events : 0.5;
        double outside = end;
        if (excess(ones, events, end) < room) {
            return end;
        }
        for (int i = 0; i < STEPS; i++) {
            double middle = (inside + outside) / 2;
            if (excess(ones, events, middle) < room) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }

    /**
     * The logarithm of how many times likelier the events are under the mixture than under one rate. While that is their rate, it
     * ever reaches ln x with a probability of at most 1/x.
     */
    public static double excess(double ones, double events, double rate) {
        return Kt.log(ones, events) - times(ones, Math.log(rate)) - times(events - ones, Math.log1p(-rate));
    }

    private static double times(double count, double log) {
        return count == 0 ? 0 : count * log;
    }
}
