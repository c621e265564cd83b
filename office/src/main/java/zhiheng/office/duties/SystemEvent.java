package zhiheng.office.duties;

import java.time.Instant;

/**
 * Something that happened to a system and starts periods of law.
 *
 * @param event as the packs name it, see {@link zhiheng.packs.TriggerEvent}
 * @param happenedAt when it became known
 * @param note for people, never for the ledger
 */
public record SystemEvent(
        String id, String systemId, String event, Instant happenedAt, String note, String recordedBy) {}
