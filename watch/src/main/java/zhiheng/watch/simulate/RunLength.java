package zhiheng.watch.simulate;

import zhiheng.watch.Interval;

/**
 * How long a detector ran on streams where nothing changed.
 *
 * @param runs how many streams
 * @param censored how many ended at the limit without an alarm
 * @param mean events to an alarm, the alarm's own included. With none censored, the plain mean with Student's interval; else all
 *     events over all alarms with Garwood's interval, which is right where alarms come at a constant rate
 * @param median events to an alarm, right whatever the distribution; infinite where half of the runs or more were censored
 */
public record RunLength(int runs, int censored, Interval mean, Interval median) {}
