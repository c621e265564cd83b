package zhiheng.server.rooms.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;

/** A real server with a gateway and the scenarios that ship, an authority, a company with two systems, a department, a stranger. */
abstract class DrillHouse {
    static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    final HttpClient client = HttpClient.newHttpClient();
    Path packs;
    ZhihengServer server;
    Actor first;
    String boss;
    String acme;
    String company;
    String colleague;
    String department;
    String departmentOrg;
    String stranger;
    /** For drills, and one that serves people. */
    String system;

    String production;

    @BeforeEach
    void start() throws Exception {
        packs = SmallPacks.in(folder);
        open();
        first = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        boss = server.identity().createToken(first, "t", Role.ADMINISTRATOR).secret();
        acme = server.office().orgs().create(first, Org.Kind.PROVIDER, "acme").id();
        company = person(acme, "lin", Role.PROVIDER);
        colleague = person(acme, "mei", Role.PROVIDER);
        departmentOrg = server.office()
                .orgs()
                .create(first, Org.Kind.DEPARTMENT, "bureau")
                .id();
        department = person(departmentOrg, "wang", Role.OFFICER);
        stranger = person(
                server.office().orgs().create(first, Org.Kind.PROVIDER, "other").id(), "chen", Role.PROVIDER);
        system = registered("Rehearsed");
        production = registered("Production");
    }

    String registered(String name) {
        return server.office()
                .registry()
                .register(first, acme, name, "", "", Map.of())
                .id();
    }

    String person(String org, String login, Role role) {
        var made = server.identity().createPerson(first, org, login, login, role, PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", role).secret();
    }

    void open() {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, Map.of())
                        .withGateway(0, Set.of("127.0.0.1"), true),
                Clock.systemUTC());
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
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    /** A planned drill, the authority leading it. @return its address */
    String planned(String scenario, String form, String slot, String onto) throws Exception {
        var seats = scenario.equals("finance-credit")
                ? "\"operator\":\"org/" + acme + "\",\"department\":\"org/" + departmentOrg + "\""
                : "\"operator\":\"org/" + acme + "\"";
        var made = ok(
                boss,
                "POST",
                "/api/v1/drills",
                "{\"scenario\":\"" + scenario + "\",\"form\":\"" + form + "\",\"systems\":{\"" + slot + "\":\"" + onto
                        + "\"},\"seats\":{" + seats + "}}");
        return "/api/v1/drills/" + made.get("id").asString();
    }

    String running(String scenario, String form, String slot) throws Exception {
        var drill = planned(scenario, form, slot, system);
        ok(boss, "POST", drill + "/brief", "");
        ok(boss, "POST", drill + "/begin", "");
        return drill;
    }

    JsonNode seen(String drill) throws Exception {
        return ok(boss, "GET", drill, "");
    }

    boolean has(String drill, String kind, String inject) {
        try {
            for (var e : seen(drill).get("entries")) {
                if (e.get("kind").asString().equals(kind)
                        && e.get("inject").asString().equals(inject)) {
                    return true;
                }
            }
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> call(String key, String purpose) throws Exception {
        var address = "http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/v1/chat/completions";
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .header("X-Zhiheng-Purpose", purpose)
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"zhiheng-sample\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"));
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
