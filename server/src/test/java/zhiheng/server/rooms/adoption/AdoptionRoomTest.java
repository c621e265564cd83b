package zhiheng.server.rooms.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** Records of use at work on a real server: what its own organisation sees, what others see, and what is published. */
class AdoptionRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-18T02:00:00Z"));
    private ZhihengServer server;
    private String boss;
    private String acme;
    private String acmeOrg;

    @BeforeEach
    void start() throws Exception {
        var packs = SmallPacks.in(folder);
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment()), clock);
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        acmeOrg = org("Acme");
        acme = person(acmeOrg, "ann");
    }

    /** Where the database is; the embedded one. */
    Map<String, String> environment() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String org(String name) {
        return server.office()
                .orgs()
                .create(server.identity().token(boss).orElseThrow(), Org.Kind.PROVIDER, name)
                .id();
    }

    private String person(String at, String login) {
        var made = server.identity()
                .createPerson(
                        server.identity().token(boss).orElseThrow(),
                        at,
                        login,
                        login,
                        Role.PROVIDER,
                        PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", Role.PROVIDER).secret();
    }

    private HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Accept-Language", "en")
                .header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    private String system(String who) throws Exception {
        var org = server.identity().token(who).orElseThrow().orgId();
        return json(rest(
                        who,
                        "POST",
                        "/api/v1/systems",
                        "{\"orgId\":\"" + org
                                + "\",\"name\":\"Clerk <b>\",\"description\":\"d\",\"purpose\":\"p\",\"facts\":{}}"))
                .get("id")
                .asString();
    }

    private String record(String who, String more) throws Exception {
        return json(rest(
                        who,
                        "POST",
                        "/api/v1/adoptions",
                        "{\"system\":\"" + system(who) + "\",\"task\":\"Entry of <i> data\",\"starts\":\"2026-12-01\""
                                + more + "}"))
                .get("id")
                .asString();
    }

    private static String role(String code, int stayed, int moved, int left, int created) {
        return "{\"occupation\":\"" + code + "\",\"before\":" + (stayed + moved + left) + ",\"stayed\":" + stayed
                + ",\"moved\":" + moved + ",\"left\":" + left + ",\"created\":" + created + "}";
    }

    @Test
    void everybody_is_accounted_for_and_others_see_the_record_without_numbers() throws Exception {
        var wrong = rest(
                acme,
                "POST",
                "/api/v1/adoptions",
                "{\"system\":\"" + system(acme)
                        + "\",\"task\":\"t\",\"roles\":[{\"occupation\":\"4132\",\"before\":80,\"stayed\":68}]}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("80 people were there");
        var id = record(
                acme, ",\"roles\":[" + role("4132", 68, 9, 3, 2) + "],\"trainingOffered\":9,\"trainingFinished\":7");
        var own = json(rest(acme, "GET", "/api/v1/adoptions/" + id, ""));
        assertThat(own.get("roles").get(0).get("net").asInt()).isEqualTo(-1);
        assertThat(own.get("trainingFinished").asInt()).isEqualTo(7);
        var authority = json(rest(boss, "GET", "/api/v1/adoptions/" + id, ""));
        assertThat(authority.has("roles") || authority.has("trainingOffered")).isFalse();
        assertThat(authority.get("notes")).isEmpty();
        var other = person(org("Beta"), "bea");
        assertThat(rest(other, "GET", "/api/v1/adoptions/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(rest(boss, "PUT", "/api/v1/adoptions/" + id, "{\"version\":1,\"task\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(rest(acme, "PUT", "/api/v1/adoptions/" + id, "{\"version\":7,\"task\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void the_law_says_what_it_wants_of_a_record_and_no_count_is_in_the_ledger() throws Exception {
        json(rest(
                acme,
                "PUT",
                "/api/v1/orgs/" + acmeOrg + "/profile",
                "{\"version\":0,\"facts\":{\"org_headcount\":80}}"));
        var id = record(
                acme, ",\"where\":[\"cn\",\"eu\"],\"highRisk\":\"YES\",\"roles\":[" + role("41", 68, 0, 12, 0) + "]");
        var notes = json(rest(acme, "GET", "/api/v1/adoptions/" + id, ""))
                .get("notes")
                .toString();
        assertThat(notes)
                .contains("thirty days ahead", "cn-work-replaced", "eu-work-inform", "2027-12-02", "EU-D-WORK");
        var leaves = new StringBuilder();
        for (long i = 0; i < server.ledger().size(); i++) {
            leaves.append(new String(server.ledger().entryBytes(i), StandardCharsets.UTF_8))
                    .append('\n');
        }
        assertThat(leaves.toString()).contains("adoption.recorded").doesNotContain("Entry of", "\"left\"", "4132");
        json(rest(
                acme,
                "PUT",
                "/api/v1/adoptions/" + id,
                "{\"version\":1,\"task\":\"t\",\"starts\":\"2026-12-01\",\"informed\":\"2026-11-30\",\"where\":[\"eu\"],"
                        + "\"highRisk\":\"YES\",\"protections\":[\"skills_subsidy\",\"retraining\"]}"));
        var now = json(rest(acme, "GET", "/api/v1/adoptions/" + id, ""));
        assertThat(now.get("notes").toString()).contains("eu-work-informed").doesNotContain("eu-work-inform\"");
        assertThat(now.get("protections").toString()).isEqualTo("[\"retraining\",\"skills_subsidy\"]");
    }

    @Test
    void published_counts_hide_small_numbers_and_wait_for_enough_that_is_new() throws Exception {
        assertThat(rest(acme, "POST", "/api/v1/adoption-editions", "").statusCode())
                .isEqualTo(403);
        assertThat(rest(boss, "POST", "/api/v1/adoption-editions", "").body()).contains("Fewer than 3 enterprises");
        for (int i = 0; i < 6; i++) {
            var at = org("Firm " + i);
            var who = person(at, "firm" + i);
            json(rest(
                    who,
                    "PUT",
                    "/api/v1/orgs/" + at + "/profile",
                    "{\"version\":0,\"facts\":{\"org_sector\":\"" + (i < 3 ? "software" : "trade") + "\"}}"));
            record(who, ",\"roles\":[" + role("41", 30 + i, 10, i < 3 ? 1 : 9, 6) + "]");
        }
        var edition = json(rest(boss, "POST", "/api/v1/adoption-editions", ""));
        assertThat(edition.get("reporting").asInt()).isEqualTo(6);
        assertThat(edition.get("bySector")).hasSize(3);
        for (var row : edition.get("bySector")) {
            if (row.get("group").asString().equals("software")) {
                assertThat(row.get("left").isNull()).as(row.toString()).isTrue();
                assertThat(row.get("net").isNull()).isTrue();
            }
        }
        var all = edition.get("bySector").get(2);
        assertThat(all.get("left").asInt()).isEqualTo(30);
        assertThat(all.get("net").asInt()).isEqualTo(6);
        var late = person(org("Late"), "late");
        record(late, ",\"roles\":[" + role("41", 2, 0, 0, 0) + "]");
        assertThat(rest(boss, "POST", "/api/v1/adoption-editions", "").body()).contains("wait for more records");
        assertThat(json(rest(late, "GET", "/api/v1/adoption-editions", ""))
                        .get("items")
                        .get(0)
                        .get("id"))
                .isEqualTo(edition.get("id"));
    }

    @Test
    void the_page_takes_a_record_role_by_role_and_gives_files() throws Exception {
        var system = system(acme);
        var ann = new Surfer(server.address(), "en");
        ann.signIn("ann", PASSWORD);
        ann.open("/adoption");
        var made = ann.send(
                "/adoption",
                "system",
                system,
                "task",
                "Letters <i>",
                "starts",
                "2026-12-01",
                "risk",
                "NO",
                "where",
                "CN",
                "offered",
                "5",
                "finished",
                "4");
        var path = made.uri().getPath();
        assertThat(made.body()).contains("Letters &lt;i", "4 / 5", "Not told");
        var wrong = ann.send(path + "/roles", "version", "1", "occupation", "41", "before", "10", "stayed", "7");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("10 people were there");
        var right = ann.send(
                path + "/roles",
                "version",
                "1",
                "occupation",
                "41",
                "code",
                "4132",
                "before",
                "10",
                "stayed",
                "7",
                "left",
                "3",
                "created",
                "1");
        assertThat(right.body()).contains("4132 General and keyboard clerks", "-2", "major change of circumstances");
        assertThat(ann.send(path + "/roles", "version", "1", "occupation", "42", "before", "1", "stayed", "1")
                        .statusCode())
                .isEqualTo(409);
        assertThat(ann.open("/adoption.csv").body()).contains("4132,10,7,0,0,3,1,");
        assertThat(ann.open("/adoption").body()).contains("Letters &lt;i", "People before");
        assertThat(ann.send(path + "/roles/4132/remove", "version", "2").body()).contains("No roles yet");
        ann.send(path + "/remove", "version", "3");
        assertThat(ann.open(path).statusCode()).isEqualTo(404);
    }
}
