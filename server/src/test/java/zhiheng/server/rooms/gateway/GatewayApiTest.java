package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.server.testing.GatewayServer;

class GatewayApiTest extends GatewayServer {
    @Test
    void what_inspectors_are_made_of_is_read_again_by_an_administrator_and_an_act_of_the_ledger() throws Exception {
        var key = ready("{\"reason\":\"begin\",\"terms\":{\"inspectors\":[\"terms:words\"],"
                + "\"actions\":{\"term.words\":\"refuse\"}}}");
        assertThat(call(key).body()).contains("permit.inspectors");
        Files.createDirectories(folder.resolve("inspect"));
        Files.writeString(folder.resolve("inspect/words.txt"), "Hello\n");
        assertThat(api("POST", "/api/v1/inspectors/reload", stranger, "").statusCode())
                .isEqualTo(403);
        long before = server.ledger().size();
        var reloaded = api("POST", "/api/v1/inspectors/reload", admin, "");
        assertThat(json(reloaded).get("inspectors").toString()).contains("\"terms:words\"");
        assertThat(server.ledger().entry(before).act()).isEqualTo("gateway.inspectors.reloaded");
        assertThat(call(key).body()).contains("term.words");
        Files.writeString(folder.resolve("inspect/inspectors.json"), "{");
        var wrong = api("POST", "/api/v1/inspectors/reload", admin, "");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("inspectors.json").doesNotContain("Exception");
        assertThat(call(key).body()).contains("term.words");
    }

