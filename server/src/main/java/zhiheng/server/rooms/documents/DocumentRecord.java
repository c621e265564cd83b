package zhiheng.server.rooms.documents;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.DutyState;

/**
 * A document as evidence of one duty of one system.
 *
 * @param pack of the duty; null when the system does not have the duty any more, {@code state} and {@code overdue} with it
 * @param state where the duty stands now
 * @param saidMet whether somebody said that the duty is met, whatever counts for it now
 * @param ledgerIndex of the entry by which it was added; -1 while it waits
 * @param withdrawal null while it counts
 */
public record DocumentRecord(
        String evidence,
        String systemId,
        String systemName,
        String duty,
        @Nullable String pack,
        @Nullable DutyState state,
        boolean saidMet,
        boolean overdue,
        long ledgerIndex,
        @Nullable Withdrawal withdrawal) {

    /** A duty that was said to be met and for which nothing counts since this was withdrawn. */
    public boolean fellBack() {
        return withdrawal != null && saidMet && state == DutyState.GAP;
    }

    /**
     * Who withdrew it, when and why.
     *
     * @param at null for what was withdrawn before this was kept, {@code by} and {@code reason} are "" then
     * @param reason "" too where it was erased
     */
    public record Withdrawal(LocalDate day, @Nullable Instant at, String by, String reason) {}
}
