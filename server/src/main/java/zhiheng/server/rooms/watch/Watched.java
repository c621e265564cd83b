package zhiheng.server.rooms.watch;

import java.time.Instant;

/**
 * What reached the monitors of one metric of one system.
 *
 * @param since when the first datum was observed, {@code newest} the last
 */
public record Watched(String system, String metric, Instant since, Instant newest, long observations) {
    static Watched of(String system, String metric, long millis) {
        var at = Instant.ofEpochMilli(millis);
        return new Watched(system, metric, at, at, 1);
    }

    /** Both together; they are of one stream. */
    Watched and(Watched other) {
        return new Watched(
                system,
                metric,
                since.isBefore(other.since) ? since : other.since,
                newest.isAfter(other.newest) ? newest : other.newest,
                observations + other.observations);
    }
}
