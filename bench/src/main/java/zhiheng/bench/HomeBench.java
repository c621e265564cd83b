package zhiheng.bench;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.SystemFile;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/**
 * The first page of each role, whole and over HTTP, with {@code home [SYSTEMS]} systems (100,000) of 200 organisations, on SQLite and
 * PostgreSQL. The systems are copies of those in {@code examples/}, with the duties that the shipped packs find for them, under other
 * ids. One person asks after the other; the answer is read to its end.
 */
public final class HomeBench {
    private static final String PASSWORD = "a long enough one";
    private static final int ORGS = 200;
    private static final int WARM = 20;
    private static final int ROUNDS = 60;
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final List<String> PAGES = List.of(
            "/",
            "/systems",
            "/duties",
            "/duties?show=overdue",
            "/duties?sort=state",
            "/duties?sort=-owner",
            "/duties?sort=system",
            "/duties?sort=law");

    private HomeBench() {}

    public static void main(String[] args) throws Exception {
        int systems = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        on("SQLite", Map.of(), systems);
        var postgres = OwnPostgres.start();
        if (postgres.isEmpty()) {
            System.out.println("PostgreSQL is not installed");
            return;
        }
        try (var own = postgres.get()) {
            on("PostgreSQL", Map.of("ZHIHENG_DB_URL", own.url(), "ZHIHENG_DB_USER", OwnPostgres.USER), systems);
        }
    }

    private static void on(String name, Map<String, String> environment, int systems) throws Exception {
        var home = Path.of(System.getProperty("zhiheng.home", "."));
        var folder = Files.createTempDirectory("home-bench");
        var config = Config.of(folder, home.resolve("packs/library"), "127.0.0.1", 0, environment);
        var url = environment.getOrDefault("ZHIHENG_DB_URL", "jdbc:sqlite:" + folder.resolve("zhiheng.db"));
        var orgs = new ArrayList<String>();
        int examples;
        try (var server = ZhihengServer.start(config)) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "administrator", "Bench", PASSWORD.toCharArray())
                    .actor();
            for (int i = 0; i < ORGS; i++) {
                orgs.add(server.office()
                        .orgs()
                        .create(boss, Org.Kind.PROVIDER, "Provider " + i)
                        .id());
            }
            person(server, boss, boss.orgId(), "officer", Role.OFFICER);
            person(server, boss, boss.orgId(), "auditor", Role.AUDITOR);
            person(server, boss, orgs.getFirst(), "provider", Role.PROVIDER);
            examples = register(server, boss, home.resolve("examples"), orgs.getFirst());
        }
        long from = System.nanoTime();
        try (var db = DriverManager.getConnection(url, OwnPostgres.USER, "")) {
            if (environment.isEmpty()) { // what would be lost in a crash is made again
                run(db, "PRAGMA synchronous = OFF");
                run(db, "PRAGMA cache_size = -1000000");
            }
            db.setAutoCommit(false);
            multiply(db, environment.isEmpty(), orgs, systems / examples - 1);
            db.commit();
            db.setAutoCommit(true);
            if (!environment.isEmpty()) { // as its own housekeeping would, sooner or later
                run(db, "VACUUM ANALYZE");
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d systems, %,d duties, made in %.0f s%n",
                    name,
                    number(db, "SELECT COUNT(*) FROM ai_system"),
                    number(db, "SELECT COUNT(*) FROM duty_line"),
                    (System.nanoTime() - from) / 1e9);
        }
        try (var server = ZhihengServer.start(config)) {
            for (var role : List.of("provider", "officer", "auditor", "administrator")) {
                for (var page : PAGES) {
                    pages(name + ", " + role + ", ", server.address(), role, page);
                }
            }
        }
    }

    private static void person(ZhihengServer server, Actor boss, String org, String login, Role role) {
        server.identity().createPerson(boss, org, login, login, role, PASSWORD.toCharArray());
    }

    private static int register(ZhihengServer server, Actor boss, Path folder, String org) throws Exception {
        PackLibrary library = server.library();
        try (var files = Files.list(folder)) {
            var found = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            for (var file : found) {
                var system = SystemFile.read(library, file);
                server.office()
                        .registry()
                        .register(
                                boss,
                                org,
                                system.name(),
                                system.description(),
                                system.purpose(),
                                system.facts().asMap());
            }
            return found.size();
        }
    }

    /** Each system {@code copies} times more, spread over the organisations, with all that follows from it. */
    private static void multiply(Connection db, boolean sqlite, List<String> orgs, int copies) throws SQLException {
        run(db, "CREATE TABLE bench_org (n BIGINT PRIMARY KEY, id TEXT NOT NULL)");
        try (var insert = db.prepareStatement("INSERT INTO bench_org (n, id) VALUES (?, ?)")) {
            for (int i = 0; i < orgs.size(); i++) {
                insert.setLong(1, i);
                insert.setString(2, orgs.get(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (var table : List.of("ai_system", "system_tier", "duty_line", "system_word")) {
            var indexes = indexes(db, sqlite, table);
            for (var name : indexes.keySet()) {
                run(db, "DROP INDEX " + name);
            }
            copy(db, table, table.equals("ai_system") ? "id" : "system_id", copies);
            for (var index : indexes.values()) { // made at once they cost a tenth of what they cost row by row
                run(db, index);
            }
        }
        run(db, "DROP TABLE bench_org");
    }

    /** Indexes but those of keys, and the statements that make them. */
    private static Map<String, String> indexes(Connection db, boolean sqlite, String table) throws SQLException {
        var result = new LinkedHashMap<String, String>();
        var sql = sqlite
                ? "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
                : "SELECT indexname, indexdef FROM pg_indexes WHERE indexname NOT LIKE '%_pkey' AND tablename = ?";
        try (var statement = db.prepareStatement(sql)) {
            statement.setString(1, table);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    result.put(row.getString(1), row.getString(2));
                }
            }
        }
        return result;
    }

    private static void copy(Connection db, String table, String id, int copies) throws SQLException {
        var into = new ArrayList<String>();
        var values = new ArrayList<String>();
        try (var row = db.createStatement().executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                var column = row.getMetaData().getColumnName(i);
                into.add(column);
                values.add(
                        column.equals(id)
                                ? "substr(t." + id + ", 1, 22) || CAST(1000000000 + s.n AS TEXT)"
                                : column.equals("org_id") ? "o.id" : "t." + column);
            }
        }
        run(
                db,
                "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < " + copies + ") INSERT INTO "
                        + table + " (" + String.join(", ", into) + ") SELECT " + String.join(", ", values)
                        + " FROM s JOIN bench_org o ON o.n = s.n % " + ORGS + " CROSS JOIN (SELECT * FROM " + table
                        + ") t");
    }

    private static void run(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static long number(Connection db, String sql) throws SQLException {
        try (var statement = db.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void pages(String who, URI address, String login, String page) throws Exception {
        try (var browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var at = address.resolve("/sign-in");
            var csrf = CSRF.matcher(browser.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString())
                    .body());
            if (!csrf.find()) {
                throw new IllegalStateException("no form to sign in with");
            }
            var form = "csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) + "&login=" + login
                    + "&password=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8) + "&to=%2F";
            browser.send(
                    HttpRequest.newBuilder(at)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.discarding());
            var request = HttpRequest.newBuilder(address.resolve(page)).build();
            Timed.print(who + page, WARM, ROUNDS, () -> {
                var answer = browser.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(page + ": " + answer.statusCode());
                }
                return answer;
            });
        }
    }
}
