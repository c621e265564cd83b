package zhiheng.watch.risk;

/**
 * How seldom false alarms shall be, in the operator's words.
 *
 * @param eventsPerDay how many observations of the metric a day brings, about
 * @param daysBetweenFalseAlarms at most one false alarm in so many days, on average and for each monitor
 */
public record Pace(double eventsPerDay, double daysBetweenFalseAlarms) {
    public Pace {
        if (!(eventsPerDay > 0 && eventsPerDay <= 1e12)
                || !(daysBetweenFalseAlarms > 0 && daysBetweenFalseAlarms <= 36_500)) {
            throw new IllegalArgumentException("每天事件数与误报间隔天数须大于0; events a day (" + eventsPerDay
                    + ") and days between false alarms (" + daysBetweenFalseAlarms + ") must be above 0");
        }
    }

    /** The same in events, which is what the tests guarantee; never below 100, where a test could not tell anything. */
    double events() {
        return Math.max(100, eventsPerDay * daysBetweenFalseAlarms);
    }
}
