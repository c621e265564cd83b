package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.server.testing.SharedGateway;
import zhiheng.server.testing.Surfer;

/** The route's form has one address; what it does not show it keeps. */
class RouteFormTest {
    @TempDir
    static Path folder;

    private static SharedGateway house;

    @BeforeAll
    static void start() throws Exception {
        house = new SharedGateway(folder);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static Route route(String system) {
        return house.server.gateway().orElseThrow().routes().of(system);
    }

    private static String sent(Surfer surfer, String at, String... fields) throws Exception {
        var version = Pattern.compile("name=\"version\" value=\"([0-9]+)\"")
                .matcher(surfer.open(at + "/settings").body());
        assertThat(version.find()).isTrue();
        var all = new java.util.ArrayList<>(java.util.List.of(fields));
        all.add("version");
        all.add(version.group(1));
        var answer = surfer.send(at + "/route", all.toArray(String[]::new));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void further_servers_weights_models_and_times_stay_when_the_form_is_saved() throws Exception {
        var system = house.system("Two servers");
        var at = "/systems/" + system + "/gateway";
        house.ready(system, "{\"reason\":\"r\"}");
        var base = route(system).upstreams().getFirst().base().toString();
        SharedGateway.ok(house.api(
                "PUT",
                "/api/v1/systems/" + system + "/route",
                "{\"upstreams\":[{\"id\":\"first\",\"base\":\"" + base + "\",\"key\":\"k1\",\"weight\":7,"
                        + "\"models\":{\"gpt\":\"local\"},\"auth\":\"api-key\"},{\"id\":\"second\",\"base\":\"" + base
                        + "/2\",\"key\":\"k2\",\"weight\":3}],\"attempts\":2,\"fallbackModel\":\"small\"}"));
        var before = route(system);
        var surfer = new Surfer(house.server.address(), "en");
        surfer.signIn("boss", SharedGateway.PASSWORD);
        assertThat(surfer.open(at + "/settings").body())
                .contains("first · " + base, "second · " + base + "/2", "value=\"" + base + "\"", "stay as they are");

        sent(surfer, at, "base", base, "fallback", "smaller");
        assertThat(route(system)).isEqualTo(new Route(system, before.upstreams(), before.attempts(), "smaller"));

        sent(surfer, at, "base", base + "/moved", "upstream-key", "k3", "fallback", "smaller");
        var first = route(system).upstreams().getFirst();
        assertThat(first).isEqualTo(before.upstreams().getFirst().at(java.net.URI.create(base + "/moved"), "k3"));
        assertThat(first.weight()).isEqualTo(7);
        assertThat(first.models()).isEqualTo(Map.of("gpt", "local"));
        assertThat(first.auth()).isEqualTo(Upstream.Auth.API_KEY);
        assertThat(route(system).upstreams().get(1))
                .isEqualTo(before.upstreams().get(1));
    }

    @Test
    void a_key_does_not_go_along_to_another_address() throws Exception {
        var system = house.system("Moved");
        house.ready(system, "{\"reason\":\"r\"}");
        var at = "/systems/" + system + "/gateway";
        var base = route(system).upstreams().getFirst().base().toString();
        var surfer = new Surfer(house.server.address(), "en");
        surfer.signIn("boss", SharedGateway.PASSWORD);
        sent(surfer, at, "base", base, "upstream-key", "secret", "fallback", "");
        sent(surfer, at, "base", base, "fallback", "x");
        assertThat(route(system).upstreams().getFirst().key()).as("kept").isEqualTo("secret");
        sent(surfer, at, "base", base + "/elsewhere", "fallback", "x");
        assertThat(route(system).upstreams().getFirst().key()).isEmpty();
    }
}
