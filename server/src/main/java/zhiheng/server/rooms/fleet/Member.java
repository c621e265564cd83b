package zhiheng.server.rooms.fleet;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import zhiheng.office.acts.Json;

/**
 * A gateway that was enrolled.
 *
 * @param token by which it was enrolled
 * @param systems the systems that it may know; null for all
 */
record Member(
        String id,
        String token,
        String name,
        @org.jspecify.annotations.Nullable List<String> systems,
        Instant enrolledAt,
        Instant seenAt,
        String version,
        boolean revoked) {
    static final String ALL = "*";

    boolean knows(String system) {
        return systems == null || systems.contains(system);
    }

    static String column(@org.jspecify.annotations.Nullable List<String> systems) {
        return systems == null ? ALL : Json.write(java.util.Map.of("ids", systems));
    }

    static @org.jspecify.annotations.Nullable List<String> systems(String column) {
        return column.equals(ALL)
                ? null
                : ((List<?>) Json.readMap(column).getOrDefault("ids", List.of()))
                        .stream().map(String::valueOf).collect(Collectors.toUnmodifiableList());
    }
}
