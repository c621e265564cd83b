package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;

/** A real server on a random port. */
class ApiTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ZhihengServer server;
    private String admin;
    private String acme;
    private String other;
    private String system;

    @BeforeEach
    void start() throws Exception {
        var library = Path.of("src/test/resources/library");
        server = ZhihengServer.start(
                Config.of(folder, library, "127.0.0.1", 0).withGateway(0, java.util.Set.of("127.0.0.1"), false),
                new MovableClock());
        var identity = server.identity();
        var boss = identity.setUp(server.setupToken().orElseThrow(), "boss", "Boss", secret());
        admin = token(boss.actor());
        acme = provider(boss.actor(), "acme");
        other = provider(boss.actor(), "other");
        var made = send("POST", "/api/v1/systems", acme, "{\"name\":\"Hire\",\"facts\":{\"infers\":true}}");
        assertThat(made.statusCode()).isEqualTo(201);
        system = made.headers().firstValue("Location").orElseThrow();
    }

    private String provider(Actor boss, String name) {
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, name);
        return token(server.identity()
                .createPerson(boss, org.id(), name, name, Role.PROVIDER, secret())
                .actor());
    }

    private String token(Actor actor) {
        return server.identity().createToken(actor, "test", actor.role()).secret();
    }

    private static char[] secret() {
        return "a long enough one".toCharArray();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    HttpResponse<String> send(String method, String path, String token, String body, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void problem(HttpResponse<String> response, int status, String says) {
        assertThat(response.body()).contains(says);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void every_route_is_described_and_every_description_is_a_route() throws Exception {
        var described = new TreeSet<String>();
        var path = "";
        var line = Pattern.compile("(  (/\\S*):|    (get|post|put|patch|delete):)");
        for (var text : Files.readAllLines(Path.of("src/main/java/zhiheng/server/house/openapi.yaml"))) {
            var match = line.matcher(text);
            if (match.matches()) {
                path = match.group(2) != null ? match.group(2) : path;
                if (match.group(3) != null) {
                    described.add(match.group(3).toUpperCase() + " " + path);
                }
            }
        }
        var routes = new TreeSet<String>();
        server.endpoints()
                .forEach(e -> routes.add(e.method() + " "
                        + e.path().replaceAll(":(\\w+)", "{$1}").replace("*", "{path}")));
        assertThat(routes).isEqualTo(described);
    }

    @Test
    void nobody_gets_anything_without_token_or_cookie() throws Exception {
        for (var path : List.of("/api/v1/systems", system, "/ledger/checkpoint", "/api/v1/ledger/0")) {
            problem(send("GET", path, "", ""), 401, "Sign in");
            problem(send("GET", path, "zh_wrong", ""), 401, "Sign in");
        }
    }

    @Test
    void the_served_log_is_verified_from_outside_by_whoever_may_see_all() {
        server.ledger().checkpoint();
        var log = server.address().resolve("/ledger");
        var report = zhiheng.ledger.LedgerVerifier.verify(log, null, null, admin);
        assertThat(report.ok()).as("%s", report.lines()).isTrue();
        assertThat(zhiheng.ledger.LedgerVerifier.verify(log, null, null, other).ok())
                .isFalse();
    }

    @Test
    void other_peoples_ids_do_not_exist() throws Exception {
        problem(send("GET", system, other, ""), 404, "not yours");
        problem(send("GET", system + "/dossier", other, ""), 404, "not yours");
        problem(send("PATCH", system, other, "{\"version\":1,\"name\":\"x\"}"), 404, "not yours");
        problem(
                send("PUT", system + "/duties/T-FIRM", other, "{\"state\":\"PLANNED\",\"version\":0}"),
                404,
                "not yours");
        problem(send("GET", "/ledger/tile/entries/000.p/1", other, ""), 404, "not yours");
        problem(send("GET", "/api/v1/people", acme, ""), 403, "administrator");
        assertThat(send("GET", system, admin, "").statusCode()).isEqualTo(200);
    }

    @Test
    void bad_bodies_are_refused_clearly() throws Exception {
        var systems = "/api/v1/systems";
        problem(send("POST", systems, acme, "{\"name\":"), 400, "not a JSON object");
        problem(send("POST", systems, acme, "[1]"), 400, "not a JSON object");
        problem(send("POST", systems, acme, "{\"nmae\":\"x\"}"), 400, "Did you mean 'name'");
        problem(send("POST", systems, acme, "{\"name\":7}"), 400, "must be text");
        problem(send("POST", systems, acme, "{\"name\":\"x\",\"facts\":{\"infer\":true}}"), 422, "infers");
        problem(
                send("POST", systems, acme, "{\"name\":\"x\",\"facts\":" + "[".repeat(50) + "]".repeat(50) + "}"),
                400,
                "JSON");
        problem(send("POST", systems, acme, "{\"name\":\"" + "x".repeat(300) + "\"}"), 422, "shorten");
        problem(send("POST", systems, acme, "name=x", "Content-Type", "text/plain"), 415, "application/json");
        problem(send("POST", systems, acme, "{\"name\":\"" + "x".repeat(2 << 20) + "\"}"), 413, "1048576");
        assertThat(send("GET", systems, acme, "").body()).doesNotContain("\"x\"");
    }

    @Test
    void a_stale_or_missing_version_is_refused() throws Exception {
        var first = send("PATCH", system, acme, "{\"facts\":{\"uses\":[\"hiring\"]}}", "If-Match", "\"1\"");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("ETag")).contains("\"2\"");
        problem(send("PATCH", system, acme, "{\"facts\":{\"uses\":[]}}", "If-Match", "\"1\""), 409, "Open it again");
        problem(send("PATCH", system, acme, "{\"name\":\"x\"}"), 428, "version");
    }

    @Test
    void a_cookie_needs_its_csrf_token_to_change_anything() throws Exception {
        var in = send("POST", "/api/v1/session", "", "{\"login\":\"boss\",\"password\":\"a long enough one\"}");
        var set = in.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Lax");
        var cookie = set.split(";")[0];
        var org = "{\"kind\":\"PROVIDER\",\"name\":\"New\"}";
        problem(send("POST", "/api/v1/orgs", "", org, "Cookie", cookie), 403, "X-CSRF-Token");
        problem(send("POST", "/api/v1/orgs", "", org, "Cookie", cookie, "X-CSRF-Token", "no"), 403, "X-CSRF-Token");
        var csrf = zhiheng.office.acts.Json.readMap(in.body()).get("csrf").toString();
        assertThat(send("POST", "/api/v1/orgs", "", org, "Cookie", cookie, "X-CSRF-Token", csrf)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void the_sixth_wrong_password_must_wait() throws Exception {
        for (var i = 0; i < 5; i++) {
            problem(send("POST", "/api/v1/session", "", "{\"login\":\"boss\",\"password\":\"wrong\"}"), 401, "wrong");
        }
        var right = "{\"login\":\"boss\",\"password\":\"a long enough one\"}";
        problem(send("POST", "/api/v1/session", "", right), 429, "minutes");
    }

    @Test
    void a_file_comes_back_only_as_a_download() throws Exception {
        var path = system + "/duties/T-FIRM/evidence?title=Page&fileName=..%2F..%2Fx.html";
        var added = send("POST", path, acme, "<script>", "Content-Type", "text/html");
        assertThat(added.statusCode()).isEqualTo(201);
        var content = send("GET", added.headers().firstValue("Location").orElseThrow() + "/content", acme, "");
        assertThat(content.body()).isEqualTo("<script>");
        assertThat(content.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(content.headers().firstValue("Content-Disposition")).contains("attachment; filename*=UTF-8''x.html");
    }

    @Test
    void paths_cannot_leave_the_ledgers_folder() throws Exception {
        for (var trick :
                List.of("../private/key", "%2e%2e/%2e%2e/zhiheng.db", "0/..%2f..%2fprivate", "0/000/../../x")) {
            assertThat(send("GET", "/ledger/tile/" + trick, admin, "").statusCode())
                    .isIn(400, 404);
        }
    }

    @Test
    void classify_keeps_its_contract_and_stores_nothing() throws Exception {
        var size = server.ledger().size();
        var reply = send(
                "POST",
                "/api/v1/classify",
                acme,
                "{\"name\":\"N\",\"asOf\":\"2026-01-01\",\"facts\":{\"infers\":true,\"uses\":[\"hiring\"]}}");
        var json = zhiheng.office.acts.Json.readMap(reply.body());
        assertThat(json).containsKeys("system", "asOf", "outcomes", "duties", "open", "upcoming", "notes");
        var outcome = (Map<?, ?>) ((List<?>) json.get("outcomes")).getFirst();
        assertThat(outcome.get("ref")).isEqualTo("Art1");
        assertThat(outcome.get("tier")).isEqualTo("high");
        assertThat(server.ledger().size()).isEqualTo(size);
    }

    @Test
    void an_entry_comes_with_a_proof_and_errors_speak_chinese() throws Exception {
        var last = server.ledger().size() - 1;
        var proof = send("GET", "/api/v1/ledger/" + last, acme, "");
        assertThat(proof.body()).contains("system.registered", "\"proof\"", "\"checkpoint\"");
        problem(send("GET", "/api/v1/ledger/" + last, other, ""), 404, "not yours");
        problem(send("GET", "/api/v1/ledger/999", admin, "", "Accept-Language", "zh-CN"), 404, "无权查看");
    }

    @Test
    void a_provider_cannot_make_a_token_that_sees_more() {
        var actor = server.identity().token(acme).orElseThrow();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> server.identity().createToken(actor, "x", Role.AUDITOR)))
                .hasMessageContaining("no more rights");
    }

    @Test
    void the_setup_link_works_once() {
        var token = server.setupToken().orElseThrow();
        assertThat(server.identity().setupOpen(token)).isFalse();
        assertThat(server.identity().newSetupToken()).isEmpty();
    }
}
