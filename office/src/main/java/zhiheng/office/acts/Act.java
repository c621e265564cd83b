package zhiheng.office.acts;

import java.time.Instant;

/**
 * A change as it goes to the ledger. Stored in the same transaction as the change, then appended: see {@link Outbox}.
 *
 * @param id unique, also inside {@code body}; later ids sort after earlier ones
 * @param subject what was changed
 * @param systemId the AI system it belongs to, or ""
 * @param evidenceSha256 hex digest, or ""
 * @param ledgerFrom size of the ledger before; the entry, if it got there, lies at this index or after it
 */
public record Act(
        String id,
        Instant time,
        String actor,
        String name,
        String subject,
        String systemId,
        String evidenceSha256,
        String body,
        long ledgerFrom) {}
