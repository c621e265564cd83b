package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;

/** A real server with a gateway, the packs about incidents that ship, a company with a system, and a stranger. */
abstract class IncidentHouse {
    static final String PASSWORD = "a long enough one";
    /** A leak of two million persons by an ordinary operator: fairly grave, to be reported within four hours. */
    static final String LEAK =
            "{\"incident_confirmed\":true,\"incident_pi_persons\":2000000,\"incident_operator\":\"other\"}";

    @TempDir
    Path folder;

    final HttpClient client = HttpClient.newHttpClient();
    final MovableClock clock = new MovableClock();
    ZhihengServer server;
    Actor first;
    String boss;
    String company;
    String colleague;
    String stranger;
    String system;
    Path packs;

    @BeforeEach
    void start() throws Exception {
        packs = SmallPacks.in(folder);
        open();
        first = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        boss = server.identity().createToken(first, "t", Role.ADMINISTRATOR).secret();
        var acme = server.office().orgs().create(first, Org.Kind.PROVIDER, "acme");
        company = person(acme.id(), "lin");
        colleague = person(acme.id(), "mei");
        stranger = person(
                server.office().orgs().create(first, Org.Kind.PROVIDER, "other").id(), "chen");
        system = server.office()
                .registry()
                .register(first, acme.id(), "Bot", "", "", Map.of())
                .id();
    }

    private String person(String org, String login) {
        var made = server.identity().createPerson(first, org, login, login, Role.PROVIDER, PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", Role.PROVIDER).secret();
    }

    void open() {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment())
                        .withGateway(0, Set.of("127.0.0.1"), true),
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

    HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept-Language", "en")
                .header("Authorization", "Bearer " + token);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode ok(String token, String method, String path, String body) throws Exception {
        var answer = rest(token, method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json(answer);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    /** The address of a new incident. */
    String opened(String more) throws Exception {
        var made = ok(
                company,
                "POST",
                "/api/v1/incidents",
                "{\"system\":\"" + system + "\",\"title\":\"A leak\"" + (more.isEmpty() ? "" : "," + more) + "}");
        return "/api/v1/incidents/" + made.get("id").asString();
    }

    JsonNode seen(String incident) throws Exception {
        return ok(company, "GET", incident, "");
    }

    long version(String incident) throws Exception {
        return seen(incident).get("version").asLong();
    }
}
