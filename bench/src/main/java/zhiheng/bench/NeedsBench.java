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
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import zhiheng.cases.Procedures;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.packs.PackLibrary;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/**
 * Lists and each pair of their filters, the board, one need with those alike, and a receipt among many needs, on SQLite and PostgreSQL,
 * by REST and on pages, over HTTP and one after the other. Argument: how many needs lie there, see {@link NeedsFill}.
 */
public final class NeedsBench {
    private static final int ROUNDS = 40;
    private static final int WARM = 30;
    /** Of one address the public form takes few an hour. */
    private static final int RECEIPTS_WARM = 10;

    private static final int RECEIPTS = 20;
    private static final int DEPARTMENTS = 40;
    private static final String PASSWORD = "a long enough one";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

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
                    .setUp(server.setupToken().orElseThrow(), "bench", "Bench", PASSWORD.toCharArray())
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
            server.identity()
                    .createPerson(
                            boss, departments.get(1), "official", "official", Role.PROVIDER, PASSWORD.toCharArray());
        }
        fill(name, url, packs, departments, needs);
        try (var server = ZhihengServer.start(config)) {
            rest(name, server.address(), token, departments, needs);
            pages(name, server.address(), "bench", boardAndLists(departments, needs));
            pages(
                    name,
                    server.address(),
                    "official",
                    List.of("/needs", "/needs?stage=late", "/needs?stage=part", "/needs-board"));
        }
        delete(folder);
    }

    private static void fill(String name, String url, Path packs, List<String> departments, int needs)
            throws Exception {
        var library = PackLibrary.load(packs.resolve("library"));
        var procedures = Procedures.load(List.of(packs.resolve("procedures")), library::calendar);
        var procedure = procedures.of("cn-need");
        long start = System.nanoTime();
        var batched = url.startsWith("jdbc:postgresql") ? url + "?reWriteBatchedInserts=true" : url;
        try (var db = DriverManager.getConnection(batched, OwnPostgres.USER, "")) {
            new NeedsFill(db, departments, needs)
                    .fill(procedures.cases(procedure), procedure, procedures.text(procedure.id()));
            var counted = new ArrayList<String>();
            for (var table : List.of("need", "need_part", "need_step", "need_band", "need_tally", "need_ending")) {
                try (var statement = db.createStatement();
                        var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                    rows.next();
                    counted.add(table + " " + rows.getLong(1));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s filled in %.1f s: %s%n",
                    name,
                    (System.nanoTime() - start) / 1e9,
                    String.join(", ", counted));
        }
    }

    /** What is asked for by REST, by the words it is printed under. */
    private static Map<String, String> lists(List<String> departments, int needs) {
        var lead = departments.get(1);
        var asked = new LinkedHashMap<String, String>();
        asked.put("all", "");
        asked.put("all, deep in the list", "?cursor=" + NeedsFill.id(needs / 3));
        for (var part : List.of("", "&part=true")) {
            for (var of : List.of("", "&lead=" + lead)) {
                for (var stage : List.of("", "&stage=received", "&stage=working", "&stage=declined", "&stage=stuck")) {
                    for (var late : List.of("", "&late=true")) {
                        if (!(stage + late + of).isEmpty() && (part.isEmpty() || !of.isEmpty())) {
                            asked.put(
                                    (stage + late + part + (of.isEmpty() ? "" : "&lead")).substring(1),
                                    "?limit=50" + stage + late + of + part);
                        }
                    }
                }
            }
        }
        return asked;
    }

    private static void rest(String name, URI address, String token, List<String> departments, int needs)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var paths = new LinkedHashMap<String, String>();
            lists(departments, needs).forEach((said, query) -> paths.put("needs " + said, "/api/v1/needs" + query));
            // waiting ones are looked at for those alike
            paths.put("one with those alike", "/api/v1/needs/" + NeedsFill.id(needs / 10 * 5));
            paths.put("board", "/api/v1/needs/board");
            paths.put("open311", "/api/v1/open311/requests");
            for (var path : paths.entrySet()) {
                var request = HttpRequest.newBuilder(address.resolve(path.getValue()))
                        .header("Authorization", "Bearer " + token)
                        .build();
                Timed.print(name + ", GET " + path.getKey(), WARM, ROUNDS, () -> answer(client, request));
            }
            var receipt = HttpRequest.newBuilder(address.resolve("/api/v1/needs/receipt"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"receipt\":\"" + NeedsFill.receipt(needs / 2) + "\"}"))
                    .build();
            Timed.print(name + ", POST receipt", RECEIPTS_WARM, RECEIPTS, () -> answer(client, receipt));
        }
    }

    private static List<String> boardAndLists(List<String> departments, int needs) {
        var lead = "lead=" + departments.get(1);
        return List.of(
                "/needs",
                "/needs?stage=late",
                "/needs?stage=stuck",
                "/needs?stage=received",
                "/needs?stage=solved&after=" + NeedsFill.id(needs / 3),
                "/needs?" + lead,
                "/needs?stage=working&" + lead,
                "/needs?stage=late&" + lead,
                "/needs?stage=stuck&" + lead,
                "/needs/" + NeedsFill.id(needs / 10 * 5),
                "/needs/" + NeedsFill.id(needs / 2),
                "/needs-board");
    }

    private static void pages(String name, URI address, String login, List<String> paths) throws Exception {
        try (var client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            signIn(client, address, login);
            for (var path : paths) {
                var said = path.replaceAll("[0-9a-f]{24,}", "…");
                var request = HttpRequest.newBuilder(address.resolve(path)).build();
                Timed.print(name + ", page " + said + " (" + login + ")", WARM, ROUNDS, () -> answer(client, request));
            }
        }
    }

    private static void signIn(HttpClient client, URI address, String login) throws Exception {
        var shown =
                client.send(HttpRequest.newBuilder(address.resolve("/sign-in")).build(), BodyHandlers.ofString());
        var csrf = CSRF.matcher(shown.body());
        if (!csrf.find()) {
            throw new IllegalStateException("no form to sign in with");
        }
        var form = "csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) + "&login=" + login + "&password="
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8) + "&to=%2F";
        client.send(
                HttpRequest.newBuilder(address.resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Object answer(HttpClient client, HttpRequest request) throws Exception {
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static void delete(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
