package zhiheng.server.rooms.exports;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.upstream.Route;
import zhiheng.office.exports.Upstream;

/** The upstreams of a route, as the inventory has them. */
public final class Upstreams {
    private Upstreams() {}

    /** None for a system without a route. */
    public static List<Upstream> of(@Nullable Route route) {
        return route == null
                ? List.of()
                : route.upstreams().stream()
                        .map(u -> Upstream.at(
                                u.base(),
                                List.copyOf(u.models().values()),
                                !u.key().isEmpty()))
                        .toList();
    }
}
