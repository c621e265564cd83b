package zhiheng.watch.fairness;

import zhiheng.watch.Interval;

/**
 * How one group, or one range of its scores, stands at present.
 *
 * @param count events that bear on the criterion
 * @param level its rate, or its score's excess over the outcome; bounds valid at all times at once
 * @param effect ratio to, or difference from, the reference group; the excess again for calibration
 * @param statistic its evidence, on the alarm's scale
 */
public record GroupReport(String group, double count, Interval level, Interval effect, double statistic) {}
