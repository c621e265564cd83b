package zhiheng.server.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.law.RememberedPacks;

/**
 * Makes a server that follows quick at taking over. It reads the packs, and opens and uses an empty office once in a folder that is
 * thrown away, so that the program is loaded and in part compiled by the time it counts: on its first opening an office spends most of
 * its time on that. It is once a process, in the background, and reaches nothing outside.
 */
final class Rehearsal {
    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

    /** A server that leads at once has no need of it. */
    private static final Duration AFTER = Duration.ofSeconds(1);

    private static final int CHANGES = 200;
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static volatile boolean done;

    private Rehearsal() {}

    /** Begins in a moment, where this server still {@code follows} then. */
    static void later(Config config, BooleanSupplier follows) {
        if (!BEGUN.getAndSet(true)) {
            Thread.ofPlatform()
                    .name("rehearsal")
                    .daemon()
                    .priority(Thread.MIN_PRIORITY)
                    .start(() -> run(config, follows));
        }
    }

    /** Whether this process has been through it. */
    static boolean done() {
        return done;
    }

    private static void run(Config config, BooleanSupplier follows) {
        try {
            Thread.sleep(AFTER);
            if (!follows.getAsBoolean()) {
                BEGUN.set(false);
                return;
            }
            RememberedPacks.hold(config.library());
            var folder = Files.createTempDirectory("zhiheng-rehearsal");
            try {
                open(Config.of(folder, config.library(), Config.DEFAULT_HOST, 0, Map.of())
                        .withGateway(0, Set.of(), true));
                done = true;
            } finally {
                delete(folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            LOG.log(System.Logger.Level.INFO, "taking over will take longer, since it could not be tried: {0}", e);
        }
    }

    private static void open(Config config) {
        try (var server = ZhihengServer.start(config, Clock.systemUTC())) {
            var who = new Actor("rehearsal", "", Role.ADMINISTRATOR);
            var org = server.office().orgs().create(who, Org.Kind.AUTHORITY, "Rehearsal");
            var registry = server.office().registry();
            var system = registry.register(who, org.id(), "Rehearsal", "", "", Map.of());
            for (int i = 0; i < CHANGES; i++) {
                system = registry.rename(who, system.id(), system.version(), "Rehearsal " + i, "", "");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
