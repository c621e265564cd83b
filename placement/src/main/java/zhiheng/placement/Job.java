package zhiheng.placement;

import java.util.List;
import zhiheng.base.BadValue;

/**
 * Work to be done once, at one site.
 *
 * @param memoryGb what each accelerator must have
 * @param hours how long it runs
 * @param residency jurisdictions in which its data may be; empty: anywhere
 * @param earliest the first hour of the plan in which it may run
 * @param deadline the hour before which it must have ended, hard
 * @param region of its users, empty where nearness does not matter
 * @param latencyMs most milliseconds from that region, there and back
 * @param dataGb data that must be brought before it starts, from {@code dataRegion}
 * @param pausable whether it may rest and go on at the same site
 * @param priority 1 to 9; a job of 9 is left out last where not all find room
 */
public record Job(
        String id,
        String accelerator,
        int count,
        double memoryGb,
        int hours,
        List<String> residency,
        int earliest,
        int deadline,
        String region,
        double latencyMs,
        double dataGb,
        String dataRegion,
        boolean pausable,
        int priority) {
    public Job {
        Limits.name("id", id);
        Limits.name("accelerator", accelerator);
        Limits.whole("count", count, 1, 100_000);
        Limits.number("memory_gb", memoryGb, 0, 100_000);
        Limits.whole("hours", hours, 1, Limits.HOURS);
        residency = List.copyOf(residency);
        residency.forEach(place -> Limits.name("residency", place));
        Limits.whole("earliest", earliest, 0, 1_000_000);
        if (deadline < 1) {
            throw new BadValue("deadline", "截止时间须晚于计划开始", "must lie after the plan's begin");
        }
        Limits.number("latency_ms", latencyMs, 0.001, 10_000);
        Limits.number("data_gb", dataGb, 0, 1e9);
        Limits.whole("priority", priority, 1, 9);
        region(region, "region");
        region(dataRegion, "data_region");
        if (dataGb > 0 && dataRegion.isEmpty()) {
            throw new BadValue("data_region", "有数据要搬运时须注明来自何地", "where the data come from must be said");
        }
    }

    private static void region(String region, String field) {
        if (!region.isEmpty()) {
            Limits.name(field, region);
        }
    }
}
