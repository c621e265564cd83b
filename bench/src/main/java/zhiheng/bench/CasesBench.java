package zhiheng.bench;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.cases.Cases;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.cases.Who;
import zhiheng.office.people.Role;
import zhiheng.packs.PackLibrary;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** Cases: CPU of moving one, steps a second that are on the disk with their entry of the ledger, and the list among 100,000. */
public final class CasesBench {
    private static final int MOVES = 200_000;
    private static final int CASES = 100_000;
    private static final int WRITERS = 16;
    private static final int STEPS = 1_600;
    private static final int ROUNDS = 200;

    private CasesBench() {}

    public static void main(String[] args) throws Exception {
        var packs = Path.of(System.getProperty("zhiheng.home", "."), "packs");
        var library = PackLibrary.load(packs.resolve("library"));
        var procedures =
                Procedures.load(List.of(packs.resolve("incidents"), packs.resolve("procedures")), library::calendar);
        moves(procedures.cases(procedures.of("cn-incident")));
        var folder = Files.createTempDirectory("cases-bench");
        String token;
        String system;
        try (var server = start(folder, packs)) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "bench", "Bench", "a long enough one".toCharArray())
                    .actor();
            token = server.identity()
                    .createToken(boss, "bench", Role.ADMINISTRATOR)
                    .secret();
            system = server.office()
                    .registry()
                    .register(boss, boss.orgId(), "Bench", "", "", Map.of())
                    .id();
        }
        fill(folder, system, procedures.cases(procedures.of("cn-incident")));
        try (var server = start(folder, packs);
                var client = HttpClient.newHttpClient()) {
            var rest = new Rest(client, server.address(), token);
            list(rest, "list of 100,000, first page", "/api/v1/cases");
            list(rest, "list of 100,000, open incidents", "/api/v1/cases?kind=incident&ended=false");
            list(rest, "list of 100,000, closed", "/api/v1/cases?ended=true");
            steps(rest, system);
        }
    }

    private static ZhihengServer start(Path folder, Path packs) {
        return ZhihengServer.start(Config.of(folder, packs.resolve("library"), "127.0.0.1", 0));
    }

    private record Rest(HttpClient client, URI address, String token) {
        String send(String method, String path, String body) throws Exception {
            var answer = client.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        }
    }

    /** A whole incident again and again, with reading and writing the case as a store would. */
    private static void moves(Cases cases) {
        var company = new Who("p", "o", Procedure.Holder.PROVIDER);
        var threads = ManagementFactory.getThreadMXBean();
        for (var round : List.of("warming up", "measured")) {
            long start = threads.getCurrentThreadCpuTime();
            int moved = 0;
            while (moved < MOVES) {
                var at = Instant.parse("2026-09-28T01:00:00Z");
                Case c = cases.open("c", "s", Map.of(), company, at).next();
                for (var event : List.of(
                        new Event.Act("known-cii", company, at),
                        new Event.Act("known-other", company, at),
                        new Event.Act("respond", company, at),
                        new Event.File("captured", "d", company, at),
                        new Event.Act("contain", company, at),
                        new Event.Pass(at.plusSeconds(7_200)),
                        new Event.File("first-report", "d", company, at.plusSeconds(8_000)),
                        new Event.Act("restore", company, at.plusSeconds(9_000)))) {
                    c = cases.on(CaseCodec.read(CaseCodec.write(c)), event).next();
                    moved++;
                }
            }
            double micros = (threads.getCurrentThreadCpuTime() - start) / 1e3 / moved;
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %10.1f µs CPU a move, read and written (%s)%n",
                    "moving one case",
                    micros,
                    round);
        }
    }

    private static void steps(Rest rest, String system) throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < WRITERS; i++) {
            var opened =
                    rest.send("POST", "/api/v1/cases", "{\"procedure\":\"cn-incident\",\"system\":\"" + system + "\"}");
            ids.add(opened.replaceAll("(?s).*?\"id\":\"([0-9a-f]+)\".*", "$1"));
        }
        var done = new AtomicInteger();
        long start = System.nanoTime();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var id : ids) {
                writers.submit(() -> {
                    for (int version = 0; version < STEPS / WRITERS; version++) {
                        rest.send(
                                "POST",
                                "/api/v1/cases/" + id + "/acts",
                                "{\"version\":" + version + ",\"say\":\"fact\",\"words\":\"step\"}");
                        done.incrementAndGet();
                    }
                    return null;
                });
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-36s %10.0f a second (%d of %d writers)%n",
                "durable steps over REST",
                done.get() / seconds,
                done.get(),
                WRITERS);
    }

    private static void fill(Path folder, String system, Cases cases) throws Exception {
        try (var db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("zhiheng.db"))) {
            db.setAutoCommit(false);
            var company = new Who("p", "o", Procedure.Holder.PROVIDER);
            var at = Instant.parse("2026-09-28T01:00:00Z");
            try (var row = db.prepareStatement(
                    "INSERT INTO moved_case (id, system, procedure, version, kind, stage, ended, step, wake, body)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (int i = 0; i < CASES; i++) {
                    var id = String.format(Locale.ROOT, "0%031d", i);
                    var c = cases.open(id, system, Map.of(), company, at).next();
                    Object[] values = {
                        id,
                        system,
                        c.procedure(),
                        c.version(),
                        "INCIDENT",
                        c.stage(),
                        i % 3 == 0 ? 1 : 0,
                        0,
                        "",
                        CaseCodec.write(c)
                    };
                    for (int k = 0; k < values.length; k++) {
                        row.setObject(k + 1, values[k]);
                    }
                    row.addBatch();
                    if (i % 1000 == 999) {
                        row.executeBatch();
                    }
                }
                row.executeBatch();
            }
            db.commit();
        }
    }

    private static void list(Rest rest, String what, String path) throws Exception {
        var millis = new double[ROUNDS];
        for (int i = -20; i < ROUNDS; i++) {
            long start = System.nanoTime();
            rest.send("GET", path, "");
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT, "%-36s %10.1f ms p50 %8.1f ms p99%n", what, millis[ROUNDS / 2], millis[ROUNDS * 99 / 100]);
    }
}
