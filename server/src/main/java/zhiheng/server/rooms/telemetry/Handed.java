package zhiheng.server.rooms.telemetry;

import java.time.Instant;

/**
 * How records came from a gateway that runs by itself.
 *
 * @param gateway its id
 * @param arrived when the batch was here
 * @param stored when it was in the database
 */
public record Handed(String gateway, Instant arrived, Instant stored) {}
