package zhiheng.server.rooms.sandbox;

import java.time.Instant;

/**
 * What a look at the harm of one stage showed.
 *
 * @param visit how often the stage had been entered
 * @param calls that passed since
 * @param judged those whose time for coming to light was over
 * @param harmful calls known to be harmful
 * @param bound below which harm is to be proven
 */
record Look(
        Instant time,
        String stage,
        int visit,
        long calls,
        long judged,
        long harmful,
        double low,
        double estimate,
        double high,
        double bound) {}
