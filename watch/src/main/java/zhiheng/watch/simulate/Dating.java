package zhiheng.watch.simulate;

import zhiheng.watch.Interval;

/**
 * How well alarms date a change.
 *
 * @param told streams with an alarm after the change that says since when
 * @param onset the share of them in which the change lies in the interval said
 * @param level the share in which the level since does
 * @param width of the onset's interval, in events, the median
 */
public record Dating(int told, Interval onset, Interval level, Interval width) {}
