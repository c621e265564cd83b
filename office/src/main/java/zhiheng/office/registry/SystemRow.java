package zhiheng.office.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the registry.
 *
 * @param tierByPack the gravest tier in force by pack id
 * @param comingByPack the nearest tier to come, with its day, by pack id
 * @param next the next thing to do and its day
 * @param open duties in force that still ask for something, the three counts that follow included
 * @param overdue of them those past their last day
 * @param gaps of them those looked at and not met
 * @param unassessed of them those nobody has looked at
 * @param questions facts not answered yet
 */
public record SystemRow(
        String id,
        String name,
        String orgId,
        String orgName,
        Map<String, String> tierByPack,
        Map<String, Summary.Coming> comingByPack,
        Summary.@Nullable Next next,
        int open,
        int overdue,
        int gaps,
        int unassessed,
        int questions,
        LocalDate asOf,
        Instant updatedAt) {}
