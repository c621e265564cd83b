package zhiheng.server.rooms.amendments;

import java.time.Instant;
import java.util.List;

/**
 * The packs changed from one wording to another between two starts.
 *
 * @param was digest of the wording before, {@code became} of the one after
 * @param packs the folders in which files changed; {@code shared} among them
 * @param place the last system that was looked at; "" for none
 * @param done whether all were
 */
record Amendment(
        String id, String was, String became, Instant noticed, List<String> packs, String place, boolean done) {
    /** An amendment with how many systems were told of it, and how many of these say that they read it. */
    record Told(Amendment amendment, long told, long read) {}
}
