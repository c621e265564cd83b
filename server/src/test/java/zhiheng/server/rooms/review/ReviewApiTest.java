package zhiheng.server.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import zhiheng.server.testing.GatewayServer;

class ReviewApiTest extends GatewayServer {
    @Test
    void what_is_held_is_read_and_released_by_a_person_and_both_are_acts_of_the_ledger() throws Exception {
        var key = ready("{\"state\":\"review\",\"reason\":\"begin\"}");
        var waits = call(key);
        assertThat(waits.statusCode()).isEqualTo(403);
        var id = json(waits).at("/error/review/id").asString();

        assertThat(json(api("GET", system + "/held", admin, ""))
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(id);
        assertThat(json(api("GET", system + "/held/" + id, admin, ""))
                        .at("/content/answer")
                        .asString())
                .isEqualTo(ANSWER);
        var decision = system + "/held/" + id + "/decision";
        assertThat(api("POST", decision, admin, "{\"decision\":\"release\"}").statusCode())
                .as("without a reason")
                .isEqualTo(422);
        assertThat(api("POST", decision, stranger, "{\"decision\":\"release\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(api("POST", decision, admin, "{\"decision\":\"release\",\"reason\":\"fine\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api("POST", decision, admin, "{\"decision\":\"reject\",\"reason\":\"again\"}")
                        .statusCode())
                .as("a second time")
                .isEqualTo(409);

        assertThat(held(key, id).body()).isEqualTo(ANSWER);
        long size = server.ledger().size();
        assertThat(server.ledger().entry(size - 2).act()).isEqualTo("content.read");
        assertThat(server.ledger().entry(size - 1).act()).isEqualTo("review.released");
        assertThat(server.ledger().entry(size - 1).bodyJson())
                .contains("saltedSha256")
                .doesNotContain("fine");
    }

    @Test
    void what_is_held_still_waits_after_a_restart_and_is_gone_once_rejected() throws Exception {
        var key = ready("{\"state\":\"review\",\"reason\":\"begin\"}");
        var id = json(call(key)).at("/error/review/id").asString();
        server.close();
        open();
        assertThat(held(key, id).statusCode()).isEqualTo(202);
        api("POST", system + "/held/" + id + "/decision", admin, "{\"decision\":\"reject\",\"reason\":\"no\"}");
        assertThat(held(key, id).statusCode()).isEqualTo(403);
        assertThat(json(api("GET", system + "/held/" + id, admin, "")).has("content"))
                .isFalse();
    }

    @Test
    void what_is_found_in_a_stream_is_held_whole_read_by_a_person_and_fetched_once_released() throws Exception {
        var key = ready("{\"terms\":{\"inspectors\":[\"pii\"],\"actions\":{\"pii\":\"hold\"}},\"reason\":\"begin\"}");
        streamed = delta("A long and harmless beginning of an answer. ") + delta("Write to ann@example.com ")
                + delta("soon.") + "data: [DONE]\n\n";

        var told = send(
                HttpRequest.newBuilder(gateway("chat/completions"))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                CALL.replace("{\"model", "{\"stream\":true,\"model"))),
                key);

        var id = told.headers().firstValue("X-Zhiheng-Interaction").orElseThrow();
        assertThat(told.body())
                .contains("harmless beginning", "permit.review", "/v1/held/" + id)
                .doesNotContain("ann@");
        assertThat(held(key, id).statusCode()).isEqualTo(202);
        var read = json(api("GET", system + "/held/" + id, admin, ""));
        assertThat(read.get("content").toString()).contains("ann@example.com", "soon.");
        var decision = system + "/held/" + id + "/decision";
        assertThat(api("POST", decision, admin, "{\"decision\":\"release\",\"reason\":\"fine\"}")
                        .statusCode())
                .isEqualTo(200);
        var answer = held(key, id);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.body())
                .contains("harmless beginning", "ann@example.com", "soon.")
                .endsWith("[DONE]\n\n");
    }

    private static String delta(String words) {
        return "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + words + "\"}}]}\n\n";
    }

    private HttpResponse<String> held(String key, String id) throws Exception {
        return send(HttpRequest.newBuilder(gateway("held/" + id)).GET(), key);
    }

    @Test
    void content_is_kept_sealed_where_the_permit_says_so_and_read_for_a_reason_that_the_ledger_keeps()
            throws Exception {
        var key = ready("{\"terms\":{\"keepContentDays\":30},\"reason\":\"begin\"}");
        var id = call(key).headers().firstValue("X-Zhiheng-Interaction").orElseThrow();
        var path = system + "/interactions/" + id + "/content";
        for (int i = 0;
                i < 200
                        && json(api("GET", system + "/interactions", admin, ""))
                                .get("items")
                                .isEmpty();
                i++) {
            Thread.sleep(20);
        }

        assertThat(api("POST", path, admin, "{\"reason\":\"\"}").statusCode()).isEqualTo(422);
        assertThat(api("POST", path, stranger, "{\"reason\":\"x\"}").statusCode())
                .isEqualTo(404);
        var content = json(api("POST", path, admin, "{\"reason\":\"complaint 7\"}"));

        assertThat(content.get("call").asString()).isEqualTo(CALL);
        assertThat(content.get("answer").asString()).isEqualTo(ANSWER);
        var last = server.ledger().entry(server.ledger().size() - 1);
        assertThat(last.act()).isEqualTo("content.read");
        assertThat(last.bodyJson()).contains("saltedSha256").doesNotContain("complaint 7");
        assertThat(server.office().registry().words(boss, server.ledger().size() - 1))
                .containsEntry("reason", "complaint 7");
        assertThat(contentOfAllFiles()).doesNotContain("\"Hello\"");
    }
}
