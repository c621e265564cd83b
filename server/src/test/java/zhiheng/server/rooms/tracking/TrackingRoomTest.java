package zhiheng.server.rooms.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** Nodes on a real server: set by the authority, reported by their owner, counted when others confirm. */
class TrackingRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-09-18T02:00:00Z"));
    private Path packs;
    private ZhihengServer server;
    private String boss;
    private String water;
    private String roads;
    private String waterOrg;
    private String roadsOrg;
    private String company;

    @BeforeEach
    void start() throws Exception {
        packs = SmallPacks.in(folder);
        open();
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        waterOrg = org(Org.Kind.DEPARTMENT, "Water <b>");
        roadsOrg = org(Org.Kind.DEPARTMENT, "Roads");
        water = person(waterOrg, "wei", Role.PROVIDER);
        roads = person(roadsOrg, "luis", Role.PROVIDER);
        company = person(org(Org.Kind.PROVIDER, "Acme"), "lin", Role.PROVIDER);
    }

    private void open() {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment()), clock);
    }

    /** Where the database is; the embedded one. */
    Map<String, String> environment() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String org(Org.Kind kind, String name) {
        return server.office()
                .orgs()
                .create(server.identity().token(boss).orElseThrow(), kind, name)
                .id();
    }

    private String person(String at, String login, Role role) {
        var made = server.identity()
                .createPerson(
                        server.identity().token(boss).orElseThrow(), at, login, login, role, PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", role).secret();
    }

    private HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.address() + path))
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
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    private String set() throws Exception {
        return json(rest(
                        boss,
                        "POST",
                        "/api/v1/nodes",
                        "{\"policy\":\"Payments\",\"measure\":\"pay-9-1\",\"owner\":\"" + waterOrg
                                + "\",\"title\":\"Pay <b> in time\",\"due\":\"2026-09-30\",\"indicator\":\"days\","
                                + "\"baseline\":62,\"target\":40}"))
                .get("id")
                .asString();
    }

    private String light() throws Exception {
        return json(rest(boss, "GET", "/api/v1/nodes", ""))
                .get("items")
                .get(0)
                .get("light")
                .asString();
    }

    private HttpResponse<String> deed(String who, String id, String deed, String more) throws Exception {
        return rest(who, "POST", "/api/v1/nodes/" + id + "/" + deed, "{" + more + "}");
    }

    @Test
    void what_the_owner_reports_stays_grey_and_counts_when_another_confirms_that_it_moved() throws Exception {
        var id = set();
        assertThat(light()).isEqualTo("planned");
        json(deed(water, id, "report", "\"version\":1,\"words\":\"three meetings\",\"value\":40"));
        assertThat(light()).isEqualTo("grey");
        assertThat(deed(water, id, "confirm", "\"version\":2,\"value\":40").statusCode())
                .isEqualTo(403);
        json(deed(boss, id, "confirm", "\"version\":2,\"value\":61"));
        assertThat(light()).isEqualTo("amber");
        clock.set(Instant.parse("2026-10-02T02:00:00Z"));
        assertThat(light()).isEqualTo("red");
        json(deed(boss, id, "confirm", "\"version\":3,\"value\":39.5"));
        assertThat(light()).isEqualTo("green");
        json(deed(water, id, "report", "\"version\":4,\"value\":35"));
        assertThat(light()).isEqualTo("red");
    }

    @Test
    void only_the_owner_reports_only_the_authority_sets_and_the_second_of_two_is_told() throws Exception {
        var id = set();
        assertThat(deed(roads, id, "report", "\"version\":1,\"value\":1").statusCode())
                .isEqualTo(403);
        assertThat(rest(company, "GET", "/api/v1/nodes", "").statusCode()).isEqualTo(403);
        assertThat(json(rest(roads, "GET", "/api/v1/nodes", "")).get("items")).isEmpty();
        json(deed(water, id, "report", "\"version\":1,\"value\":50"));
        assertThat(deed(water, id, "report", "\"version\":1,\"value\":45").statusCode())
                .isEqualTo(409);
        assertThat(rest(water, "POST", "/api/v1/nodes", "{}").statusCode()).isIn(400, 403);
    }

    @Test
    void an_owner_is_reminded_of_a_node_and_the_authority_hears_when_it_passed_unmoved() throws Exception {
        set();
        clock.set(Instant.parse("2026-09-28T02:00:00Z"));
        var owner = new Surfer(server.address(), "en");
        owner.signIn("wei", PASSWORD);
        hears(owner, "A node has its day: Pay &lt;b");
        clock.set(Instant.parse("2026-10-01T02:00:00Z"));
        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        hears(chief, "Escalated: Pay &lt;b");
    }

    private static void hears(Surfer surfer, String title) {
        Await.until(title, () -> {
            try {
                return surfer.open("/inbox").body().contains(title);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void an_excused_node_keeps_its_reason_and_takes_no_report() throws Exception {
        var id = set();
        assertThat(deed(water, id, "excuse", "\"version\":1,\"reason\":\"no\"").statusCode())
                .isEqualTo(403);
        assertThat(deed(boss, id, "excuse", "\"version\":1,\"reason\":\" \"").statusCode())
                .isEqualTo(422);
        json(deed(boss, id, "excuse", "\"version\":1,\"reason\":\"flood\""));
        assertThat(light()).isEqualTo("excused");
        assertThat(deed(water, id, "report", "\"version\":2,\"value\":1").statusCode())
                .isEqualTo(409);
        assertThat(deed(boss, id, "confirm", "\"version\":2,\"value\":1").statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_node_is_set_on_the_page_which_keeps_what_was_typed_when_it_is_wrong() throws Exception {
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        surfer.open("/tracking");
        var wrong = surfer.send(
                "/tracking",
                "policy",
                "P <i>",
                "measure",
                "m",
                "title",
                "t",
                "owner",
                roadsOrg,
                "due",
                "2026-12-31",
                "indicator",
                "days",
                "baseline",
                "40",
                "target",
                "40");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("must differ from the baseline", "P &lt;i");
        set();
        assertThat(surfer.open("/tracking").body()).contains("Pay &lt;b", "Planned", "62 → 40");
    }
}
