package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.testing.GatewayServer;

/**
 * Every address of the list that takes JSON, with every body that nobody should send. A new address is tested without anybody
 * thinking of it.
 */
class JsonAddressesTest extends GatewayServer {
    private static final Pattern KNOWN = Pattern.compile("Known: ([A-Za-z]+)");
    private static final String DEEP = "[".repeat(900) + "]".repeat(900);

    private static Map<String, String> badBodies() {
        var bad = new LinkedHashMap<String, String>();
        bad.put("empty", "");
        bad.put("blank", " ");
        bad.put("broken", "{");
        bad.put("cut off", "{\"name\":");
        bad.put("no JSON", "x");
        bad.put("null", "null");
        bad.put("a list", "[1]");
        bad.put("deep", DEEP);
        bad.put("deep inside", "{\"name\":" + DEEP + "}");
        bad.put("twice the same", "{\"name\":1,\"name\":1}");
        bad.put("twice the same inside", "{\"name\":[{\"a\":1,\"a\":1}]}");
        bad.put("two values", "{} {}");
        bad.put("no such member", "{\"zzqqxxkkvv\":1}");
        bad.put("half a character", "{\"name\":\"\\ud800\"}");
        bad.put("a long number", "{\"name\":" + "9".repeat(5_000) + "}");
        return bad;
    }

    /** These know their callers before they take a body; FleetTest asks there with a gateway's token. */
    private static final Set<String> OF_GATEWAYS = Set.of(
            "/api/v1/fleet/follow", "/api/v1/fleet/shares", "/api/v1/fleet/held/ruling", "/api/v1/fleet/held/decided");

    /** Those that take JSON; a file may come as JSON that tells its link. */
    private Stream<Endpoint> takingJson() {
        return server.endpoints().stream()
                .filter(e -> !OF_GATEWAYS.contains(e.path()))
                .filter(e -> switch (e.body()) {
                    case JSON, JSON_IF_ANY, FILE -> true;
                    case NONE, STREAM -> false;
                });
    }

    private HttpResponse<String> to(Endpoint endpoint, String body, String language) throws Exception {
        var path = endpoint.path()
                .replace("/api/v1/systems/:id", system)
                .replaceAll(":\\w+", "01890000000070008000000000000000");
        return send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method(endpoint.method().name(), BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .header("Accept-Language", language),
                admin);
    }

