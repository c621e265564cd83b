package zhiheng.server.rooms.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** Plans on a real server, by programs and on pages. */
class PlacementRoomTest {
    private static final String PASSWORD = "a long enough one";
    private static final String WEEK = """
        {"begin": "%s", "hours": 12, "carbon_price": 1,
         "sites": [
          {"id": "green", "name": {"zh": "绿", "en": "Green <b>"}, "latitude": 30, "longitude": 104,
           "jurisdiction": "CN-SC", "pue": 1.2,
           "pools": [{"accelerator": "gpu", "count": 8, "memory_gb": 80, "kw": 1, "hire": 9}],
           "price": 0.5, "carbon": %s},
          {"id": "grey", "name": {"zh": "灰", "en": "Grey"}, "latitude": 40, "longitude": 113,
           "jurisdiction": "CN-SX", "pue": 1.2,
           "pools": [{"accelerator": "gpu", "count": 8, "memory_gb": 80, "kw": 1, "hire": 9}],
           "price": 0.5, "carbon": 700}],
         "jobs": [
          {"id": "suite", "accelerator": "gpu", "count": 8, "hours": 4, "earliest": "2026-05-25T06:00:00Z"},
          {"id": "kept-home", "accelerator": "gpu", "count": 1, "hours": 2, "residency": ["CN-SH"]}]}
        """;

    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ZhihengServer server;
    private static String boss;
    private static String provider;
    private static String stranger;
    private static String auditor;