    @Test
    void the_schemas_of_tools_are_kept_with_the_permit_and_one_that_is_not_understood_is_named() throws Exception {
        ready(
                "{\"reason\":\"begin\",\"scope\":{\"toolSchemas\":{\"pay\":{\"properties\":{\"sum\":{\"maximum\":9}}}}}}");
        var permit = json(api("GET", system + "/permit", admin, ""));
        assertThat(permit.at("/scope/toolSchemas/pay/properties/sum/maximum").asInt())
                .isEqualTo(9);
        var wrong = api(
                "PUT",
                system + "/permit",
                admin,
                "{\"version\":1,\"reason\":\"r\",\"scope\":{\"toolSchemas\":{\"pay\":{\"oneOf\":[]}}}}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("toolSchemas/pay/oneOf");
    }

    @Test
    void a_stop_order_is_an_act_of_the_ledger_holds_at_once_and_survives_a_restart() throws Exception {
        var key = ready("{\"reason\":\"begin\"}");
        assertThat(call(key).statusCode()).isEqualTo(200);
        long before = server.ledger().size();
        var stopped = api("POST", system + "/permit/state", admin, "{\"state\":\"stopped\",\"reason\":\"drill\"}");
        assertThat(json(stopped).get("version").asInt()).isEqualTo(2);
        assertThat(call(key).statusCode()).isEqualTo(403);
        assertThat(server.ledger().entry(before).act()).isEqualTo("permit.changed");
        assertThat(server.ledger().entry(before).bodyJson()).contains("\"state\":\"stopped\"");
        assertThat(server.office().registry().words(boss, before)).containsEntry("reason", "drill");
        server.close();
        open();
        assertThat(call(key).body()).contains("permit.state");
    }

    @Test
    void a_change_made_from_an_old_version_or_without_reason_is_not_made() throws Exception {
        ready("{\"reason\":\"begin\"}");
        assertThat(api("PUT", system + "/permit", admin, "{\"version\":1,\"state\":\"review\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(api("PUT", system + "/permit", admin, "{\"version\":7,\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
        var misspelt =
                api("PUT", system + "/permit", admin, "{\"version\":1,\"caps\":{\"callPerDay\":1},\"reason\":\"x\"}");
        assertThat(misspelt.statusCode()).isEqualTo(400);
        assertThat(misspelt.body()).contains("callPerDay").contains("callsPerDay");
        assertThat(json(api("GET", system + "/permit", admin, ""))
                        .get("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void the_cap_of_the_day_goes_on_after_a_restart() throws Exception {
        var key = ready("{\"caps\":{\"callsPerDay\":3},\"reason\":\"begin\"}");
        assertThat(call(key).statusCode()).isEqualTo(200);
        assertThat(call(key).statusCode()).isEqualTo(200);
        server.close();
        open();
        assertThat(call(key).statusCode()).isEqualTo(200);
        assertThat(call(key).body()).contains("permit.calls-per-day");
        assertThat(json(api("GET", system + "/permit", admin, ""))
                        .at("/used/calls")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void every_call_is_found_by_its_system_its_refusal_and_its_answer() throws Exception {
        var key = ready("{\"caps\":{\"callsPerDay\":1},\"reason\":\"begin\"}");
        call(key);
        call(key);
        JsonNode all = json(api("GET", system + "/interactions", admin, ""));
        for (int i = 0; i < 200 && all.get("items").size() < 2; i++) {
            Thread.sleep(20);
            all = json(api("GET", system + "/interactions", admin, ""));
        }
        assertThat(all.get("items").size()).isEqualTo(2);
        assertThat(api("GET", "/api/v1/metrics", admin, "").body())
                .contains("gen_ai_client_operation_duration_seconds_count")
                .contains("clause=\"permit.calls-per-day\"} 1");
        assertThat(api("GET", "/api/v1/metrics", stranger, "").statusCode()).isEqualTo(403);
        var refused = json(api("GET", system + "/interactions?clause=permit.calls-per-day", admin, ""))
                .get("items");
        assertThat(refused.size()).isEqualTo(1);
        var answered = all.get("items").get(1);
        var digest = answered.get("outDigest").asString();
        var found = json(api("GET", "/api/v1/interactions/by-answer/" + digest, admin, ""));
        assertThat(found.at("/items/0/id").asString())
                .isEqualTo(answered.get("id").asString());
        assertThat(json(api("GET", "/api/v1/interactions/by-answer/" + digest, stranger, ""))
                        .get("items")
                        .size())
                .isZero();
        assertThat(json(api("GET", system + "/interactions?user=ann&outcome=passed&status=200", admin, ""))
                        .at("/items/0/id"))
                .isEqualTo(answered.get("id"));
        assertThat(api("GET", system + "/interactions?outcome=odd", admin, "").statusCode())
                .isEqualTo(400);
        assertThat(api("GET", system + "/interactions/" + answered.get("id").asString(), admin, "")
                        .body())
                .contains(digest);
        var traffic = json(api("GET", system + "/traffic?span=day", admin, "")).get("stretches");
        assertThat(traffic.valueStream()
                        .mapToLong(s -> s.at("/counts/passed").asLong(0))
                        .sum())
                .isOne();
        assertThat(traffic.valueStream()
                        .mapToLong(s -> s.at("/counts/refused").asLong(0))
                        .sum())
                .isOne();
        assertThat(api("GET", system + "/traffic", stranger, "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_permit_is_tried_on_the_calls_of_a_day_before_it_is_given() throws Exception {
        var key = ready("{\"reason\":\"begin\"}");
        call(key);
        call(key);
        JsonNode outcome = preview();
        for (int i = 0; i < 200 && outcome.get("calls").asInt() < 2; i++) {
            Thread.sleep(20);
            outcome = preview();
        }
        assertThat(outcome.get("passedThen").asInt()).isEqualTo(2);
        assertThat(outcome.at("/refused/permit.calls-per-day").asInt()).isOne();
        assertThat(outcome.get("stopped").asInt()).isOne();
        assertThat(outcome.at("/examples/0/clause").asString()).isEqualTo("permit.calls-per-day");
        assertThat(json(api("GET", system + "/permit", admin, ""))
                        .get("version")
                        .asInt())
                .isOne();
    }

    private JsonNode preview() throws Exception {
        var wanted = "{\"day\":\"today\",\"caps\":{\"callsPerDay\":1}}";
        return json(api("POST", system + "/permit/preview", admin, wanted));
    }

    @Test
    void a_call_in_a_trace_is_the_parent_of_what_the_upstream_does_and_one_without_starts_none() throws Exception {
        var key = ready("{\"reason\":\"begin\"}");
        call(key);
        assertThat(traceparent).isEqualTo("null");
        var address = "http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/v1/chat/completions";
        var answer = send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                        .POST(BodyPublishers.ofString(CALL)),
                key);
        var id = answer.headers().firstValue("X-Zhiheng-Interaction").orElseThrow();
        assertThat(traceparent)
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-"
                        + id.substring(19).replace("-", "") + "-01");
    }

    @Test
    void keys_are_shown_once_kept_as_hashes_and_revoked_at_once() throws Exception {
        var key = ready("{\"reason\":\"begin\"}");
        var listed = api("GET", system + "/keys", admin, "");
        assertThat(listed.body()).doesNotContain(key);
        assertThat(contentOfAllFiles()).doesNotContain(key).doesNotContain("sk-very-secret");
        assertThat(api("GET", system + "/route", admin, "").body())
                .doesNotContain("sk-very-secret")
                .contains("\"hasKey\":true");
        var id = json(listed).at("/items/0/id").asString();
        assertThat(api("DELETE", system + "/keys/" + id, admin, "").statusCode())
                .isEqualTo(204);
        assertThat(call(key).statusCode()).isEqualTo(401);
    }

    @Test
    void another_provider_sees_and_changes_nothing() throws Exception {
        ready("{\"reason\":\"begin\"}");
        for (var path : new String[] {"/permit", "/keys", "/route", "/interactions"}) {
            assertThat(api("GET", system + path, stranger, "").statusCode()).isEqualTo(404);
        }
        assertThat(api("POST", system + "/permit/state", stranger, "{\"state\":\"open\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void observations_are_taken_and_the_answer_names_the_metrics_when_one_is_unknown() throws Exception {
        var path = system + "/observations";
        var sent = api("POST", path, admin, "{\"observations\":[{\"metric\":\"media.unlabelled\",\"value\":1}]}");
        assertThat(json(sent).get("taken").asInt()).isEqualTo(1);
        var unknown = api("POST", path, admin, "{\"observations\":[{\"metric\":\"x\",\"value\":1}]}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("observations[0]").contains("leak.out");
        assertThat(api("POST", path, stranger, "{\"observations\":[]}").statusCode())
                .isEqualTo(404);
        assertThat(json(api("GET", system + "/alerts", admin, "")).get("items").size())
                .isZero();
    }

    @Test
    void an_upstream_inside_the_network_that_was_not_listed_is_refused_by_name() throws Exception {
        for (var base : new String[] {
            "http://169.254.169.254/latest",
            "http://10.0.0.1/v1",
            "http://[::1]:9/v1",
            "http://0.0.0.0/v1",
            "file:///etc/passwd"
        }) {
            var answer = api("PUT", system + "/route", admin, "{\"upstreams\":[{\"base\":\"" + base + "\"}]}");
            assertThat(answer.statusCode()).as(base).isIn(400, 422);
        }
    }
}
