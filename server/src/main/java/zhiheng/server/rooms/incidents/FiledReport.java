package zhiheng.server.rooms.incidents;

import java.time.Instant;

/**
 * A report that went in.
 *
 * @param receipt what the office that took it gave for it, as a person typed it
 * @param body what was filed, as JSON, to the byte; {@code sha256} its digest
 */
record FiledReport(
        String id,
        String incident,
        String form,
        String kind,
        String receipt,
        String sha256,
        String body,
        Instant filed,
        String filedBy) {}
