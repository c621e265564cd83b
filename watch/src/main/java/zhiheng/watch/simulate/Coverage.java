package zhiheng.watch.simulate;

import zhiheng.watch.Interval;

/**
 * Whether a confidence sequence held the truth at all times at once.
 *
 * @param runs how many streams
 * @param missed the share of streams where the truth lay outside at least once; wanted: at most one minus the level
 * @param width mean distance of the bounds at the end
 */
public record Coverage(int runs, Interval missed, Interval width) {}
