package zhiheng.office.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the registry.
 *
 * @param tierByPack the gravest tier by pack id
 * @param open duties in force that still ask for work, the late ones included
 * @param late those of them past their due date
 * @param questions facts not answered yet
 * @param nextDue the nearest due date of an unmet duty from today on
 */
public record SystemRow(
        String id,
        String name,
        String orgId,
        String orgName,
        Map<String, String> tierByPack,
        int open,
        int late,
        int questions,
        @Nullable LocalDate nextDue,
        Instant updatedAt) {}
