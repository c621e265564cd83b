package zhiheng.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.Peers;
import zhiheng.server.house.ServerNode;
import zhiheng.server.house.ZhihengServer;

/**
 * Two servers as processes on one PostgreSQL that forces its commits: {@code servers [CLIENTS] [SECONDS] [ROUNDS]}. First, writes a
 * second (a system renamed: change, act, entry of the ledger) with half of the clients at either; then how long no write is
 * acknowledged when the one that leads is killed; then how long a stop order, given at either, takes to be refused by at the gateways
 * of both. With 0 rounds only the writes. Beside the writes it says what CPU each cost in each process: the clock depends on what else
 * the machine does, this hardly.
 *
 * <p>{@code -Dzhiheng.bench.jvm=OPTIONS} goes to the servers, {@code %d} in it being the number of each: a profile with
 * {@code -XX:StartFlightRecording=filename=/tmp/server%d.jfr}.
 */
public final class ServersBench {
    private static final String SECRET = "only for the benchmark, and long";
    /** Programs that are cold spend most of their time on becoming warm. */
    private static final int WARM_UP = 60_000;

    private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(60);
    private static final int ORDERS = 100;

    private final Path work = Files.createTempDirectory("bench-servers");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process[] processes = new Process[2];
    private final URI[] offices = new URI[2];
    private final int[] gateways = new int[2];
    private final List<String> systems = new ArrayList<>();
    private final String database;
    private String bearer = "";
    private String key = "";

    private ServersBench(String database) throws IOException {
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        int clients = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        var postgres = OwnPostgres.start();
        if (postgres.isEmpty()) {
            System.out.println("PostgreSQL is not installed");
            return;
        }
        try (var own = postgres.get()) {
            var bench = new ServersBench(own.url());
            try {
                bench.setUp(clients);
                bench.start(0);
                bench.start(1);
                System.out.println("| | wanted | measured |\n|---|---|---|");
                bench.writes(clients, seconds, own);
                if (rounds > 0) {
                    bench.failovers(rounds);
                    bench.stops();
                }
            } finally {
                bench.stop();
            }
        }
    }

    private static Path library() {
        return Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/library");
    }

    private void setUp(int clients) {
        var config = Config.of(
                        work.resolve("server0"),
                        library(),
                        "127.0.0.1",
                        0,
                        Map.of(
                                "ZHIHENG_DB_URL",
                                database,
                                "ZHIHENG_DB_USER",
                                OwnPostgres.USER,
                                "ZHIHENG_DB_PASSWORD",
                                ""))
                .withGateway(0, Set.of(), true)
                .withPeers(new Peers(
                        SECRET, "127.0.0.1", 0, work.resolve("shared"), Peers.CUT_OFF_AFTER, PermitState.STOPPED));
        try (var node = ServerNode.start(config, Clock.systemDefaultZone(), led -> {})) {
            fill(node.server().orElseThrow(), clients);
        }
    }

