package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.bench.gateway.Calls;
import zhiheng.bench.gateway.Nginx;
import zhiheng.bench.gateway.OpenLoop;
import zhiheng.bench.gateway.Served;
import zhiheng.bench.gateway.Wrk;

/**
 * The gateway with permit, inspection of 2 kB with 50,000 terms and labels on, beside nginx {@code proxy_pass}, a bare proxy on the
 * same server library and {@code @portkey-ai/gateway}, before one stub, over 64 connections, plain and streamed. First as fast as each
 * can ({@code wrk}), then at a fixed rate ({@link OpenLoop}): half of what the gateway could under the same sender of calls, which
 * shares the cores, or half of what the peer itself could where that is less; then at a quarter. Peers come from
 * {@code scripts/install-bench-peers}; one that is not there is left out and said so. Arguments: seconds for each measurement;
 * {@code streams} for streams alone.
 */
public final class GatewayBench {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 3;
    /** Before the first figures of each kind: while code is still being compiled, the compiler takes one of two cores. */
    private static final int FIRST_WARM_UP_SECONDS = 20;

    private static final String STUB = "stub alone";
    private static final String BARE = "bare Vert.x proxy";
    private static final String GATEWAY = "zhiheng, all on";
    private static final String SERVED = "zhiheng serve, with SQLite and watch";

    private final Path folder;
    private final Wrk wrk;
    private final int seconds;
    /** Whether streamed. */
    private final List<Boolean> kinds;

    private final List<Process> processes = new ArrayList<>();

