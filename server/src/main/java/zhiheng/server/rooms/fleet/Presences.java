package zhiheng.server.rooms.fleet;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What gateways said of themselves when they asked last, as far as this run of this server heard it. */
final class Presences {
    /**
     * One gateway.
     *
     * @param heard when it asked last
     * @param run of which the number is; "" where it never said one
     * @param seen the number of the last change that it has, see {@link Bulletin}
     * @param leaving whether it takes no new calls, since it is about to stop
     */
    record Presence(Instant heard, String run, long seen, boolean leaving) {}

    private final Map<String, Presence> last = new ConcurrentHashMap<>();

    /** It asked what changed since the number that it has. */
    void follows(String gateway, Presence said) {
        last.put(gateway, said);
    }

    /** It asked for something else. */
    void heard(String gateway, Instant now) {
        last.compute(
                gateway,
                (id, before) -> before == null
                        ? new Presence(now, "", 0, false)
                        : new Presence(now, before.run(), before.seen(), before.leaving()));
    }

    Optional<Presence> of(String gateway) {
        return Optional.ofNullable(last.get(gateway));
    }
}
