package zhiheng.server.rooms.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.ledger.Publicity;
import zhiheng.server.testing.SmallPacks;

/** A server with a gateway, two people of the authority, a provider with a system, and its participation in the template sandbox. */
abstract class SandboxAtWork {
    static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    final HttpClient client = HttpClient.newHttpClient();
    final MovableClock clock = new MovableClock();
    ZhihengServer server;
    Path packs;
    String boss;
    String colleague;
    String company;
    String stranger;
    String system;
    String id;
    /** Whose token it is, for new ones once it has run out. */
    final Map<String, Actor> people = new HashMap<>();
    /** Who follows the ledger; nobody. */
    Publicity publicity = Publicity.NONE;

    @BeforeEach
    void start() throws Exception {
        packs = SmallPacks.in(folder);
        open();
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        people.put(boss, first.actor());
        colleague = person(first.orgId(), "colleague", Role.OFFICER);
        var acme = server.office().orgs().create(first.actor(), Org.Kind.PROVIDER, "acme");
        company = person(acme.id(), "lin", Role.PROVIDER);
        stranger = person(
                server.office()
                        .orgs()
                        .create(first.actor(), Org.Kind.PROVIDER, "other")
                        .id(),
                "chen",
                Role.PROVIDER);
        system = server.office()
                .registry()
                .register(first.actor(), acme.id(), "Bot", "", "", Map.of("infers", true))
                .id();
        id = json(ok(rest(
                        company,
                        "POST",
                        "/api/v1/cases",
                        "{\"procedure\":\"template-sandbox\",\"system\":\"" + system + "\"}")))
                .get("id")
                .asString();
    }

    void open() {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment())
                        .withGateway(0, Set.of(), true)
                        .withPublicity(publicity),
                clock);
    }

    /** Where the database is; the embedded one. */
    Map<String, String> environment() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    String person(String org, String login, Role role) {
        var made = server.identity()
                .createPerson(
                        server.identity().token(this.boss).orElseThrow(),
                        org,
                        login,
                        login,
                        role,
                        PASSWORD.toCharArray());
        var token = server.identity().createToken(made.actor(), "t", role).secret();
        people.put(token, made.actor());
        return token;
    }

    HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Accept-Language", "en");
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    String at(String more) {
        return "/api/v1/sandboxes/" + id + more;
    }

    long version() throws Exception {
        return json(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")))
                .get("version")
                .asLong();
    }

    JsonNode act(String token, String members) throws Exception {
        return json(ok(rest(
                token, "POST", "/api/v1/cases/" + id + "/acts", "{\"version\":" + version() + "," + members + "}")));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    HttpResponse<String> terms(String token, String waived, String more) throws Exception {
        var until = today().plusDays(200);
        return rest(
                token,
                "POST",
                at("/terms"),
                "{\"version\":" + version() + ",\"until\":\"" + until + "\",\"regions\":[\"CN-BJ\"],"
                        + "\"steps\":[{\"stage\":\"step-100\",\"users\":100,\"callsPerDay\":2000},"
                        + "{\"stage\":\"step-1000\",\"users\":1000},{\"stage\":\"step-10000\",\"users\":10000}],"
                        + "\"waivers\":[{\"duty\":\"" + waived + "\",\"until\":\"" + until + "\"}],"
                        + "\"inspected\":1,\"verdictDays\":0,\"keepContentDays\":0" + more + "}");
    }

    void examined() throws Exception {
        act(company, "\"file\":\"application\",\"words\":\"our plan\"");
        act(company, "\"act\":\"submit\"");
        ok(terms(boss, "T-SOFT", ""));
        act(boss, "\"file\":\"conflict\",\"words\":\"none\"");
        act(boss, "\"act\":\"publish\"");
        act(boss, "\"file\":\"comments\",\"words\":\"none\"");
        act(boss, "\"vote\":\"panel\",\"yes\":true");
        act(colleague, "\"vote\":\"panel\",\"yes\":true");
    }

    void admitted() throws Exception {
        examined();
        act(boss, "\"act\":\"admit\"");
        act(colleague, "\"act\":\"admit\"");
        Await.until("the permit is put on", () -> users() == 100);
    }

    long users() {
        var permit = server.gateway().orElseThrow().permits().of(system);
        return permit == null || permit.state() == PermitState.STOPPED
                ? 0
                : permit.caps().usersPerDay();
    }

    String dutyState() {
        try {
            var dossier = ok(rest(boss, "GET", "/api/v1/systems/" + system + "/dossier", ""));
            for (var duty : json(dossier).get("duties")) {
                if (duty.get("id").asString().equals("T-SOFT")) {
                    return duty.get("state").asString();
                }
            }
            return "";
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Calls as an application makes them; on behalf of a few users. */
    void calls(int count) throws Exception {
        var key = json(ok(rest(boss, "POST", "/api/v1/systems/" + system + "/keys", "{\"label\":\"app\"}")))
                .get("key")
                .asString();
        var address =
                URI.create("http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/v1/chat/completions");
        var before = passed();
        for (int i = 0; i < count; i++) {
            var answer = client.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .header("X-Zhiheng-Region", "CN-BJ")
                            .POST(BodyPublishers.ofString("{\"model\":\"m\",\"user\":\"u" + i % 7
                                    + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        Await.until("the calls are recorded", () -> passed() == before + count);
    }

    long passed() {
        return server.gateway()
                .orElseThrow()
                .interactions()
                .passed(
                        system,
                        clock.instant().minus(Duration.ofDays(100)),
                        clock.instant().plusSeconds(1));
    }

    JsonNode look() throws Exception {
        return json(ok(rest(boss, "POST", at("/look"), "")));
    }

    void inspect(int harmful) throws Exception {
        clock.pass(Duration.ofMinutes(15));
        look();
        int done = 0;
        for (var drawn :
                json(ok(rest(boss, "GET", at("/inspections?limit=200"), ""))).get("items")) {
            ok(rest(
                    boss,
                    "POST",
                    at("/inspections/" + drawn.get("interaction").asString()),
                    "{\"harmful\":" + (done++ < harmful) + "}"));
        }
    }
}
