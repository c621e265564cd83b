package zhiheng.server.rooms.guide;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation answered about itself.
 *
 * @param version 0 before anything was answered
 * @param time null before
 */
record Profile(
        String org,
        long version,
        Map<String, Object> facts,
        @Nullable Instant time) {
    static Profile none(String org) {
        return new Profile(org, 0, Map.of(), null);
    }

    /**
     * A guide that somebody took note of.
     *
     * @param facts the answers behind it
     */
    record Noted(long number, String asOf, Map<String, String> state, Map<String, Object> facts, Instant time) {}
}
