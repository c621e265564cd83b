package zhiheng.placement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import zhiheng.base.BadValue;

/**
 * What is to be planned.
 *
 * @param begin the first hour
 * @param hours how many hours are known; nothing is placed past them
 * @param carbonPrice what a kilogram of CO2 counts, in {@code currency}: how carbon is weighed against money
 */
public record Problem(Instant begin, int hours, String currency, double carbonPrice, List<Site> sites, List<Job> jobs) {
    public Problem {
        if (!begin.equals(begin.truncatedTo(ChronoUnit.HOURS))) {
            throw new BadValue("begin", "须为整点", "must be a full hour");
        }
        Limits.whole("hours", hours, 1, Limits.HOURS);
        Limits.name("currency", currency);
        Limits.number("carbon_price", carbonPrice, 0, 10_000);
        sites = List.copyOf(sites);
        jobs = List.copyOf(jobs);
        Limits.whole("sites", sites.size(), 1, Limits.SITES);
        Limits.whole("jobs", jobs.size(), 0, Limits.JOBS);
        once("sites", sites.stream().map(Site::id).toList());
        once("jobs", jobs.stream().map(Job::id).toList());
        for (var site : sites) {
            if (!site.price().covers(hours) || !site.carbon().covers(hours)) {
                throw new BadValue(
                        "sites." + site.id(),
                        "逐小时数值须有 1、24 或 " + hours + " 个",
                        "values by the hour must be 1, 24 or " + hours);
            }
        }
    }

    private static void once(String where, List<String> ids) {
        var seen = new HashSet<String>();
        for (var id : ids) {
            if (!seen.add(id)) {
                throw new BadValue(where, "同一编号出现两次：" + id, "an id stands twice: " + id);
            }
        }
    }

    /** The same jobs and sites with carbon weighed otherwise. */
    public Problem withCarbonPrice(double price) {
        return new Problem(begin, hours, currency, price, sites, jobs);
    }

    public Instant at(int hour) {
        return begin.plus(hour, ChronoUnit.HOURS);
    }
}