    private GatewayBench(Path folder, int seconds, List<Boolean> kinds) {
        this.folder = folder;
        wrk = new Wrk(folder, CONNECTIONS);
        this.seconds = seconds;
        this.kinds = kinds;
    }

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        var kinds = args.length > 1 && args[1].equals("streams") ? List.of(true) : List.of(false, true);
        var bench = new GatewayBench(Files.createTempDirectory("gateway-bench"), seconds, kinds);
        try (var served = Served.start()) {
            bench.run(served);
        } finally {
            bench.processes.forEach(Process::destroyForcibly);
        }
    }

    private record Server(int port, String key) {}

    private void run(Served served) throws Exception {
        int stub = served.stub;
        var servers = new LinkedHashMap<String, Server>();
        servers.put(STUB, new Server(stub, "bench"));
        nginx(stub, servers);
        int bare = Served.free();
        java("bare", bare, stub);
        servers.put(BARE, new Server(bare, "bench"));
        int zhiheng = Served.free();
        java("zhiheng", zhiheng, stub);
        servers.put(GATEWAY, new Server(zhiheng, "bench"));
        servers.put(SERVED, new Server(served.gatewayPort, served.key));
        portkey(servers);
        for (var server : servers.values()) {
            Served.awaits(server.port);
        }
        for (boolean streamed : kinds) {
            System.out.println(
                    "\n| " + (streamed ? "SSE stream of 21 events" : "plain JSON")
                            + ", as fast as it goes | requests/s | p50 | p99 | not 2xx | of Portkey |\n|---|---|---|---|---|---|");
            var results = new LinkedHashMap<String, Wrk.Measured>();
            for (var server : servers.entrySet()) {
                var script = wrk.script(streamed, stub, server.getValue().key);
                wrk.run(server.getValue().port, script, FIRST_WARM_UP_SECONDS, List.of());
                results.put(server.getKey(), wrk.run(server.getValue().port, script, seconds, List.of()));
            }
            print(results);
            double most = most(streamed, stub, servers.get(GATEWAY), results.get(GATEWAY));
            atFixedRate(streamed, stub, servers, results, most / 2);
            atFixedRate(streamed, stub, servers, results, most / 4);
        }
    }

    private static void print(Map<String, Wrk.Measured> results) {
        var portkey = results.get("Portkey");
        results.forEach((name, m) -> System.out.printf(
                "| %s | %,.0f | %s | %s | %d | %s |%n",
                name,
                m.rate(),
                m.median(),
                m.p99(),
                m.bad(),
                portkey == null ? "–" : "%.1f ×".formatted(m.rate() / portkey.rate())));
    }

    /** Added p99 is a difference of two p99s: the server's and that of the stub (or the bare proxy) at the same rate. */
    private void atFixedRate(
            boolean streamed, int stub, Map<String, Server> servers, Map<String, Wrk.Measured> closed, double wanted)
            throws Exception {
        System.out.println("\n| " + (streamed ? "SSE stream of 21 events" : "plain JSON")
                + ", at a fixed rate | calls/s | p50, ms | p99 | p99.9 | added p99 to the stub | to the bare proxy | not 200 or broken |\n"
                + "|---|---|---|---|---|---|---|---|");
        var p99 = new HashMap<String, Double>();
        for (var server : servers.entrySet()) {
            var name = server.getKey();
            double rate = Math.floor(
                    Math.min(wanted, Objects.requireNonNull(closed.get(name)).rate() / 2));
            var request = request(streamed, stub, server.getValue());
            try (var load = new OpenLoop(server.getValue().port, CONNECTIONS, n -> request, answer -> {})) {
                var result =
                        load.run(rate, Duration.ofSeconds(seconds + WARM_UP_SECONDS), (long) rate * WARM_UP_SECONDS);
                p99.put(name, result.millis(99));
                boolean same = rate == Math.floor(wanted);
                System.out.printf(
                        "| %s | %,.0f | %.2f | %.2f | %.2f | %s | %s | %d |%n",
                        name,
                        rate,
                        result.millis(50),
                        result.millis(99),
                        result.millis(99.9),
                        same ? added(result.millis(99), p99.get(STUB)) : "–",
                        same ? added(result.millis(99), p99.get(BARE)) : "–",
                        result.bad() + result.broken() + result.refused());
            }
        }
    }

    /** How many calls a second are answered when more are sent than can be. */
    private static double most(boolean streamed, int stub, @Nullable Server server, Wrk.@Nullable Measured closed)
            throws Exception {
        var to = Objects.requireNonNull(server);
        var request = request(streamed, stub, to);
        double rate = 0;
        for (int i = 0; i < 2; i++) { // the first time the sender itself is still being compiled
            try (var load = new OpenLoop(to.port, CONNECTIONS, n -> request, answer -> {})) {
                long begun = System.nanoTime();
                var result = load.run(1.2 * Objects.requireNonNull(closed).rate(), Duration.ofSeconds(5), 0);
                rate = result.answered() * 1e9 / (System.nanoTime() - begun);
            }
        }
        System.out.printf("%nThe gateway under this sender at its limit: %,.0f calls/s%n", rate);
        return rate;
    }

    private static byte[] request(boolean streamed, int stub, Server server) {
        return Calls.request(
                streamed,
                server.key,
                "x-portkey-provider: openai\r\nx-portkey-custom-host: http://127.0.0.1:" + stub + "/v1\r\n");
    }

    private static String added(double millis, @Nullable Double base) {
        return base == null ? "–" : "%+.2f".formatted(millis - base);
    }

    private void java(String mode, int port, int stub) throws IOException {
        processes.add(Served.java(
                folder.resolve(mode + ".log"), "zhiheng.bench.gateway.Servers", mode, "" + port, "" + stub));
    }

    private void start(List<String> command, String name) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    private void nginx(int stub, Map<String, Server> servers) throws IOException {
        var nginx = Nginx.start(folder, stub);
        if (nginx != null) {
            processes.add(nginx.process());
            servers.put("nginx proxy_pass", new Server(nginx.port(), "bench"));
        }
    }

    private void portkey(Map<String, Server> servers) throws IOException {
        var server = Path.of(System.getProperty("zhiheng.home", "."))
                .resolve("bench/peers/node_modules/@portkey-ai/gateway/build/start-server.js");
        if (!Files.exists(server)) {
            System.out.println("@portkey-ai/gateway is not installed; see scripts/install-bench-peers");
            return;
        }
        int port = Served.free();
        start(List.of("node", server.toString(), "--port=" + port, "--headless"), "portkey");
        servers.put("Portkey", new Server(port, "bench"));
    }
}
