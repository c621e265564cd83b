package zhiheng.placement;

import zhiheng.base.BadValue;

/**
 * Accelerators of one kind at a site.
 *
 * @param memoryGb memory of one accelerator
 * @param kw what one draws under load with its share of the host, before cooling
 * @param hire what one costs for an hour besides its electricity
 */
public record Pool(String accelerator, int count, double memoryGb, double kw, double hire) {
    public Pool {
        Limits.name("accelerator", accelerator);
        Limits.whole("count", count, 1, 1_000_000);
        Limits.number("memory_gb", memoryGb, 0, 100_000);
        Limits.number("kw", kw, 0, 100);
        Limits.number("hire", hire, 0, 100_000);
        if (kw == 0 && hire == 0) {
            throw new BadValue("kw", "功率与租价不能同时为零", "power and hire cannot both be nought");
        }
    }
}
