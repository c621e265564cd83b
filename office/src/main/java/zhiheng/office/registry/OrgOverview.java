package zhiheng.office.registry;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One organisation as an officer plans by it.
 *
 * @param overdue systems with something overdue; {@code gaps} and {@code unassessed} count duties
 * @param nextDue the nearest day on which one of its systems must have done something
 * @param nextPack the law by which that day counts; "" where there is none
 * @param tiers in force and to come, in no order
 */
public record OrgOverview(
        String orgId,
        String name,
        long systems,
        long overdue,
        long gaps,
        long unassessed,
        long questions,
        @Nullable LocalDate nextDue,
        String nextPack,
        List<OrgTier> tiers) {}
