package zhiheng.bench;

import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.cases.Cases;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.cases.Who;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.packs.PackLibrary;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.cases.CaseFilter;

/**
 * Cases on SQLite and PostgreSQL: CPU of moving one without storage, steps a second that are on the disk with their entry of the
 * ledger, and lists among 100,000. Arguments: how many cases lie there, and steps are taken.
 */
public final class CasesBench {
    private static final int MOVES = 100_000;
    private static final int WRITERS = 16;
    private static final int SYSTEMS = 200;
    private static final int OF_PROVIDER = 10;
    private static final int ROUNDS = 100;

    /** What the provider does in an incident. */
    private static final List<Function<CaseDesk.Deeding, Event>> DEEDS = List.of(
            by -> new Event.Act("known-cii", by.who(), by.at()),
            by -> new Event.Act("known-other", by.who(), by.at()),
            by -> new Event.Act("respond", by.who(), by.at()),
            by -> new Event.File("captured", by.digest(), by.who(), by.at()),
            by -> new Event.Act("contain", by.who(), by.at()),
            by -> new Event.File("first-report", by.digest(), by.who(), by.at()),
            by -> new Event.Act("restore", by.who(), by.at()));

    private CasesBench() {}

    public static void main(String[] args) throws Exception {
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        var packs = Path.of(System.getProperty("zhiheng.home", "."), "packs");
        var library = PackLibrary.load(packs.resolve("library"));
        var procedures =
                Procedures.load(List.of(packs.resolve("incidents"), packs.resolve("procedures")), library::calendar);
        moves(procedures.cases(procedures.of("cn-incident")));
        on("SQLite", Map.of(), packs, procedures, cases, steps);
        var postgres = OwnPostgres.start();
        if (postgres.isEmpty()) {
            System.out.println("PostgreSQL is not installed");
            return;
        }
        try (var own = postgres.get()) {
            on(
                    "PostgreSQL",
                    Map.of("ZHIHENG_DB_URL", own.url(), "ZHIHENG_DB_USER", OwnPostgres.USER),
                    packs,
                    procedures,
                    cases,
                    steps);
        }
    }

