package zhiheng.watch.simulate;

import zhiheng.watch.Interval;

/**
 * How a detector met a change.
 *
 * @param runs how many streams
 * @param early the share that alarmed before the change; the rest of the figures leave these streams out
 * @param missed the share that had not alarmed when the stream ended
 * @param mean events from the change to the alarm, the first changed event being 1; a missed change counts as the events watched,
 *     so with misses this is a lower bound
 * @param median the same, whatever the distribution
 */
public record Delay(int runs, Interval early, Interval missed, Interval mean, Interval median) {}
