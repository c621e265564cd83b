package zhiheng.watch.burn;

import java.time.Duration;
import java.util.List;

/**
 * A length of time over which failures are counted, beside a twelfth of it that shows whether they still come.
 *
 * @param factor how many times faster than allowed failures must come; above 0
 */
public record BurnWindow(Duration length, double factor, Urgency urgency) {
    /** What the alarm asks for. */
    public enum Urgency {
        PAGE,
        TICKET
    }

    /** Of the failures allowed in 30 days: 2 % in an hour, 5 % in six hours, 10 % in three days (Google, SRE Workbook, chapter 5). */
    public static final List<BurnWindow> STANDARD = List.of(
            new BurnWindow(Duration.ofHours(1), 14.4, Urgency.PAGE),
            new BurnWindow(Duration.ofHours(6), 6, Urgency.PAGE),
            new BurnWindow(Duration.ofDays(3), 1, Urgency.TICKET));

    static final int SHORT_PART = 12;

    public BurnWindow {
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("length " + length + ": 须为 1 秒至 366 天; must be 1 second to 366 days");
        }
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("factor " + factor + ": 须大于 0; must be above 0");
        }
    }
}