    private static void on(
            String name, Map<String, String> environment, Path packs, Procedures procedures, int cases, int steps)
            throws Exception {
        var folder = Files.createTempDirectory("cases-bench");
        var config = Config.of(folder, packs.resolve("library"), "127.0.0.1", 0, environment);
        var url = environment.getOrDefault("ZHIHENG_DB_URL", "jdbc:sqlite:" + folder.resolve("zhiheng.db"));
        Actor boss;
        Actor provider;
        var systems = new ArrayList<String>();
        try (var server = ZhihengServer.start(config)) {
            boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "bench", "Bench", "a long enough one".toCharArray())
                    .actor();
            provider = provider(server, boss, "Provider");
            systems.addAll(systems(server, boss, provider.orgId(), OF_PROVIDER));
            systems.addAll(
                    systems(server, boss, provider(server, boss, "Another").orgId(), SYSTEMS - OF_PROVIDER));
        }
        fill(url, systems, procedures.cases(procedures.of("cn-incident")), cases);
        try (var server = ZhihengServer.start(config);
                var client = HttpClient.newHttpClient()) {
            var desk = server.cases();
            steps(name + ", one writer", desk, provider, systems.getFirst(), 1, steps / 10);
            steps(name + ", 16 writers (warming up)", desk, provider, systems.getFirst(), WRITERS, steps);
            steps(name + ", 16 writers", desk, provider, systems.getFirst(), WRITERS, steps);
            steps(name + ", 64 writers", desk, provider, systems.getFirst(), 4 * WRITERS, steps);
            lists(name + ", officer", desk, new Actor("officer", boss.orgId(), Role.OFFICER), systems.getLast());
            lists(name + ", provider", desk, provider, systems.getFirst());
            var token = server.identity()
                    .createToken(boss, "bench", Role.ADMINISTRATOR)
                    .secret();
            for (var query : List.of("", "?kind=incident&ended=false", "?ended=true")) {
                var request = HttpRequest.newBuilder(server.address().resolve("/api/v1/cases" + query))
                        .header("Authorization", "Bearer " + token)
                        .build();
                Timed.print(name + ", GET /api/v1/cases" + query, 30, ROUNDS, () -> answer(client, request));
            }
        }
    }

    private static Object answer(HttpClient client, HttpRequest request) throws Exception {
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static Actor provider(ZhihengServer server, Actor boss, String name) {
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, name);
        return new Actor("provider of " + name, org.id(), Role.PROVIDER);
    }

    private static List<String> systems(ZhihengServer server, Actor boss, String org, int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ids.add(server.office()
                    .registry()
                    .register(boss, org, "System " + i, "", "", Map.of())
                    .id());
        }
        return ids;
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
                for (var deed : DEEDS) {
                    var event = deed.apply(new CaseDesk.Deeding(company, at.plusSeconds(moved % 2), "d"));
                    c = cases.on(CaseCodec.read(CaseCodec.write(c)), event).next();
                    moved++;
                }
            }
            double micros = (threads.getCurrentThreadCpuTime() - start) / 1e3 / moved;
            System.out.printf(
                    Locale.ROOT,
                    "%-52s %8.1f µs CPU a move, read and written%n",
                    "moving one case (" + round + ")",
                    micros);
        }
    }

    /** Incidents from their opening to their end, each writer one after another. */
    private static void steps(String what, CaseDesk desk, Actor provider, String system, int writers, int steps)
            throws Exception {
        int each = steps / writers / (DEEDS.size() + 1);
        var millis = new double[writers * each * (DEEDS.size() + 1)];
        double cpu = Timed.cpuMillis();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<Void>>();
            for (int writer = 0; writer < writers; writer++) {
                int first = writer * each * (DEEDS.size() + 1);
                all.add(() -> {
                    int at = first;
                    for (int i = 0; i < each; i++) {
                        long from = System.nanoTime();
                        var c = desk.open(provider, "cn-incident", system, "");
                        millis[at++] = (System.nanoTime() - from) / 1e6;
                        for (var deed : DEEDS) {
                            from = System.nanoTime();
                            c = desk.act(provider, c.id(), c.step(), "as it was", deed);
                            millis[at++] = (System.nanoTime() - from) / 1e6;
                        }
                    }
                    return null;
                });
            }
            for (var done : threads.invokeAll(all)) {
                done.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        cpu = (Timed.cpuMillis() - cpu) / millis.length;
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-52s %8.0f durable steps/s  p50 %6.2f ms  p99 %7.2f ms  CPU %5.2f ms a step%n",
                what,
                millis.length / seconds,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                cpu);
    }

    /** A third has ended, and all incidents but one in a hundred. */
    private static void fill(String url, List<String> systems, Cases cases, int count) throws Exception {
        try (var db = DriverManager.getConnection(url, OwnPostgres.USER, "")) {
            db.setAutoCommit(false);
            var company = new Who("p", "o", Procedure.Holder.PROVIDER);
            var at = Instant.parse("2026-09-28T01:00:00Z");
            try (var row = db.prepareStatement(
                    "INSERT INTO moved_case (id, system, procedure, version, kind, stage, ended, step, wake, body)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (int i = 0; i < count; i++) {
                    var id = String.format(Locale.ROOT, "0%031d", i);
                    var system = systems.get(i % systems.size());
                    var c = cases.open(id, system, Map.of(), company, at).next();
                    Object[] values = {
                        id,
                        system,
                        c.procedure(),
                        c.version(),
                        i % 100 == 7 ? "SANDBOX" : "INCIDENT",
                        c.stage(),
                        i % 3 == 0 ? 1 : 0,
                        0L,
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

    private static void lists(String who, CaseDesk desk, Actor actor, String system) throws Exception {
        var first = new CaseFilter(null, null, null, null, 50);
        list(who + ": list", desk, actor, first);
        var far = String.format(Locale.ROOT, "0%031d", 500);
        list(who + ": list, a page far down", desk, actor, new CaseFilter(null, null, null, far, 50));
        list(who + ": open incidents", desk, actor, new CaseFilter(null, Procedure.Kind.INCIDENT, false, null, 50));
        list(who + ": rare kind", desk, actor, new CaseFilter(null, Procedure.Kind.SANDBOX, null, null, 50));
        list(who + ": kind without any", desk, actor, new CaseFilter(null, Procedure.Kind.DRILL, null, null, 50));
        list(who + ": ended", desk, actor, new CaseFilter(null, null, true, null, 50));
        list(who + ": of one system", desk, actor, new CaseFilter(system, null, false, null, 50));
    }

    private static void list(String what, CaseDesk desk, Actor actor, CaseFilter filter) throws Exception {
        Timed.print(what, 20, ROUNDS, () -> desk.list(actor, filter));
        Timed.print(what + ", counted", 20, ROUNDS, () -> desk.count(actor, filter));
    }
}
