package zhiheng.server.rooms.telemetry;

import java.time.Instant;
import zhiheng.watch.wire.TraceParent;

/**
 * How an alert came from a call over the log and the job to this server.
 *
 * @param call the place of the call that raised it
 * @param job the place of the job that found it, in the same trace
 * @param observed when the call came
 * @param logged when the log took what was observed
 * @param found when the job told the alert
 * @param filed when it was in the database
 */
public record AlertWay(
        TraceParent call,
        TraceParent job,
        String system,
        String monitor,
        Instant observed,
        Instant logged,
        Instant found,
        Instant filed) {}
