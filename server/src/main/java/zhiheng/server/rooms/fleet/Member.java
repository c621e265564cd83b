package zhiheng.server.rooms.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        @Nullable List<String> systems,
        Instant enrolledAt,
        Instant seenAt,
        String version,
        boolean revoked) {
    static final String ALL = "*";

    boolean knows(String system) {
        return systems == null || systems.contains(system);
    }

    static String column(@Nullable List<String> systems) {
        return systems == null ? ALL : Json.write(Map.of("ids", systems));
    }

    static @Nullable List<String> systems(String column) {
        return column.equals(ALL)
                ? null
                : ((List<?>) Json.readMap(column).getOrDefault("ids", List.of()))
                        .stream().map(String::valueOf).collect(Collectors.toUnmodifiableList());
    }
}
