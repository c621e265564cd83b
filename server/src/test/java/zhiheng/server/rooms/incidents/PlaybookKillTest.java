package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;

/**
 * A server of its own process is killed (SIGKILL) while a playbook's containment is carried out, at moments spread over the time that it
 * takes; then there is a new start. Whatever the moment, the step was taken once or not at all, and can be gone on from.
 */
@Timeout(280)
class PlaybookKillTest {
    private static final String PASSWORD = "a long enough one";
    /** Kills in twelfths of the time that a step takes undisturbed. */
    private static final List<Integer> MOMENTS = List.of(1, 3, 5, 7, 9, 11);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private URI address;
    private String token;
    private String system;

    @Test
    void killed_anywhere_in_a_containment_step_it_is_taken_once_or_waits_and_nothing_is_lost() throws Exception {
        SmallPacks.in(folder);
        start();
        ok("PUT", "/api/v1/systems/" + system + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        var incident = "/api/v1/incidents/"
                + ok("POST", "/api/v1/incidents", "{\"system\":\"" + system + "\",\"title\":\"A leak\"}")
                        .get("id")
                        .asString();
        var begun = System.nanoTime();
        ok("POST", containment(incident), "{\"do\":\"carry-out\"}");
        long whole = System.nanoTime() - begun;
        restored(incident);
        int taken = 0;
        for (int moment : MOMENTS) {
            var step = containment(incident);
            int before = ok("GET", incident, "").get("measures").size();
            var pending = client.sendAsync(request("POST", step, "{\"do\":\"carry-out\"}"), BodyHandlers.ofString());
            Thread.sleep(whole * moment / 12 / 1_000_000, 0);
            process.toHandle().destroyForcibly();
            process.waitFor();
            pending.cancel(true);
            start();

            var run = last(incident);
            var where = run.at("/steps/0").toString();
            var holding = holding(incident);
            assertThat(holding).as("taken at most once, at %s/12", moment).isLessThanOrEqualTo(1);
            assertThat(permit()).as(where).isEqualTo(holding == 1 ? "throttled" : "open");
            if (holding == 0) {
                assertThat(run.at("/steps/0/at").asString()).as(where).isEqualTo("waiting");
                ok("POST", step, "{\"do\":\"carry-out\"}");
            } else {
                taken++;
                assertThat(run.at("/steps/0/way").asString())
                        .as("it went on by itself: " + where)
                        .isNotEqualTo("containment");
            }
            assertThat(holding(incident)).isEqualTo(1);
            assertThat(permit()).isEqualTo("throttled");
            assertThat(contained(incident))
                    .as("each step that held is on record once")
                    .isEqualTo(ok("GET", incident, "")
                            .get("measures")
                            .valueStream()
                            .filter(m -> !m.get("state").asString().equals("overtaken"))
                            .count());
            assertThat(ok("GET", incident, "").get("measures").size()).isGreaterThan(before);
            restored(incident);
        }
        System.out.println("of " + MOMENTS.size() + " kills " + taken + " left the step taken");
        process.destroy();
        process.waitFor();
    }

    /** A new run up to its containment: the address of that step. */
    private String containment(String incident) throws Exception {
        var playbook = ok("GET", "/api/v1/playbooks", "").at("/items/0/id").asString();
        var run = ok("POST", incident + "/runs", "{\"playbook\":\"" + playbook + "\",\"values\":{}}")
                .get("id")
                .asString();
        ok("POST", step(incident, run), "{\"do\":\"done\",\"words\":\"found\"}");
        assertThat(last(incident).at("/steps/0/way").asString()).isEqualTo("containment");
        return step(incident, run);
    }

    private String step(String incident, String run) throws Exception {
        return incident + "/runs/" + run + "/steps/"
                + last(incident).at("/steps/0/step").asLong();
    }

    private JsonNode last(String incident) throws Exception {
        var runs = ok("GET", incident + "/runs", "").get("items");
        return runs.valueStream()
                .max(java.util.Comparator.comparing(r -> r.get("id").asString()))
                .orElseThrow();
    }

    private long holding(String incident) throws Exception {
        return ok("GET", incident, "")
                .get("measures")
                .valueStream()
                .filter(m -> m.get("state").asString().equals("holds"))
                .count();
    }

    private long contained(String incident) throws Exception {
        return ok("GET", incident, "")
                .get("record")
                .valueStream()
                .filter(e -> e.get("kind").asString().equals("contained"))
                .count();
    }

    private String permit() throws Exception {
        return ok("GET", "/api/v1/systems/" + system + "/permit", "")
                .get("state")
                .asString();
    }

    private void restored(String incident) throws Exception {
        var measure = ok("GET", incident, "")
                .get("measures")
                .valueStream()
                .filter(m -> m.get("state").asString().equals("holds"))
                .findFirst()
                .orElseThrow();
        ok("POST", incident + "/measures/" + measure.get("id").asString() + "/restore", "{\"reason\":\"mended\"}");
        assertThat(permit()).isEqualTo("open");
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(address.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private JsonNode ok(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(request(method, path, body), BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + " " + answer.body())
                .isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    private void start() throws Exception {
        var errors = folder.resolve("errors");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectError(errors.toFile())
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = out.readLine();
        while (line != null && !line.startsWith("ready ")) {
            line = out.readLine();
        }
        assertThat(line).as(Files.readString(errors)).isNotNull();
        address = URI.create(line.substring("ready ".length()));
        var kept = Files.readString(folder.resolve("kept")).split(" ", 2);
        token = kept[0];
        system = kept[1];
    }

    static final class Child {
        public static void main(String[] args) throws Exception {
            var folder = Path.of(args[0]);
            var server = ZhihengServer.start(
                    Config.of(folder.resolve("data"), folder.resolve("packs/library"), "127.0.0.1", 0, Map.of())
                            .withGateway(0, Set.of("127.0.0.1"), true),
                    Clock.systemUTC());
            if (!Files.exists(folder.resolve("kept"))) {
                var first = server.identity()
                        .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                        .actor();
                var acme = server.office().orgs().create(first, Org.Kind.PROVIDER, "acme");
                var lin = server.identity()
                        .createPerson(first, acme.id(), "lin", "lin", Role.PROVIDER, PASSWORD.toCharArray());
                var token = server.identity()
                        .createToken(lin.actor(), "t", Role.PROVIDER)
                        .secret();
                var system = server.office()
                        .registry()
                        .register(first, acme.id(), "Bot", "", "", Map.of())
                        .id();
                Files.writeString(folder.resolve("kept"), token + " " + system);
            }
            System.out.println("ready " + server.address());
            Thread.currentThread().join();
        }
    }
}
