package zhiheng.bench;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.cases.Cases;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.cases.Who;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.policy.Likeness;
import zhiheng.packs.PackLibrary;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/**
 * Lists, board, one need with those alike, and a public form among many needs, on SQLite and PostgreSQL, over HTTP. Argument: how many
 * needs lie there.
 */
public final class NeedsBench {
    private static final int ROUNDS = 100;
    private static final int DEPARTMENTS = 40;
    private static final int TEXTS = 20_000;

    private NeedsBench() {}

    public static void main(String[] args) throws Exception {
        int needs = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        var packs = Path.of(System.getProperty("zhiheng.home", "."), "packs");
        on("SQLite", Map.of(), packs, needs);
        var postgres = OwnPostgres.start();
        if (postgres.isEmpty()) {
            System.out.println("PostgreSQL is not installed");
            return;
        }
        try (var own = postgres.get()) {
            on("PostgreSQL", Map.of("ZHIHENG_DB_URL", own.url(), "ZHIHENG_DB_USER", OwnPostgres.USER), packs, needs);
        }
    }

    private static void on(String name, Map<String, String> environment, Path packs, int needs) throws Exception {
        var folder = Files.createTempDirectory("needs-bench");
        var config = Config.of(folder, packs.resolve("library"), "127.0.0.1", 0, environment);
        var url = environment.getOrDefault("ZHIHENG_DB_URL", "jdbc:sqlite:" + folder.resolve("zhiheng.db"));
        var departments = new ArrayList<String>();
        String token;
        try (var server = ZhihengServer.start(config)) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "bench", "Bench", "a long enough one".toCharArray())
                    .actor();
            token = server.identity()
                    .createToken(boss, "bench", Role.ADMINISTRATOR)
                    .secret();
            for (int i = 0; i < DEPARTMENTS; i++) {
                departments.add(server.office()
                        .orgs()
                        .create(boss, Org.Kind.DEPARTMENT, "Department " + i)
                        .id());
            }
        }
        fill(url, packs, departments, needs);
        var one = id(needs / 2);
        try (var server = ZhihengServer.start(config);
                var client = HttpClient.newHttpClient()) {
            for (var path : List.of(
                    "/api/v1/needs",
                    "/api/v1/needs?cursor=" + id(needs / 3),
                    "/api/v1/needs?stage=received",
                    "/api/v1/needs?stage=working",
                    "/api/v1/needs?stage=declined",
                    "/api/v1/needs?late=true",
                    "/api/v1/needs?lead=" + departments.getFirst(),
                    "/api/v1/needs?lead=" + departments.getLast() + "&stage=working",
                    "/api/v1/needs?lead=" + departments.getFirst() + "&late=true",
                    "/api/v1/needs/" + one,
                    "/api/v1/needs/board",
                    "/api/v1/open311/requests")) {
                var request = HttpRequest.newBuilder(server.address().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .build();
                var said = path.length() > 60 ? path.substring(0, 60) + "…" : path;
                Timed.print(name + ", GET " + said, 10, ROUNDS, () -> answer(client, request));
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

    private static String id(int i) {
        return String.format(Locale.ROOT, "0%031d", i);
    }

    /** A need in five waits to be sorted, one in five is in work, a tenth of these late, the others are solved. */
    private static void fill(String url, Path packs, List<String> departments, int count) throws Exception {
        var library = PackLibrary.load(packs.resolve("library"));
        var procedures = Procedures.load(List.of(packs.resolve("procedures")), library::calendar);
        var procedure = procedures.of("cn-need");
        var cases = procedures.cases(procedure);
        var desk = new Who("p", "a", Procedure.Holder.AUTHORITY);
        var at = Instant.now().minus(Duration.ofDays(3));
        try (var db = DriverManager.getConnection(url, OwnPostgres.USER, "")) {
            db.setAutoCommit(false);
            texts(db, procedure, procedures.text(procedure.id()));
            var waiting = cases.open("x", "x", Map.of(), Who.SYSTEM, at).next();
            var working = working(cases, desk, departments.getFirst(), waiting, at);
            var solved = solved(cases, working, departments.getFirst(), at);
            try (var row = db.prepareStatement("INSERT INTO need (id, receipt, source, kind, text, place, stage, lead,"
                            + " proposed, bounces, reopened, opened, updated, due, closed, wake, answer, reason,"
                            + " confirmed, satisfied, joined, body) VALUES (?, ?, '', 'HELP', ?, '', ?, ?, '', 0, 0, ?,"
                            + " ?, ?, ?, '', '', '', ?, ?, '', ?)");
                    var band = db.prepareStatement(
                            "INSERT INTO need_band (band, need) VALUES (?, ?) ON CONFLICT DO" + " NOTHING")) {
                for (int i = 0; i < count; i++) {
                    var id = id(i);
                    var text = "第" + i % TEXTS + "号院" + i % 97 + "单元停水，物业说" + i % 1013 + "点恢复";
                    var c = i % 5 == 0 ? waiting : i % 5 == 1 ? working : solved;
                    var mine = copy(c, id);
                    var time = at.plusMillis(i % 100_000);
                    var due = c.ended()
                            ? ""
                            : time(i % 50 == 1 ? time.minus(Duration.ofDays(9)) : time.plus(Duration.ofDays(9)));
                    var lead = i % 5 == 0 ? "" : departments.get(i % departments.size());
                    Object[] values = {
                        id,
                        "r" + i,
                        text,
                        c.stage(),
                        lead,
                        time(time),
                        time(time),
                        due,
                        c.ended() ? 1 : 0,
                        c.ended() ? "YES" : "NOTHING",
                        c.ended() ? 4 : 0,
                        mine
                    };
                    for (int k = 0; k < values.length; k++) {
                        row.setObject(k + 1, values[k]);
                    }
                    row.addBatch();
                    for (long b : Likeness.of(text).bands()) {
                        band.setLong(1, b);
                        band.setString(2, id);
                        band.addBatch();
                    }
                    if (i % 1000 == 999) {
                        row.executeBatch();
                        band.executeBatch();
                    }
                }
                row.executeBatch();
                band.executeBatch();
            }
            tally(db);
            db.commit();
            db.setAutoCommit(true);
            try (var statement = db.createStatement()) {
                statement.execute("ANALYZE");
            }
        }
    }

    private static void texts(Connection db, Procedure procedure, String text) throws Exception {
        try (var row =
                db.prepareStatement("INSERT INTO moved_case_procedure (id, version, file, text) VALUES (?, ?, ?, ?)")) {
            row.setString(1, procedure.id());
            row.setString(2, procedure.version());
            row.setString(3, procedure.file());
            row.setString(4, text);
            row.executeUpdate();
        }
    }

    private static void tally(Connection db) throws Exception {
        try (var statement = db.createStatement()) {
            statement.execute("INSERT INTO need_tally (lead, name, n) SELECT '', 'stage.' || stage, COUNT(*) FROM need"
                    + " GROUP BY stage");
            statement.execute("INSERT INTO need_tally (lead, name, n) SELECT lead, 'stage.' || stage, COUNT(*) FROM"
                    + " need WHERE lead <> '' GROUP BY lead, stage");
            statement.execute("INSERT INTO need_ending (lead, due, n) SELECT lead, due, COUNT(*) FROM"
                    + " need WHERE closed = 0"
                    + " AND due <> '' GROUP BY lead, due");
        }
    }

    private static Case working(Cases cases, Who desk, String org, Case c, Instant at) {
        var who = new Who("d", org, Procedure.Holder.DEPARTMENT);
        var sent = cases.on(c, new Event.Act("dispatch-now", desk, at)).next();
        return cases.on(sent, new Event.Act("accept", who, at)).next();
    }

    private static Case solved(Cases cases, Case c, String org, Instant at) {
        var who = new Who("d", org, Procedure.Holder.DEPARTMENT);
        var filed = cases.on(c, new Event.File("answer", "d", who, at)).next();
        var replied = cases.on(filed, new Event.Act("reply", who, at)).next();
        return cases.on(replied, new Event.Act("solved", Who.SYSTEM, at)).next();
    }

    /** The same case under another id. */
    private static String copy(Case c, String id) {
        return CaseCodec.write(c).replace("\"x\"", "\"" + id + "\"");
    }

    private static String time(Instant time) {
        return zhiheng.server.ground.sql.Times.text(time);
    }
}
