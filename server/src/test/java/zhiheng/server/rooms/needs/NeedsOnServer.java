package zhiheng.server.rooms.needs;

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

/** A server with a desk, two departments and an enterprise, and what is said and done to needs there. */
public abstract class NeedsOnServer {
    protected static final String PASSWORD = "a long enough one";
    protected static final String WATER = "人民路三号院从昨晚开始停水，物业说不知道什么时候恢复。";

    @TempDir
    protected Path folder;

    protected final HttpClient client = HttpClient.newHttpClient();
    protected final MovableClock clock = new MovableClock(Instant.parse("2026-09-18T02:00:00Z"));
    protected Path packs;
    protected ZhihengServer server;
    protected String boss;
    protected String colleague;
    protected String water;
    protected String roads;
    protected String waterOrg;
    protected String roadsOrg;
    protected String company;

    @BeforeEach
    protected void start() throws Exception {
        packs = SmallPacks.in(folder);
        open();
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        colleague = person(first.orgId(), "colleague", Role.OFFICER);
        waterOrg = org(Org.Kind.DEPARTMENT, "Water <b>");
        roadsOrg = org(Org.Kind.DEPARTMENT, "Roads");
        water = person(waterOrg, "wei", Role.PROVIDER);
        roads = person(roadsOrg, "luis", Role.PROVIDER);
        company = person(org(Org.Kind.PROVIDER, "Acme"), "lin", Role.PROVIDER);
    }

    protected void open() {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment()), clock);
    }

    /** Where the database is; the embedded one. */
    protected Map<String, String> environment() {
        return Map.of();
    }

    @AfterEach
    protected void stop() {
        server.close();
    }

    protected String org(Org.Kind kind, String name) {
        return server.office()
                .orgs()
                .create(server.identity().token(boss).orElseThrow(), kind, name)
                .id();
    }

    protected String person(String at, String login, Role role) {
        var made = server.identity()
                .createPerson(
                        server.identity().token(boss).orElseThrow(), at, login, login, role, PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", role).secret();
    }

    protected HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
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

    protected static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    /** Says a need and returns its receipt. */
    protected String told(String text) throws Exception {
        return json(rest("", "POST", "/api/v1/needs", "{\"kind\":\"help\",\"text\":\"" + text + "\"}"))
                .get("receipt")
                .asString();
    }

    protected String newest() throws Exception {
        return json(rest(boss, "GET", "/api/v1/needs?limit=1", ""))
                .get("items")
                .get(0)
                .get("id")
                .asString();
    }

    protected JsonNode need(String id) throws Exception {
        return json(rest(boss, "GET", "/api/v1/needs/" + id, ""));
    }

    protected HttpResponse<String> act(String who, String id, String deed, String more) throws Exception {
        return rest(
                who,
                "POST",
                "/api/v1/needs/" + id + "/deeds",
                "{\"deed\":\"" + deed + "\",\"step\":" + need(id).get("step").asLong() + more + "}");
    }

    protected void done(String who, String id, String deed, String more) throws Exception {
        json(act(who, id, deed, more));
    }

    protected static String lead(String org) {
        return ",\"lead\":\"" + org + "\"";
    }

    protected static String words(String text) {
        return ",\"words\":\"" + text + "\"";
    }

    protected HttpResponse<String> confirm(String receipt, String solved, int satisfied) throws Exception {
        return rest(
                "",
                "POST",
                "/api/v1/needs/confirm",
                "{\"receipt\":\"" + receipt + "\",\"solved\":\"" + solved + "\",\"satisfied\":" + satisfied + "}");
    }

    protected void comesTo(String id, String stage) {
        Await.until(stage, () -> {
            try {
                return need(id).get("stage").asString().equals(stage);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    protected JsonNode clock(String id, String deadline) throws Exception {
        for (var k : need(id).get("clocks")) {
            if (k.get("deadline").asString().equals(deadline)) {
                return k;
            }
        }
        throw new AssertionError(deadline);
    }

    protected long tally(String lead, String name) throws Exception {
        var counts = json(rest(boss, "GET", "/api/v1/needs/board", ""))
                .get("tallies")
                .get(lead);
        return counts == null || counts.get(name) == null ? 0 : counts.get(name).asLong();
    }
}
