package zhiheng.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Registry;
import zhiheng.server.house.Config;
import zhiheng.server.house.Peers;
import zhiheng.server.house.ServerNode;
import zhiheng.server.house.ZhihengServer;

/**
 * What a durable write costs without HTTP: systems renamed (change, act, entry of the ledger) in the process of the server that leads,
 * on a PostgreSQL that forces its commits. {@code writes [WRITERS] [SECONDS]}.
 */
public final class WritesBench {
    private static final int WARM_UP = 60_000;
    private static final int WARM_UP_SECONDS = 30;

    private WritesBench() {}

    public static void main(String[] args) throws Exception {
        int writers = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 24;
        var postgres = OwnPostgres.start();
        if (postgres.isEmpty()) {
            System.out.println("PostgreSQL is not installed");
            return;
        }
        var folder = Files.createTempDirectory("bench-writes");
        try (var own = postgres.get()) {
            var config = Config.of(
                            folder.resolve("server"),
                            Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/library"),
                            "127.0.0.1",
                            0,
                            Map.of("ZHIHENG_DB_URL", own.url(), "ZHIHENG_DB_USER", OwnPostgres.USER))
                    .withGateway(0, Set.of(), true)
                    .withPeers(new Peers(
                            "only for the benchmark, and long",
                            "127.0.0.1",
                            0,
                            folder.resolve("shared"),
                            Peers.CUT_OFF_AFTER,
                            PermitState.STOPPED));
            try (var node = ServerNode.start(config, Clock.systemDefaultZone(), led -> {})) {
                run(node.server().orElseThrow(), own, writers, seconds);
            }
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void run(ZhihengServer server, OwnPostgres postgres, int writers, int seconds) throws Exception {
        var boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "bench", "Bench", "only for the benchmark".toCharArray())
                .actor();
        var registry = server.office().registry();
        var systems = new ArrayList<AiSystem>();
        for (int i = 0; i < writers; i++) {
            systems.add(registry.register(boss, boss.orgId(), "Bot " + i, "", "", Map.of()));
        }
        write(registry, boss, systems, WARM_UP, WARM_UP_SECONDS);
        double own = Timed.cpuMillis();
        double database = postgres.cpu() * 1000;
        long from = System.nanoTime();
        var millis = write(registry, boss, systems, Long.MAX_VALUE, seconds);
        double took = (System.nanoTime() - from) / 1e9;
        own = (Timed.cpuMillis() - own) * 1000 / millis.length;
        database = (postgres.cpu() * 1000 - database) * 1000 / millis.length;
        System.out.printf(
                Locale.ROOT,
                "%d writers: %,.0f writes/s, p50 %.1f ms, p99 %.1f ms; CPU of a write: server %.0f µs, PostgreSQL %.0f"
                        + " µs%n",
                writers,
                millis.length / took,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                own,
                database);
    }

    /** Until so many are written, or for so long. Returns how long each took, the shortest first. */
    private static double[] write(Registry registry, Actor boss, ArrayList<AiSystem> systems, long most, int seconds)
            throws Exception {
        var nanos = new ConcurrentLinkedQueue<Long>();
        var written = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < systems.size(); i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> {
                var system = systems.get(number);
                while (System.nanoTime() < end && written.get() < most) {
                    long begun = System.nanoTime();
                    system = registry.rename(
                            boss,
                            system.id(),
                            system.version(),
                            "Bot " + number + " " + system.version(),
                            system.description(),
                            system.purpose());
                    nanos.add(System.nanoTime() - begun);
                    written.incrementAndGet();
                }
                systems.set(number, system);
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return nanos.stream().mapToDouble(each -> each / 1e6).sorted().toArray();
    }
}
