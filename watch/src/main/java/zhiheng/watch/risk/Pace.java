package zhiheng.watch.risk;

import java.time.ZoneId;
import java.time.ZoneOffset;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Season;
import zhiheng.watch.rate.SeasonalLevel;

/**
 * How seldom false alarms shall be, in the operator's words.
 *
 * @param eventsPerDay how many observations of the metric a day brings, about
 * @param daysBetweenFalseAlarms at most one false alarm in so many days, on average and for each monitor
 * @param zone whose hours and weekends are told apart
 */
public record Pace(double eventsPerDay, double daysBetweenFalseAlarms, ZoneId zone) {
    /** People's days differ from their nights, and working days from weekends: like hours are compared. */
    static final Season SEASON = Season.WEEK;

    public Pace {
        if (!(eventsPerDay > 0 && eventsPerDay <= 1e12)
                || !(daysBetweenFalseAlarms > 0 && daysBetweenFalseAlarms <= 36_500)) {
            throw new IllegalArgumentException("每天事件数与误报间隔天数须大于0; events a day (" + eventsPerDay
                    + ") and days between false alarms (" + daysBetweenFalseAlarms + ") must be above 0");
        }
    }

    public Pace(double eventsPerDay, double daysBetweenFalseAlarms) {
        this(eventsPerDay, daysBetweenFalseAlarms, ZoneOffset.UTC);
    }

    /** A rate that rises above the profile it had. */
    SeasonalLevel rise() {
        return SeasonalLevel.ofRate(SEASON, zone, Direction.UP, events(), null);
    }

    /** A rate whose mean over a day is above the limit. */
    SeasonalLevel above(double limit) {
        return SeasonalLevel.ofRate(SEASON, zone, Direction.UP, events(), limit);
    }

    /** The same in events, which is what the tests guarantee; never below 100, where a test could not tell anything. */
    double events() {
        return Math.max(100, eventsPerDay * daysBetweenFalseAlarms);
    }
}
