package zhiheng.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in, with which session, and what is no message. */
class McpDoorTest {
    private final McpHouse house = new McpHouse();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_session_is_begun_with_an_id_that_nobody_guesses_and_what_a_server_may_not_do_is_left_out() {
        var answer = house.post(
                house.message("initialize", "{'protocolVersion':'2025-06-18','capabilities':{'sampling':{}}}"));
        assertThat(answer.headers().firstValue("Mcp-Session-Id").orElse("")).matches("[A-Za-z0-9_-]{43}");
        var result = McpHouse.result(answer);
        assertThat(result.path("capabilities").toString()).isEqualTo("{\"tools\":{}}");
        assertThat(result.path("instructions").asString("")).isEqualTo("Be kind");
        assertThat(house.server.last("initialize").at("/params/capabilities").toString())
                .isEqualTo("{}");
        assertThat(house.server.authorizations).contains("Bearer upstream-key");
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "http://localhost.evil.example, 403",
        "null, 403",
        "http://localhost:6274, 200",
        "http://127.0.0.1:5173, 200"
    })
    void pages_of_other_hosts_are_turned_away(String origin, int status) {
        house.initialized();
        assertThat(house.post(house.message("ping", "{}"), "Origin", origin).statusCode())
                .isEqualTo(status);
    }

    @Test
    void without_a_key_a_known_server_or_a_session_nothing_is_asked() {
        assertThat(house.postTo("nowhere", house.message("ping", "{}")).statusCode())
                .isEqualTo(404);
        assertThat(house.postTo("a%2Fb", house.message("ping", "{}")).statusCode())
                .isEqualTo(404);
        assertThat(house.post(house.message("tools/list", "{}")).statusCode()).isEqualTo(400);
        house.session = "guessed";
        assertThat(house.post(house.message("tools/list", "{}")).statusCode()).isEqualTo(404);
        var unknown = house.request("stub")
                .setHeader("Authorization", "Bearer other")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        var refused = house.send(unknown);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(house.server.asked).isEmpty();
    }

    @Test
    void the_scheme_of_the_key_is_read_in_any_case() {
        house.initialized();
        var ping = house.request("stub")
                .setHeader("Authorization", "bearer " + McpHouse.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(house.message("ping", "{}")));
        assertThat(house.send(ping).statusCode()).isEqualTo(200);
    }

    @Test
    void a_stream_of_the_servers_own_is_not_offered_and_a_session_can_be_ended() {
        house.initialized();
        assertThat(house.send(house.request("stub").GET()).statusCode()).isEqualTo(405);
        assertThat(house.send(house.request("stub").DELETE()).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "7",
                "[]",
                "[7]",
                "[[]]",
                "{\"a\":1,\"a\":2}",
                "{} {}",
            })
    void what_is_no_message_is_refused(String body) {
        house.initialized();
        assertThat(house.post(body).statusCode()).isEqualTo(400);
    }

    @Test
    void other_types_codings_and_versions_are_refused() {
        house.initialized();
        var ping = house.message("ping", "{}");
        var text = house.request("stub")
                .setHeader("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(ping));
        assertThat(house.send(text).statusCode()).isEqualTo(415);
        assertThat(house.post(ping, "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
        assertThat(house.post(ping, "MCP-Protocol-Version", "latest").statusCode())
                .isEqualTo(400);
        assertThat(house.post(ping, "MCP-Protocol-Version", "2025-06-18").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_session_from_before_a_restart_is_taken_up_and_begun_anew_at_the_server() {
        house.session = "A".repeat(43);
        assertThat(McpHouse.words(house.call("echo", "{'text':'hi'}"))).isEqualTo("hi");
        assertThat(house.server.methods()).containsExactly("initialize", "notifications/initialized", "tools/call");
    }

    @Test
    void a_server_that_was_restarted_is_begun_anew_and_asked_again() {
        house.initialized();
        house.server.sessions++; // it knows no session of before
        assertThat(McpHouse.words(house.call("echo", "{'text':'hi'}"))).isEqualTo("hi");
        assertThat(house.records).hasSize(1);
    }

    @Test
    void a_client_that_begins_again_and_again_is_slowed_down() {
        var statuses = new java.util.ArrayList<Integer>();
        for (int i = 0; i < 40; i++) {
            statuses.add(house.post(house.message("initialize", "{}")).statusCode());
        }
        assertThat(statuses).contains(429);
        assertThat(statuses.subList(0, 20)).containsOnly(200);
    }

    @Test
    void how_often_is_counted_for_each_and_comes_back_with_time() {
        var often = new Often(2, 1);
        assertThat(often.may("a", 0)).isTrue();
        assertThat(often.may("a", 0)).isTrue();
        assertThat(often.may("a", 0)).isFalse();
        assertThat(often.may("b", 0)).isTrue();
        assertThat(often.may("a", 1_000_000_000L)).isTrue();
        assertThat(often.may("a", 1_000_000_000L)).isFalse();
    }

    @Test
    void methods_that_are_not_known_are_not_passed_on() {
        house.initialized();
        assertThat(house.post(house.message("resources/subscribe", "{}")).body())
                .contains("-32601");
        assertThat(house.post(house.message("tasks/list", "{}")).body()).contains("-32601");
        assertThat(house.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(house.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").statusCode())
                .isEqualTo(202);
        assertThat(house.server.methods()).containsExactly("initialize", "notifications/initialized");
    }

    @Test
    void a_refusal_leaves_the_connection_to_the_next_request() throws Exception {
        house.initialized();
        try (var socket = new java.net.Socket("127.0.0.1", house.port())) {
            var get = "GET /mcp/stub HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + McpHouse.KEY + "\r\n\r\n";
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(get.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                var head = new byte[12];
                assertThat(socket.getInputStream().readNBytes(head, 0, 12)).isEqualTo(12);
                assertThat(new String(head, java.nio.charset.StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 405");
                Thread.sleep(700); // longer than the door waits for whoever is still sending
                socket.getInputStream().skipNBytes(socket.getInputStream().available());
            }
        }
    }
}