    @BeforeAll
    static void start() throws Exception {
        var clock = new MovableClock();
        clock.day("2026-05-25");
        SmallPacks.in(folder);
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), folder.resolve("packs/library"), "127.0.0.1", 0), clock);
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        provider = person(Org.Kind.PROVIDER, "Haitang", "lin", Role.PROVIDER);
        stranger = person(Org.Kind.PROVIDER, "Other", "chen", Role.PROVIDER);
        auditor = person(Org.Kind.AUTHORITY, "Third", "wuwei", Role.AUDITOR);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String person(Org.Kind kind, String org, String login, Role role) {
        var actor = server.identity().token(boss).orElseThrow();
        var at = server.office().orgs().create(actor, kind, org).id();
        var made = server.identity().createPerson(actor, at, login, login, role, PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", role).secret();
    }

    private static HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/placements" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Accept-Language", "en")
                .header("Content-Type", "application/octet-stream")
                .header("Authorization", "Bearer " + token);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode made(String token) throws Exception {
        var answer = rest(token, "POST", "?title=Week", WEEK.formatted("2026-05-25T00:00:00Z", "100"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    @Test
    void a_plan_says_where_what_it_saves_and_what_forbids_the_rest() throws Exception {
        var made = made(provider);
        var plan = made.get("plan");
        assertThat(plan.get("status").asString()).isEqualTo("OPTIMAL");
        assertThat(plan.get("placed").get(0).get("site").asString()).isEqualTo("green");
        // 8 cards, 4 hours, PUE 1.2, 100 g a kWh
        assertThat(plan.get("placed").get(0).get("carbon_kg").asDouble()).isEqualTo(3.84);
        assertThat(plan.get("unplaced").get(0).get("binding").asString()).isEqualTo("RESIDENCY");
        assertThat(made.get("peers").get("FIRST_FIT").get("unplaced").asInt()).isEqualTo(1);
        var why = json(rest(provider, "GET", "/" + made.get("id").asString() + "/jobs/suite", ""));
        assertThat(why.get("alternatives").get(0).get("site").asString()).isEqualTo("grey");
        assertThat(why.get("alternatives").get(0).get("carbonKg").asDouble()).isCloseTo(23.04, Offset.offset(1e-9));
    }

    @Test
    void a_plan_is_seen_by_its_organisation_and_the_authority_and_changed_by_its_own_alone() throws Exception {
        var id = "/" + made(provider).get("id").asString();
        assertThat(rest(stranger, "GET", id, "").statusCode()).isEqualTo(404);
        assertThat(rest(boss, "GET", id, "").statusCode()).isEqualTo(200);
        assertThat(rest(boss, "DELETE", id, "").statusCode()).isEqualTo(403);
        assertThat(rest(auditor, "POST", "?title=x", WEEK.formatted("2026-05-25T00:00:00Z", "100"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(rest(provider, "DELETE", id, "").statusCode()).isEqualTo(204);
        assertThat(rest(provider, "GET", id, "").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_wrong_with_a_file_is_said_with_its_place() throws Exception {
        var answer = rest(
                provider,
                "POST",
                "?title=x",
                WEEK.formatted("2026-05-25T00:00:00Z", "100").replace("\"hours\": 4", "\"hours\": 0"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("jobs[0].hours", "between");
    }

    @Test
    void planned_again_a_job_that_has_begun_stays() throws Exception {
        var made = made(provider);
        int start = made.get("plan").get("placed").get(0).get("hours").get(0).asInt();
        assertThat(start).isEqualTo(6);
        var at = rest(
                provider,
                "POST",
                "/" + made.get("id").asString() + "/again",
                WEEK.formatted("2026-05-25T08:00:00Z", "900"));
        assertThat(at.statusCode()).as(at.body()).isEqualTo(201);
        var running = json(at).get("plan").get("running").get(0);
        assertThat(running.get("site").asString()).isEqualTo("green"); // though it is the dirtier by now
        assertThat(running.get("hours").toString()).isEqualTo("[0,1]");
    }

    @Test
    void clusters_get_queues_and_jobs() throws Exception {
        var id = "/" + made(provider).get("id").asString();
        var answer = rest(provider, "GET", id + "/kueue?image=registry.example/a:1", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        var kinds = new TreeSet<String>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(answer.body())
                .forEach(o -> kinds.add(String.valueOf(((Map<?, ?>) o).get("kind"))));
        assertThat(kinds)
                .containsExactly("ClusterQueue", "Job", "LocalQueue", "ResourceFlavor", "WorkloadPriorityClass");
        assertThat(rest(provider, "GET", id + "/kueue?image=a%20b", "").statusCode())
                .isEqualTo(422);
    }

    @Test
    void pages_show_the_plan_the_reasons_and_what_is_wrong_with_a_file() throws Exception {
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        surfer.open("/placement");
        var shown = surfer.upload(
                "/placement",
                "week.json",
                WEEK.formatted("2026-05-25T00:00:00Z", "100").getBytes(StandardCharsets.UTF_8));
        assertThat(shown.statusCode()).isEqualTo(422); // a title is wanted
        assertThat(shown.body()).contains("Give the title");
        var id = made(provider).get("id").asString();
        var plan = surfer.open("/placement/" + id).body();
        assertThat(plan).contains("Green &lt;b", "no plan is better", "the data must not be there", "<svg viewBox");
        assertThat(surfer.open("/placement/" + id + "/jobs/suite").body()).contains("Why suite is there", "Grey");
        assertThat(surfer.open("/placement/" + id + "/jobs/nobody").statusCode())
                .isEqualTo(404);
        surfer.open("/placement/" + id);
        assertThat(surfer.send("/placement/" + id + "/delete").body()).contains("The plan is deleted");
    }

    @Test
    void the_example_that_ships_is_placed_whole() {
        assertThat(new CommandLine(new PlaceCommand())
                        .execute("../placement/examples/compute.json", "--why", "tuning", "--lang", "en"))
                .isZero();
    }

    @Test
    void the_shell_makes_the_same_plan() throws Exception {
        var file = Files.writeString(folder.resolve("week.json"), WEEK.formatted("2026-05-25T00:00:00Z", "100"));
        var out = folder.resolve("plan.json");
        int code = new CommandLine(new PlaceCommand())
                .execute(
                        file.toString(),
                        "--out",
                        out.toString(),
                        "--kueue",
                        folder.resolve("kueue").toString(),
                        "--image",
                        "registry.example/a:1",
                        "--lang",
                        "en");
        assertThat(code).isEqualTo(1); // one job has no place
        assertThat(JsonMapper.shared().readTree(Files.readString(out)).get("placed"))
                .isEqualTo(made(provider).get("plan").get("placed"));
        try (var files = Files.list(folder.resolve("kueue"))) {
            assertThat(files.map(f -> f.getFileName().toString()).sorted().toList())
                    .isEqualTo(List.of("2026-05-25T06Z.yaml", "queues.yaml"));
        }
    }
}
