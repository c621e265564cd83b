package zhiheng.bench.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import zhiheng.base.Ids;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.journal.Parcel;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.people.Actor;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/**
 * What an office with the embedded database takes from gateways, over real HTTP on this machine: asks for shares, waiting gateways that
 * are told of a stop, records. The askers are plain clients in this process, so they share its cores.
 */
public final class OfficeCosts implements AutoCloseable {
    /** @param stopMillis from the order to the moment at which the last of {@code waiting} gateways had it */
    public record Costs(
            double sharesPerSecond, int waiting, double stopMillis, double recordsPerSecond, double bytesPerRecord) {}

    private static final String SYSTEM = "bot";
    private static final int ASKERS = 8;
    private static final int BATCH = 5_000;

    private final Path data = Files.createTempDirectory("zhiheng-fleet");
    private final HttpClient http = HttpClient.newBuilder()
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final ZhihengServer office;
    private final Actor boss;
    private final String enrolment;

    private OfficeCosts(Path library) throws IOException, InterruptedException {
        office = ZhihengServer.start(Config.of(data, library, "127.0.0.1", 0, Map.of())
                .withGateway(Config.FLEET, java.util.Set.of(), false));
        boss = office.identity()
                .setUp(office.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                .actor();
        permit(PermitState.OPEN);
        var token = office.identity().createToken(boss, "bench", boss.role()).secret();
        enrolment = member(send("/tokens", token, "{\"label\":\"bench\",\"systems\":[\"*\"]}"), "token");
    }

    /** Measures. @param library the folder of packs @param waiting gateways that wait for a stop */
    public static Costs measure(Path library, int waiting, int seconds) throws Exception {
        try (var costs = new OfficeCosts(library)) {
            costs.shares(2); // warm
            double shares = costs.shares(seconds);
            double stop = costs.stop(waiting);
            var batch = costs.batch();
            double records = costs.records(batch, seconds);
            return new Costs(shares, waiting, stop, records, (double) batch.length / BATCH);
        }
    }

    private void permit(PermitState state) {
        var permits = office.gateway().orElseThrow().permits();
        var before = permits.of(SYSTEM);
        var caps = Caps.NONE.with(Cap.CALLS_PER_DAY, 1_000_000_000L);
        permits.change(
                new Permit(
                        SYSTEM,
                        before == null ? 1 : before.version(),
                        state,
                        caps,
                        Scope.anywhere(ZoneOffset.UTC),
                        Terms.DEFAULT,
                        null,
                        Map.of()),
                boss.id(),
                "bench");
    }

    private static String member(String json, String name) {
        return json.replaceAll("(?s).*\"" + name + "\":\"?([^\",}]+).*", "$1");
    }

    private HttpRequest request(String path, String token, HttpRequest.BodyPublisher body, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + office.port() + "/api/v1/fleet" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(body)
                .build();
    }

    private String send(String path, String token, String json) throws IOException, InterruptedException {
        var answer = http.send(
                request(path, token, HttpRequest.BodyPublishers.ofString(json), "application/json"),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private List<String> gateways(int count) throws Exception {
        var tokens = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            tokens.add(member(send("/enrol", enrolment, "{\"name\":\"g" + i + "\"}"), "token"));
        }
        return tokens;
    }

    private double shares(int seconds) throws Exception {
        var tokens = gateways(ASKERS);
        var done = new AtomicInteger();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var day = LocalDate.now(ZoneOffset.UTC);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var token : tokens) {
                threads.submit(() -> {
                    for (int turn = 1; System.nanoTime() < end; turn++) {
                        send(
                                "/shares",
                                token,
                                "{\"boot\":\"b\",\"turn\":" + turn + ",\"systems\":[{\"system\":\"bot\",\"day\":\""
                                        + day
                                        + "\",\"lines\":[{\"cap\":\"callsPerDay\",\"held\":" + turn + ",\"used\":"
                                        + turn
                                        + ",\"wanted\":" + (turn + 8) + "}]}]}");
                        done.incrementAndGet();
                    }
                    return null;
                });
            }
        }
        return done.get() / (double) seconds;
    }

    /** All wait, then the stop comes; the slowest of three rounds is not left out. */
    private double stop(int waiting) throws Exception {
        var tokens = gateways(waiting);
        double worst = 0;
        for (int round = 0; round < 3; round++) {
            permit(PermitState.OPEN);
            var first = send("/follow", tokens.getFirst(), follow("", 0, 0));
            var run = member(first, "run");
            long seen = Long.parseLong(member(first, "upTo"));
            var arrived = new long[waiting];
            var left = new CountDownLatch(waiting);
            for (int i = 0; i < waiting; i++) {
                int who = i;
                http.sendAsync(
                                request(
                                        "/follow",
                                        tokens.get(who),
                                        HttpRequest.BodyPublishers.ofString(follow(run, seen, 20)),
                                        "application/json"),
                                HttpResponse.BodyHandlers.ofString())
                        .whenComplete((answer, failed) -> {
                            arrived[who] = System.nanoTime();
                            left.countDown();
                        });
            }
            Thread.sleep(2_000); // until all wait
            long order = System.nanoTime();
            permit(PermitState.STOPPED);
            left.await();
            worst = Math.max(worst, (Arrays.stream(arrived).max().orElse(order) - order) / 1e6);
        }
        return worst;
    }

    private static String follow(String run, long seen, int wait) {
        return "{\"nonce\":\"0123456789abcdef\",\"run\":\"" + run + "\",\"seen\":" + seen + ",\"wait\":" + wait + "}";
    }

    private byte[] batch() {
        var calls = new ArrayList<Interaction>();
        var ids = new Ids(Clock.systemUTC());
        var digest = "0".repeat(64);
        for (int i = 0; i < BATCH; i++) {
            var id = ids.next();
            calls.add(new Interaction(
                    id,
                    SYSTEM,
                    Instant.now(),
                    "chat/completions",
                    new Ask("model-name", (long) i, null, -1, null, 0, List.of()),
                    "main",
                    1,
                    false,
                    1,
                    200,
                    "",
                    digest,
                    900,
                    digest,
                    1_500,
                    200,
                    300,
                    0,
                    900_000,
                    true,
                    Map.of(),
                    false,
                    "",
                    false,
                    Served.UNSAID));
        }
        return new Parcel(calls, Map.of()).bytes();
    }

    private double records(byte[] warm, int seconds) throws Exception {
        var token = gateways(1).getFirst();
        long offset = 0;
        int batches = 0;
        long begun = System.nanoTime();
        var bytes = warm;
        long making = 0;
        while (System.nanoTime() - begun < seconds * 1_000_000_000L) {
            var path = "/records?journal=j&segment=0&offset=" + offset + "&nextSegment=0&nextOffset="
                    + (offset + bytes.length);
            var answer = http.send(
                    request(path, token, HttpRequest.BodyPublishers.ofByteArray(bytes), "application/octet-stream"),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 204) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
            offset += bytes.length;
            batches++;
            long before = System.nanoTime();
            bytes = batch();
            making += System.nanoTime() - before;
        }
        return batches * (double) BATCH / ((System.nanoTime() - begun - making) / 1e9);
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        office.close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
