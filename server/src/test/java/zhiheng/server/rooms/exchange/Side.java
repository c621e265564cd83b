package zhiheng.server.rooms.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** One Zhiheng of a test: a real server with an authority, a company with a system, another company and a department. */
final class Side implements AutoCloseable {
    static final String PASSWORD = "a long enough one";

    final ZhihengServer server;
    final Actor first;
    final String boss;
    final String company;
    final String department;
    final String departmentColleague;
    final String stranger;
    final String system;
    private final HttpClient client = HttpClient.newHttpClient();

    Side(
            Path folder,
            Path packs,
            String name,
            Clock clock,
            Map<String, String> environment,
            UnaryOperator<Config> more) {
        server = ZhihengServer.start(
                more.apply(Config.of(folder.resolve(name), packs.resolve("library"), "127.0.0.1", 0, environment)
                        .withOrigin(name + ".example/log")),
                clock);
        var setUp = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", name + " authority", PASSWORD.toCharArray());
        first = setUp.actor();
        boss = server.identity().createToken(first, "t", Role.ADMINISTRATOR).secret();
        var acme = server.office().orgs().create(first, Org.Kind.PROVIDER, name + " acme");
        company = person(acme.id(), "lin", Role.PROVIDER);
        var health = server.office().orgs().create(first, Org.Kind.DEPARTMENT, name + " health 卫生");
        department = person(health.id(), "wang", Role.PROVIDER);
        departmentColleague = person(health.id(), "zhao", Role.PROVIDER);
        stranger = person(
                server.office()
                        .orgs()
                        .create(first, Org.Kind.PROVIDER, name + " other")
                        .id(),
                "chen",
                Role.PROVIDER);
        system = server.office()
                .registry()
                .register(first, acme.id(), "Bot", "", "", Map.of())
                .id();
    }

    private String person(String org, String login, Role role) {
        var person = server.identity()
                .createPerson(
                        server.identity().token(boss).orElseThrow(), org, login, login, role, PASSWORD.toCharArray());
        return server.identity().createToken(person.actor(), "t", role).secret();
    }

    String key() {
        return server.ledger().verifierKey();
    }

    String log() {
        return key().substring(0, key().indexOf('+'));
    }

    void knows(Side other, String witness) throws Exception {
        ok(rest(
                boss,
                "POST",
                "/api/v1/exchange/peers",
                "{\"name\":\"the other\",\"key\":\"" + other.key() + "\",\"witness\":\"" + witness + "\"}"));
    }

    HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", path.endsWith("/bundles") ? "application/octet-stream" : "application/json")
                .header("Accept-Language", "en")
                .header("Authorization", "Bearer " + token);
        return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    JsonNode get(String token, String path) throws Exception {
        return ok(rest(token, "GET", path, ""));
    }

    static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? new JsonMapper().createObjectNode() : new JsonMapper().readTree(answer.body());
    }

    /** An incident about the system, with words that not everybody should read. */
    String incident() throws Exception {
        var id = ok(rest(
                        company,
                        "POST",
                        "/api/v1/cases",
                        "{\"procedure\":\"cn-incident\",\"system\":\"" + system
                                + "\",\"words\":\"seen by the watch\"}"))
                .get("id")
                .asString();
        act(company, id, "\"file\":\"captured\",\"words\":\"the key lay open\"");
        act(company, id, "\"act\":\"respond\"");
        return id;
    }

    void act(String token, String id, String members) throws Exception {
        long version = get(token, "/api/v1/cases/" + id).get("version").asLong();
        ok(rest(token, "POST", "/api/v1/cases/" + id + "/acts", "{\"version\":" + version + "," + members + "}"));
    }

    static String order(String caseId, String tlp, String to, String fields, String more) {
        return "{\"case\":\"" + caseId + "\",\"ask\":\"Say what you know\",\"tlp\":\"" + tlp + "\"," + to
                + ",\"fields\":[" + fields + "]" + more + "}";
    }

    /** Hands over. @return the parcel */
    JsonNode hand(String token, String order) throws Exception {
        return ok(rest(token, "POST", "/api/v1/exchange/parcels", order));
    }

    String bundle(String token, String parcel, String query) throws Exception {
        var answer = rest(token, "GET", "/api/v1/exchange/parcels/" + parcel + "/bundle" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    HttpResponse<String> take(String token, String bundle) throws Exception {
        return rest(token, "POST", "/api/v1/exchange/bundles", bundle);
    }

    @Override
    public void close() {
        server.close();
    }
}
