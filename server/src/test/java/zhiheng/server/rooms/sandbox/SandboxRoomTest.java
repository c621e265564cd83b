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
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** A sandbox at work on a real server with a gateway: what two persons decide is what calls may do. */
class SandboxRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock();
    private ZhihengServer server;
    private Path packs;
    private String boss;
    private String colleague;
    private String company;
    private String stranger;
    private String system;
    private String id;

    @BeforeEach
    void start() throws Exception {
        packs = SmallPacks.in(folder);
        open();
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
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

    private void open() {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment())
                        .withGateway(0, Set.of(), true),
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

    private String person(String org, String login, Role role) {
        var made = server.identity()
                .createPerson(
                        server.identity().token(this.boss).orElseThrow(),
                        org,
                        login,
                        login,
                        role,
                        PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", role).secret();
    }

    private HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
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

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    private static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    private String at(String more) {
        return "/api/v1/sandboxes/" + id + more;
    }

    private long version() throws Exception {
        return json(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")))
                .get("version")
                .asLong();
    }

    private JsonNode act(String token, String members) throws Exception {
        return json(ok(rest(
                token, "POST", "/api/v1/cases/" + id + "/acts", "{\"version\":" + version() + "," + members + "}")));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private HttpResponse<String> terms(String token, String waived, String more) throws Exception {
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

    private void examined() throws Exception {
        act(company, "\"file\":\"application\",\"words\":\"our plan\"");
        act(company, "\"act\":\"submit\"");
        ok(terms(boss, "T-SOFT", ""));
        act(boss, "\"file\":\"conflict\",\"words\":\"none\"");
        act(boss, "\"act\":\"publish\"");
        act(boss, "\"file\":\"comments\",\"words\":\"none\"");
        act(boss, "\"vote\":\"panel\",\"yes\":true");
        act(colleague, "\"vote\":\"panel\",\"yes\":true");
    }

    private void admitted() throws Exception {
        examined();
        act(boss, "\"act\":\"admit\"");
        act(colleague, "\"act\":\"admit\"");
        Await.until("the permit is put on", () -> users() == 100);
    }

    private long users() {
        var permit = server.gateway().orElseThrow().permits().of(system);
        return permit == null || permit.state() == PermitState.STOPPED
                ? 0
                : permit.caps().usersPerDay();
    }

    private String dutyState() {
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
    private void calls(int count) throws Exception {
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

    private long passed() {
        return server.gateway()
                .orElseThrow()
                .interactions()
                .passed(
                        system,
                        clock.instant().minus(Duration.ofDays(100)),
                        clock.instant().plusSeconds(1));
    }

    private JsonNode look() throws Exception {
        return json(ok(rest(boss, "POST", at("/look"), "")));
    }

    private void inspect(int harmful) throws Exception {
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

    @Test
    void two_persons_decide_and_the_terms_are_the_permit_until_the_exit() throws Exception {
        examined();
        var proposed = json(ok(rest(boss, "GET", at(""), "")));
        assertThat(proposed.at("/permits/0/permit/caps/usersPerDay").asLong()).isEqualTo(100);
        assertThat(proposed.at("/permits/1/permit/scope/regions/0").asString()).isEqualTo("CN-BJ");
        act(boss, "\"act\":\"admit\"");
        assertThat(users()).as("one person puts nothing on").isZero();
        act(colleague, "\"act\":\"admit\"");
        Await.until("the permit is put on", () -> users() == 100);
        var permit = json(ok(rest(boss, "GET", "/api/v1/systems/" + system + "/permit", "")));
        assertThat(permit.at("/caps/callsPerDay").asLong()).isEqualTo(2000);
        assertThat(permit.get("expires").asString())
                .startsWith(today().plusDays(200).toString());
        Await.until("the duty is exempted", () -> dutyState().equals("EXEMPTED"));
        assertThat(json(ok(rest(boss, "GET", at(""), ""))).get("decidedBy")).hasSize(2);

        act(boss, "\"act\":\"stop\"");
        Await.until("nothing passes", () -> users() == 0);
        Await.until("the duty is owed again", () -> dutyState().equals("NOT_ASSESSED"));
        server.close();
        open();
        assertThat(users()).as("after a restart").isZero();
    }

    @Test
    void a_stage_is_left_upwards_by_proof_alone_and_the_caps_grow_with_it() throws Exception {
        admitted();
        calls(110);
        assertThat(look().get("advice").asString()).isEqualTo("stay");
        assertThat(rest(
                                boss,
                                "POST",
                                "/api/v1/cases/" + id + "/acts",
                                "{\"version\":" + version() + ",\"act\":\"widen\"}")
                        .body())
                .contains("upper bound");
        clock.pass(Duration.ofMinutes(15));
        var unjudged = look();
        assertThat(unjudged.at("/looks/0/high").asDouble())
                .as("drawn calls without a verdict count as harm")
                .isEqualTo(1);
        inspect(0);
        var after = look();
        assertThat(after.get("advice").asString()).isEqualTo("widen");
        assertThat(after.at("/looks/0/high").asDouble()).isLessThan(0.05);
        act(boss, "\"act\":\"widen\"");
        Await.until("the caps are raised", () -> users() == 1_000);
        assertThat(rest(
                                boss,
                                "POST",
                                "/api/v1/cases/" + id + "/acts",
                                "{\"version\":" + version() + ",\"act\":\"widen\"}")
                        .statusCode())
                .as("what was proven in one stage proves nothing of the next")
                .isEqualTo(409);

        calls(60);
        inspect(30);
        assertThat(look().get("advice").asString()).isEqualTo("fall-back");
        Await.until("the caps are lowered", () -> users() == 100);
        assertThat(json(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")))
                        .get("stage")
                        .asString())
                .isEqualTo("step-100");
    }

    @Test
    void a_complaint_is_taken_from_anybody_masked_followed_and_counted_once_confirmed() throws Exception {
        assertThat(rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"bad\"}")
                        .statusCode())
                .as("before there are terms in force the public is told nothing")
                .isEqualTo(404);
        admitted();
        calls(5);
        var taken = ok(
                rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"it told my number 13800138000 and lied\"}"));
        var receipt = json(taken).get("receipt").asString();
        var mine = json(ok(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"" + receipt + "\"}")));
        assertThat(mine.get("state").asString()).isEqualTo("received");
        assertThat(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"AAAA-BBBB\"}")
                        .statusCode())
                .isEqualTo(404);
        var listed = json(ok(rest(boss, "GET", at("/complaints"), ""))).at("/items/0");
        assertThat(listed.get("text").asString()).contains("lied").doesNotContain("13800138000");
        assertThat(rest(stranger, "GET", at("/complaints"), "").statusCode()).isEqualTo(404);
        var decide = at("/complaints/" + listed.get("id").asString());
        var confirmed = "{\"state\":\"confirmed\",\"answer\":\"You are right, it is mended.\"}";
        assertThat(rest(company, "POST", decide, confirmed).statusCode())
                .as("who is complained of does not decide")
                .isEqualTo(403);
        ok(rest(boss, "POST", decide, confirmed));
        assertThat(look().at("/looks/0/harmful").asLong()).isEqualTo(1);
        mine = json(ok(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"" + receipt + "\"}")));
        assertThat(mine.get("answer").asString()).contains("mended");
        for (int i = 0; i < 4; i++) {
            ok(rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"again\"}"));
        }
        assertThat(rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"again\"}")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void pages_keep_what_was_typed_show_the_pace_and_take_a_complaint_without_sign_in() throws Exception {
        admitted();
        calls(3);
        look();
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        assertThat(surfer.open("/sandboxes/" + id).body())
                .contains("Now", "T-SOFT", "exempted until", "data-chart", "/complain/" + id);
        var wrong = surfer.send(
                "/sandboxes/" + id + "/terms", "version", "" + version(), "terms", "{\"until\": \"<soon>\"}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("&lt;soon&gt;", "must be a date");
        assertThat(surfer.open("/systems/" + system).body()).contains("/sandboxes/" + id);

        var user = new Surfer(server.address(), "en");
        assertThat(user.open("/complain/" + id).body()).contains("Complain about Bot");
        assertThat(user.send("/complain/" + id, "text", "", "happened", "").statusCode())
                .isEqualTo(422);
        var taken = user.send("/complain/" + id, "text", "it <lied> to ann@example.org", "happened", "");
        var receipt = taken.body().replaceAll("(?s).*<p class=\"number\">([0-9A-Z-]{19})</p>.*", "$1");
        assertThat(receipt).hasSize(19);
        assertThat(user.send("/receipt", "receipt", receipt.toLowerCase(java.util.Locale.ROOT))
                        .body())
                .contains("not decided yet");
        assertThat(surfer.open("/sandboxes/" + id).body())
                .contains("it &lt;lied&gt;")
                .doesNotContain("ann@example.org");
    }

    @Test
    void terms_that_waive_what_is_never_waived_or_name_no_stage_are_refused_by_name() throws Exception {
        act(company, "\"file\":\"application\",\"words\":\"our plan\"");
        act(company, "\"act\":\"submit\"");
        assertThat(terms(boss, "T-FIRM", "").body()).contains("is never waived", "T-FIRM");
        assertThat(terms(boss, "T-SOFT", ",\"openz\":\"08:00\"").body()).contains("openz");
        assertThat(rest(
                                boss,
                                "POST",
                                at("/terms"),
                                "{\"version\":" + version() + ",\"until\":\"" + today().plusDays(9)
                                        + "\",\"inspected\":1,\"steps\":[{\"stage\":\"step-7\",\"users\":5}]}")
                        .body())
                .contains("no stage 'step-7'");
        assertThat(terms(company, "T-SOFT", "").statusCode())
                .as("terms are the officer's")
                .isEqualTo(403);
        assertThat(rest(stranger, "GET", at(""), "").statusCode()).isEqualTo(404);
    }

    @Test
    void who_declared_an_interest_neither_decides_nor_inspects() throws Exception {
        examined();
        var colleagueId = server.identity().token(colleague).orElseThrow().id();
        act(boss, "\"exclude\":\"" + colleagueId + "\"");
        act(boss, "\"vote\":\"panel\",\"yes\":true");
        assertThat(rest(colleague, "POST", at("/inspections/x"), "{\"harmful\":true}")
                        .body())
                .contains("conflict of interest");
        assertThat(rest(
                                colleague,
                                "POST",
                                "/api/v1/cases/" + id + "/acts",
                                "{\"version\":" + version() + ",\"act\":\"admit\"}")
                        .statusCode())
                .isEqualTo(403);
    }
}
