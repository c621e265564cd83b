package zhiheng.watch.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each receiver was last told about each group, so that nothing is told twice. */
final class NotificationLog {
    /** How long it is kept, as Alertmanager does by default. */
    static final Duration RETENTION = Duration.ofHours(120);

    record Key(String group, String receiver) {}

    /** @param before what was known before, until the next one, in case this one could not be delivered */
    record Entry(
            Set<Labels> firing,
            Set<Labels> resolved,
            Instant at,
            @Nullable Entry before) {
        Entry {
            firing = Set.copyOf(firing);
            resolved = Set.copyOf(resolved);
        }
    }

    final Map<Key, Entry> entries = new HashMap<>();

    /** Whether the receiver is to be told of this state of the group. */
    boolean news(Key key, Set<Labels> firing, Set<Labels> resolved, RouteNode route, Instant now) {
        var last = entries.get(key);
        if (last == null) {
            return !firing.isEmpty();
        }
        if (!last.firing.containsAll(firing)) {
            return true;
        }
        if (firing.isEmpty()) {
            return !last.firing.isEmpty();
        }
        if (route.tellsEnd && !last.resolved.containsAll(resolved)) {
            return true;
        }
        return last.at.isBefore(now.minus(route.repeatInterval));
    }

    void told(Key key, Set<Labels> firing, Set<Labels> resolved, Instant now) {
        var last = entries.get(key);
        var before = last == null ? null : new Entry(last.firing, last.resolved, last.at, null);
        entries.put(key, new Entry(firing, resolved, now, before));
    }

    /** Forgets what was last told, since it did not arrive. */
    void undo(Key key, Instant at) {
        var last = entries.get(key);
        if (last == null || !last.at.equals(at)) {
            return;
        }
        if (last.before == null) {
            entries.remove(key);
        } else {
            entries.put(key, last.before);
        }
    }

    void forget(Instant now) {
        entries.values().removeIf(entry -> entry.at.plus(RETENTION).isBefore(now));
    }
}
