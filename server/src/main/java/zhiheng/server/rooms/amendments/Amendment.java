package zhiheng.server.rooms.amendments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packs changed from one wording to another, or days of the law have come under one wording.
 *
 * @param was digest of the wording before, {@code became} of the one after; the same where days have come
 * @param packs the folders in which files changed, {@code shared} among them; of days, the packs in which a rule begins or ends
 * @param place the last system that was looked at; "" for none
 * @param done whether all were
 * @param since from when on days are looked at that have come; null where the wording changed
 */
record Amendment(
        String id,
        String was,
        String became,
        Instant noticed,
        List<String> packs,
        String place,
        boolean done,
        @Nullable Instant since) {
    /** An amendment with how many systems were told of it, and how many of these say that they read it. */
    record Told(Amendment amendment, long told, long read) {}
}