    private static void isProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).get("status").asInt()).isEqualTo(status);
    }

    @TestFactory
    Stream<DynamicTest> every_address_refuses_every_bad_body_with_a_problem() {
        return takingJson()
                .flatMap(endpoint -> badBodies().entrySet().stream()
                        .filter(bad -> !(bad.getKey().equals("empty") && endpoint.body() == Endpoint.Body.JSON_IF_ANY))
                        .map(bad -> DynamicTest.dynamicTest(
                                endpoint.method() + " " + endpoint.path() + ": " + bad.getKey(),
                                () -> isProblem(to(endpoint, bad.getValue(), "en"), 400))));
    }

    @TestFactory
    Stream<DynamicTest> every_address_refuses_a_huge_body_as_too_large() {
        var huge = "{\"name\":\"" + "a".repeat(JsonIn.MAX_BYTES) + "\"}";
        return takingJson()
                .map(endpoint -> DynamicTest.dynamicTest(
                        endpoint.method() + " " + endpoint.path(), () -> isProblem(to(endpoint, huge, "en"), 413)));
    }

    @TestFactory
    Stream<DynamicTest> every_address_knows_its_members_and_names_the_nearest_in_both_languages() {
        return takingJson()
                .map(endpoint -> DynamicTest.dynamicTest(endpoint.method() + " " + endpoint.path(), () -> {
                    var known = KNOWN.matcher(
                            to(endpoint, "{\"zzqqxxkkvv\":1}", "en").body());
                    assertThat(known.find()).isTrue();
                    var misspelt = "{\"" + known.group(1) + "x\":1}";
                    assertThat(to(endpoint, misspelt, "en").body()).contains("Did you mean '" + known.group(1) + "'?");
                    assertThat(to(endpoint, misspelt, "zh").body()).contains("是否为“" + known.group(1) + "”？");
                }));
    }

    @Test
    void the_list_is_not_empty() {
        assertThat(takingJson().count()).isGreaterThan(15);
    }

    @TestFactory
    Stream<DynamicTest> what_lies_deeper_is_read_as_strictly() {
        var observed = "{\"observations\":[{\"metric\":\"media.unlabelled\",\"value\":1,%s}]}";
        var routed = "{\"upstreams\":[{\"base\":\"http://127.0.0.1:1/v1\",%s}]}";
        var permitted = "{\"reason\":\"r\",%s}";
        return Stream.of(
                        List.of("POST", "/observations", observed, "\"wieght\":1", "observations[0].wieght"),
                        List.of("POST", "/observations", observed, "\"value\":2", "duplicate"),
                        List.of("POST", "/observations", observed, "\"weight\":\"1\"", "observations[0].weight"),
                        List.of("POST", "/observations", observed, "\"weight\":-1", "observations[0].weight"),
                        List.of("POST", "/observations", observed, "\"timestamp\":\"noon\"", "moment"),
                        List.of("POST", "/observations", observed, "\"attributes\":[1]", "observations[0].attributes"),
                        List.of("POST", "/observations", observed, "\"attributes\":{\"a\":[]}", "attributes.a"),
                        List.of("PUT", "/route", routed, "\"wieght\":1", "upstreams[0].wieght"),
                        List.of("PUT", "/route", routed, "\"base\":\"x\"", "duplicate"),
                        List.of("PUT", "/route", routed, "\"weight\":\"many\"", "upstreams[0].weight"),
                        List.of("PUT", "/route", routed, "\"weight\":4294967297", "upstreams[0].weight"),
                        List.of("PUT", "/route", routed, "\"models\":[]", "upstreams[0].models"),
                        List.of("PUT", "/permit", permitted, "\"scope\":{\"reginos\":[]}", "reginos"),
                        List.of("PUT", "/permit", permitted, "\"scope\":{\"regions\":\"EU\"}", "regions"),
                        List.of("PUT", "/permit", permitted, "\"scope\":{\"regions\":[{}]}", "regions"),
                        List.of("PUT", "/permit", permitted, "\"scope\":{\"regions\":[\"China\"]}", "did you mean CN?"),
                        List.of("POST", "/permit/preview", permitted, "\"scope\":{\"regions\":[\"cn\"]}", "mean CN?"),
                        List.of("PUT", "/permit", permitted, "\"scope\":{\"youngest\":-5}", "youngest"),
                        List.of(
                                "PUT",
                                "/permit",
                                permitted,
                                "\"scope\":{\"youngest\":99999999999}",
                                "integer overflow"),
                        List.of("PUT", "/permit", permitted, "\"caps\":null", "caps"),
                        List.of("PUT", "/permit", permitted, "\"terms\":{\"implicitLabel\":\"no\"}", "implicitLabel"),
                        List.of("PUT", "/permit", permitted, "\"terms\":{\"actions\":\"block\"}", "actions"),
                        List.of("POST", "/permit/preview", permitted, "\"duties\":{\"a\":{}}", "duties"),
                        List.of("PUT", "/permit", permitted, "\"duties\":{\"a\":1,\"a\":1}", "duplicate"))
                .map(c -> DynamicTest.dynamicTest(c.get(0) + " " + c.get(1) + " " + c.get(3), () -> {
                    var answer =
                            api(c.get(0), system + c.get(1), admin, c.get(2).formatted(c.get(3)));
                    isProblem(answer, 400);
                    assertThat(answer.body()).contains(c.get(4));
                }));
    }

    @Test
    void ten_thousand_observations_come_in_one_body_and_one_more_is_too_many() throws Exception {
        var one = "{\"metric\":\"media.unlabelled\",\"value\":0},";
        var most = one.repeat(9_999) + one.replace("},", "}");
        var path = system + "/observations";
        assertThat(json(api("POST", path, admin, "{\"observations\":[" + most + "]}"))
                        .get("taken")
                        .asInt())
                .isEqualTo(10_000);
        isProblem(api("POST", path, admin, "{\"observations\":[" + one + most + "]}"), 400);
        isProblem(api("POST", path, admin, "{}"), 400);
    }

    @Test
    void a_route_can_be_sent_back_as_it_was_answered() throws Exception {
        ready("{\"reason\":\"r\"}");
        var route = api("GET", system + "/route", admin, "").body();
        assertThat(api("PUT", system + "/route", admin, route).body()).isEqualTo(route);
    }

    @Test
    void the_broken_place_is_named_by_line_and_column() throws Exception {
        var answer = api("POST", system + "/observations", admin, "{\n  \"observations\": oops\n}");
        assertThat(json(answer).get("detail").asString()).contains("2:19");
    }
}
