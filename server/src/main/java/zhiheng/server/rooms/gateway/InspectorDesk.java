package zhiheng.server.rooms.gateway;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/** The inspectors in force, and the act of reading their files again. */
public final class InspectorDesk implements AutoCloseable {
    /** Calls under way end with the inspectors they began with; none of those may take longer than half of this. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Path folder;
    private final Vertx vertx;
    private final Destinations destinations;
    private final @Nullable Outbox outbox;
    private final Inspectors inspectors;
    private SlowInspectorFile slow;
    private volatile Set<String> named;

    /** @throws Refusal naming the file that cannot be used */
    InspectorDesk(Path folder, Vertx vertx, Destinations destinations, @Nullable Outbox outbox) {
        this.folder = folder;
        this.vertx = vertx;
        this.destinations = destinations;
        this.outbox = outbox;
        slow = new SlowInspectorFile(folder, vertx, destinations, System::getenv);
        try {
            var settings = InspectorFiles.load(folder, slow);
            inspectors = new Inspectors(settings);
            named = named(settings);
        } catch (Refusal e) {
            slow.close();
            throw e;
        }
    }

    /** For a gateway by itself, whose inspectors are read again by a restart, not by an act. */
    public static InspectorDesk alone(Path folder, Vertx vertx, Destinations destinations) {
        return new InspectorDesk(folder, vertx, destinations, null);
    }

    public Inspectors inspectors() {
        return inspectors;
    }

    /** The ids that permits can name beside those that are always there. */
    public Set<String> named() {
        return named;
    }

    private static Set<String> named(InspectorSettings settings) {
        var ids = new TreeSet<>(settings.slow().keySet());
        settings.lists().keySet().forEach(name -> ids.add("terms:" + name));
        return Collections.unmodifiableSet(ids);
    }

    /**
     * Takes up what the files say now; where something in them is wrong, what was in force stays.
     *
     * @return the ids that permits can name beside those that are always there
     */
    public synchronized Set<String> reload(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("仅管理员可重新加载检查器。", "Only an administrator reads the inspectors again.");
        }
        var next = new SlowInspectorFile(folder, vertx, destinations, System::getenv);
        InspectorSettings settings;
        try {
            settings = InspectorFiles.load(folder, next);
        } catch (Refusal e) {
            next.close();
            throw Refusal.invalid(e.text().zh(), e.text().en());
        }
        var ids = named(settings);
        Objects.requireNonNull(outbox, "no office")
                .record((tx, acts) -> acts.add(
                        actor, "gateway.inspectors.reloaded", "inspectors", "", "", Map.of("inspectors", ids)));
        inspectors.use(settings);
        named = ids;
        var before = slow;
        slow = next;
        vertx.setTimer(GRACE.toMillis(), late -> Thread.startVirtualThread(before::close));
        return ids;
    }

    @Override
    public synchronized void close() {
        slow.close();
    }
}
