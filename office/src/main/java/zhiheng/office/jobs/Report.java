package zhiheng.office.jobs;

import java.util.List;

/**
 * What one enterprise recorded, for tables that others see.
 *
 * @param org whose it is: an enterprise with several records counts once
 * @param sector and {@code region}: "" where it did not say
 */
public record Report(String org, String sector, String region, List<RoleChange> changes) {
    public Report {
        changes = List.copyOf(changes);
    }
}