    private void fill(ZhihengServer server, int clients) {
        var boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "bench", "Bench", "only for the benchmark".toCharArray())
                .actor();
        bearer = "Bearer "
                + server.identity()
                        .createToken(boss, "bench", Role.ADMINISTRATOR)
                        .secret();
        for (int i = 0; i < clients; i++) {
            systems.add(server.office()
                    .registry()
                    .register(boss, boss.orgId(), "Bot " + i, "", "", Map.of())
                    .id());
        }
        var gateway = server.gateway().orElseThrow();
        gateway.permits().change(Permit.open(systems.getFirst(), ZoneOffset.UTC), boss.id(), "bench");
        key = gateway.keys().create(boss, systems.getFirst(), "bench").key();
    }

    /** Starts it, and waits until it leads, or is ready to. */
    private void start(int number) throws IOException {
        var command = new ArrayList<String>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:NewSize=256m", // as the launcher does
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dzhiheng.home=" + System.getProperty("zhiheng.home", "."),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(Stream.of(System.getProperty("zhiheng.bench.jvm", "").split(" "))
                .filter(option -> !option.isEmpty())
                .map(option -> option.replace("%d", Integer.toString(number)))
                .toList());
        command.addAll(List.of("zhiheng.server.cli.Main", "serve"));
        command.addAll(List.of("--data", work.resolve("server" + number).toString()));
        command.addAll(List.of("--shared", work.resolve("shared").toString()));
        command.addAll(List.of("--library", library().toString(), "--lang", "en", "--sample-upstream"));
        command.addAll(List.of("--port", "0", "--gateway-port", "0", "--peer-port", "0"));
        var builder = new ProcessBuilder(command)
                .redirectError(work.resolve("server" + number + ".log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ZHIHENG_"));
        builder.environment()
                .putAll(Map.of(
                        "ZHIHENG_DB_URL",
                        database,
                        "ZHIHENG_DB_USER",
                        OwnPostgres.USER,
                        "ZHIHENG_DB_PASSWORD",
                        "",
                        "ZHIHENG_PEER_SECRET",
                        SECRET));
        var process = builder.start();
        processes[number] = process;
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        boolean leads = false;
        for (String line; (line = said.readLine()) != null; ) {
            if (line.startsWith("Zhiheng is ready")) {
                offices[number] = URI.create(line.substring(line.indexOf("http")));
            } else if (line.startsWith("Gateway")) {
                gateways[number] =
                        URI.create(line.substring(line.indexOf("http"))).getPort();
            } else if (line.startsWith("This server leads")) {
                leads = true;
            } else if (line.startsWith(leads ? "Ctrl-C" : "This server is ready to take over")) {
                return;
            }
        }
        throw new IOException("server " + number + " did not start; see " + work);
    }

    private HttpResponse<String> rest(int server, String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(offices[server].resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", bearer)
                        .header("Content-Type", "application/json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Renames its system over and over, on one connection. */
    private final class Client implements AutoCloseable {
        private final String path;
        private final PlainClient connection;
        private long version;

        Client(int number) throws IOException {
            path = "/api/v1/systems/" + systems.get(number);
            connection = new PlainClient(offices[number % 2], bearer);
            look();
        }

        private void look() throws IOException {
            version = number(connection.send("GET", path, "").body());
        }

        boolean write() throws IOException {
            var answer = connection.send(
                    "PATCH", path, "{\"version\":" + version + ",\"name\":\"Bot " + path + version + "\"}");
            if (answer.status() != 200) {
                look();
                return false;
            }
            version = number(answer.body());
            return true;
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }

        private static long number(String json) {
            int at = json.lastIndexOf("\"version\":") + "\"version\":".length();
            int end = at;
            while (Character.isDigit(json.charAt(end))) {
                end++;
            }
            return Long.parseLong(json.substring(at, end));
        }
    }

    /** CPU so far, in milliseconds: of the clients, the one that leads, the one that follows, and PostgreSQL. */
    private double[] cpu(OwnPostgres postgres, int leads) throws IOException {
        return new double[] {
            Timed.cpuMillis(),
            Run.cpu(processes[leads].pid()) * 1000,
            Run.cpu(processes[1 - leads].pid()) * 1000,
            postgres.cpu() * 1000
        };
    }

    private void writes(int clients, int seconds, OwnPostgres postgres) throws Exception {
        int leads = leader();
        var written = new AtomicLong();
        var refused = new AtomicLong();
        var nanos = new ConcurrentLinkedQueue<Long>();
        var early = new AtomicLong();
        var from = new AtomicLong(Long.MAX_VALUE);
        var to = new AtomicLong(Long.MAX_VALUE);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < clients; i++) {
            var client = new Client(i);
            threads.add(Thread.ofPlatform().start(() -> {
                try (client) {
                    while (System.nanoTime() < to.get()) {
                        long begun = System.nanoTime();
                        boolean done = client.write();
                        if (begun < from.get()) {
                            early.incrementAndGet();
                        } else if (System.nanoTime() < to.get()) {
                            (done ? written : refused).incrementAndGet();
                            nanos.add(System.nanoTime() - begun);
                        }
                    }
                } catch (IOException e) {
                    refused.incrementAndGet();
                }
            }));
        }
        long begun = System.nanoTime();
        long most = begun + WARM_UP_AT_MOST.toNanos();
        while (early.get() < WARM_UP && System.nanoTime() < most) {
            Thread.sleep(100);
        }
        var before = cpu(postgres, leads);
        from.set(System.nanoTime());
        to.set(from.get() + TimeUnit.SECONDS.toNanos(seconds));
        Thread.sleep(Duration.ofSeconds(seconds));
        var after = cpu(postgres, leads);
        for (var thread : threads) {
            thread.join();
        }
        System.out.printf("(%,d writes in %d s before)%n", early.get(), (from.get() - begun) / 1_000_000_000);
        System.out.printf(
                "| durable writes/s, %d clients at two servers | ≥ 3,000 | %,.0f, p50 %.1f ms, p99 %.1f ms, %d not"
                        + " done |%n",
                clients, written.get() / (double) seconds, millis(nanos, 0.5), millis(nanos, 0.99), refused.get());
        var each = new double[after.length];
        Arrays.setAll(each, i -> (after[i] - before[i]) * 1000 / written.get());
        System.out.printf(
                "| CPU of a write, µs | – | clients %.0f, the one that leads %.0f, the one that follows %.0f, PostgreSQL"
                        + " %.0f, together %.0f |%n",
                each[0], each[1], each[2], each[3], Arrays.stream(each).sum());
    }

    private static double millis(Iterable<Long> nanos, double share) {
        var sorted = new ArrayList<Long>();
        nanos.forEach(sorted::add);
        sorted.sort(Comparator.naturalOrder());
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size()))) / 1e6;
    }

    private int leader() throws Exception {
        while (true) {
            for (int i = 0; i < 2; i++) {
                try {
                    if (rest(i, "GET", "/health/servers", "").body().contains("\"leader\",")) {
                        return i;
                    }
                } catch (IOException e) {
                    // killed
                }
            }
            Thread.sleep(50);
        }
    }

    /** One that takes over has stood by for a while. */
    private void awaitRehearsal(int server) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!rest(server, "GET", "/health/servers", "").body().contains("\"rehearsed\":true")) {
            if (System.nanoTime() > end) {
                System.out.println("(a server that has not rehearsed takes over)");
                return;
            }
            Thread.sleep(50);
        }
    }

    private void failovers(int rounds) throws Exception {
        var pauses = new ArrayList<Long>();
        for (int round = 0; round < rounds; round++) {
            int leads = leader();
            int other = 1 - leads;
            awaitRehearsal(other);
            try (var client = new Client(other)) { // its number is its server
                while (!client.write()) {}
                long killed = System.nanoTime();
                processes[leads].destroyForcibly().waitFor();
                while (true) {
                    try {
                        if (client.write()) {
                            break;
                        }
                    } catch (IOException e) {
                        // not yet
                    }
                }
                pauses.add(System.nanoTime() - killed);
            }
            start(leads);
        }
        System.out.printf(
                "| killed: until the other acknowledges a write, %d rounds | ≤ 5 s | p50 %.2f s, longest %.2f s |%n",
                rounds, millis(pauses, 0.5) / 1000, millis(pauses, 1) / 1000);
    }

    private int call(int gateway) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + gateways[gateway] + "/v1/chat/completions"))
                                .timeout(Duration.ofSeconds(30))
                                .header("Authorization", "Bearer " + key)
                                .POST(BodyPublishers.ofString(
                                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private void stops() throws Exception {
        var times = new ConcurrentLinkedQueue<Long>();
        for (int order = 0; order < ORDERS; order++) {
            order(order % 2, "open");
            while (call(0) != 200 || call(1) != 200) {}
            long sent = System.nanoTime();
            var watching = new ArrayList<Thread>();
            for (int gateway = 0; gateway < 2; gateway++) {
                int at = gateway;
                watching.add(Thread.ofVirtual().start(() -> {
                    try {
                        while (call(at) == 200) {}
                        times.add(System.nanoTime() - sent);
                    } catch (Exception e) {
                        times.add(Long.MAX_VALUE);
                    }
                }));
            }
            order(order % 2, "stopped");
            for (var thread : watching) {
                thread.join();
            }
        }
        System.out.printf(
                "| stop order until refused at the gateways of both, %d orders | p99 ≤ 1 s | p50 %.0f ms, p99 %.0f ms |%n",
                ORDERS, millis(times, 0.5), millis(times, 0.99));
    }

    private void order(int server, String state) throws Exception {
        var path = "/api/v1/systems/" + systems.getFirst() + "/permit/state";
        int status = rest(server, "POST", path, "{\"state\":\"" + state + "\",\"reason\":\"bench\"}")
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException("order answered with " + status);
        }
    }

    private void stop() throws Exception {
        for (var process : processes) {
            if (process != null) {
                process.destroy();
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
        }
        try (var files = Files.walk(work)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
