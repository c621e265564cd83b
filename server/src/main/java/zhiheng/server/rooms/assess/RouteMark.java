package zhiheng.server.rooms.assess;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.upstream.Route;
import zhiheng.office.duties.Sha256;

/** What a route leads to, as a digest: addresses and the names of models there. Keys, weights and times change no model. */
final class RouteMark {
    private RouteMark() {}

    /** "" for no route. */
    static String of(@Nullable Route route) {
        if (route == null) {
            return "";
        }
        var leads = route.upstreams().stream()
                .map(u -> u.base() + " " + new TreeMap<>(u.models()))
                .sorted()
                .collect(Collectors.joining("\n"));
        return Sha256.of(leads.getBytes(StandardCharsets.UTF_8));
    }
}
