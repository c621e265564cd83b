package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.testing.Cards;

/** The gateway is closed at its edges: what it cannot read does not pass where the permit asks to inspect or to label. */
class EdgesTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String CALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAMED = CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");
    private static final String CARD = "4111 1111 1111 1111";
    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"card " + CARD + "\"}}]}";

    private final House house = House.withOneStub();

    @BeforeEach
    void masks() {
        house.inspections = new Inspectors(InspectorSettings.NONE);
        permit(Set.of("pii"), Terms.ExplicitPlace.INTERFACE);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Set<String> inspectors, Terms.ExplicitPlace place) {
        var d = Terms.DEFAULT;
        var actions = inspectors.isEmpty() ? Map.<String, Action>of() : Map.of("pii", Action.MASK);
        var terms = new Terms(
                place, true, "", inspectors, actions, 0, d.keepRecordDays(), d.whenStoreIsDown(), d.onAlert());
        house.permits.change(house.permit().with(terms), "test", "because");
    }

    private void answers(int status, String type, byte[] body, String... headers) {
        house.stub().answer = (request, call) -> {
            var response = request.response().setStatusCode(status);
            if (!type.isEmpty()) {
                response.putHeader("Content-Type", type);
            }
            for (int i = 0; i < headers.length; i += 2) {
                response.putHeader(headers[i], headers[i + 1]);
            }
            response.end(Buffer.buffer(body));
        };
    }

    private void answers(int status, String type, String body, String... headers) {
        answers(status, type, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    private static String code(HttpResponse<String> answer) {
        return WireJson.MAPPER.readTree(answer.body()).at("/error/code").asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "",
                "application/x-ndjson",
                "application/json; charset=utf-16",
                "application/octet-stream",
                "audio/mpeg"
            })
    void an_answer_of_a_type_that_cannot_be_read_does_not_pass(String type) {
        answers(200, type, ANSWER);
        var answer = house.post(PATH, CALL);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("permit.unreadable");
        assertThat(answer.body())
                .contains("无法读懂", "cannot be read", "Content-Type")
                .doesNotContainPattern(Cards.NUMBER);
        assertThat(house.record().clause()).isEqualTo("permit.unreadable");
    }

    @Test
    void a_label_that_is_asked_for_closes_the_same_edges_as_inspection() {
        permit(Set.of(), Terms.ExplicitPlace.START);
        for (var body : List.of(ANSWER, "[" + ANSWER + "]", "{\"answer\":\"words\"}")) {
            answers(200, body.equals(ANSWER) ? "text/plain" : "application/json", body);
            assertThat(code(house.post(PATH, CALL))).as(body).isEqualTo("permit.unreadable");
        }
    }

    @Test
    void where_nothing_is_asked_for_what_cannot_be_read_passes_as_it_is() {
        permit(Set.of(), Terms.ExplicitPlace.INTERFACE);
        answers(200, "text/plain", "anything");
        assertThat(house.post(PATH, CALL).body()).isEqualTo("anything");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 203, 206})
    void every_status_of_success_is_inspected(int status) {
        answers(status, "application/json; charset=UTF-8", ANSWER);
        var answer = house.post(PATH, CALL);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("[BANK CARD]").doesNotContainPattern(Cards.NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":1}]", "\"4111 1111 1111 1111\"", "4111111111111111", "null"})
    void json_that_is_no_object_does_not_pass(String body) {
        answers(200, "application/json", body);
        assertThat(code(house.post(PATH, CALL))).isEqualTo("permit.unreadable");
        house.stub().answer = (request, call) -> Stub.stream(request, List.of("data: " + body + "\n\n", Stub.DONE));
        var streamed = house.post(PATH, STREAMED);
        assertThat(streamed.statusCode()).isEqualTo(502);
        assertThat(code(streamed)).isEqualTo("permit.unreadable");
    }

    @Test
    void a_coded_answer_is_refused_with_a_true_sentence_plain_and_streamed() {
        for (var type : List.of("application/json", "text/event-stream")) {
            var text = type.startsWith("text") ? "data: " + ANSWER + "\n\n" : ANSWER;
            answers(200, type, gzip(text), "Content-Encoding", "gzip");
            var answer = house.post(PATH, type.startsWith("text") ? STREAMED : CALL);
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream.coded", "压缩", "compressed");
        }
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"reasoning_content\":\"CARD\"}}]}",
                "{\"choices\":[{\"message\":{\"reasoning\":\"CARD\"}}]}",
                "{\"choices\":[{\"message\":{\"audio\":{\"id\":\"a\",\"transcript\":\"CARD\"}}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"n\":\"CARD\"}}}]}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"n\":4111111111111111}}}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"CARD\"}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"4111 1111"
                        + " \"},{\"type\":\"text\",\"text\":\"1111 1111\"}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"pay with 4111 1111\\n1111 1111\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"x"
                        + " CARD\"},\"logprobs\":{\"content\":[{\"token\":\"4111\"}]}}]}",
                "{\"choices\":[],\"x_more\":{\"deep\":[\"CARD\"]}}",
                "{\"choices\":[],\"id\":\"CARD\"}",
            })
    void a_number_is_masked_wherever_it_stands(String body) {
        answers(200, "application/json", body.replace("CARD", CARD));
        var answer = house.post(PATH, CALL);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContainPattern(Cards.NUMBER).contains("[BANK CARD]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"4111"
                        + " 1111\"},{\"type\":\"text\",\"text\":\" 1111 1111\"}]}]}",
                "{\"messages\":[{\"role\":\"assistant\",\"reasoning_content\":\"CARD\"}]}",
                "{\"messages\":[{\"role\":\"user\",\"name\":\"CARD\",\"content\":\"\"}]}",
                "{\"messages\":[],\"prediction\":{\"type\":\"content\",\"content\":\"CARD\"}}",
                "{\"messages\":[],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"CARD\"}}]}",
                "{\"messages\":[],\"tools\":[{\"function\":{\"name\":\"f\",\"parameters\":{\"properties\":{\"a\":{\"description\":\"CARD\"}}}}}]}",
            })
    void what_is_masked_in_a_call_is_masked_at_its_place_before_the_model_sees_it(String body) {
        var call = "{\"model\":\"m\"," + body.replace("CARD", CARD).substring(1);
        assertThat(house.post(PATH, call).statusCode()).isEqualTo(200);
        assertThat(house.stub().bodies.getFirst()).contains("[BANK CARD]").doesNotContainPattern(Cards.NUMBER);
        assertThat(WireJson.MAPPER.readTree(house.stub().bodies.getFirst()).isObject())
                .isTrue();
        assertThat(house.record().detections()).containsKey("in:pii.bank-card.bare");
    }

    @Test
    void a_file_that_cannot_be_read_keeps_a_call_from_the_model_and_one_of_text_is_masked() {
        var part =
                "{\"model\":\"m\",\"messages\":[{\"content\":[{\"type\":\"file\",\"file\":{\"file_data\":\"%s\"}}]}]}";
        var text = java.util.Base64.getEncoder().encodeToString(("my card " + CARD).getBytes());
        assertThat(house.post(PATH, part.formatted("data:text/plain;base64," + text))
                        .statusCode())
                .isEqualTo(200);
        var sent = WireJson.MAPPER
                .readTree(house.stub().bodies.getFirst())
                .at("/messages/0/content/0/file/file_data")
                .asString();
        assertThat(new String(java.util.Base64.getDecoder().decode(sent.substring(sent.indexOf(',') + 1))))
                .isEqualTo("my card [BANK CARD]");
        var pdf = house.post(PATH, part.formatted("data:application/pdf;base64,JVBERi0xLjcK"));
        assertThat(pdf.statusCode()).isEqualTo(403);
        assertThat(code(pdf)).isEqualTo("permit.unreadable-call");
        assertThat(pdf.body()).contains("application/pdf");
        assertThat(house.stub().bodies).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, application/json, 502, upstream.credentials",
        "403, application/json, 502, upstream.credentials",
        "302, text/html, 502, upstream.redirects",
        "307, text/html, 502, upstream.redirects",
        "500, text/html, 502, upstream.failed",
        "503, '', 502, upstream.failed",
        "404, text/html, 404, upstream.refused",
        "400, application/json, 400, upstream.refused",
    })
    void the_upstreams_refusals_never_carry_its_words_about_the_operators_key(
            int status, String type, int answered, String code) {
        answers(
                status,
                type,
                "{\"error\":{\"message\":\"Incorrect API key provided: upstream-key\"}}",
                "Location",
                "http://inside/");
        var answer = house.post(PATH, CALL);
        assertThat(answer.statusCode()).isEqualTo(answered);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("upstream-", "Incorrect");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void an_empty_answer_is_an_error_and_an_error_in_json_passes_inspected() {
        answers(200, "application/json", "");
        assertThat(code(house.post(PATH, CALL))).isEqualTo("upstream.empty");
        answers(200, "text/event-stream", "");
        assertThat(code(house.post(PATH, STREAMED))).isEqualTo("upstream.empty");
        answers(400, "application/json", "{\"error\":{\"message\":\"no such card " + CARD + "\",\"code\":\"x\"}}");
        var answer = house.post(PATH, CALL);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"x\"", "[BANK CARD]").doesNotContainPattern(Cards.NUMBER);
    }

    @Test
    void a_stream_that_nobody_asked_for_is_an_error_of_the_upstream() {
        house.stub().answer = (request, call) -> Stub.stream(request, List.of(Stub.delta("Hi"), Stub.DONE));
        var answer = house.post(PATH, CALL);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isEqualTo("upstream.stream");
    }

    @Test
    void words_of_an_answer_that_only_repeat_the_call_are_not_the_models() {
        house.inspections = new Inspectors(new InspectorSettings(
                Map.of(), Set.of("heron-lamp-42"), zhiheng.gateway.inspect.LinkRules.NONE, Map.of()));
        var d = Terms.DEFAULT;
        house.permits.change(
                house.permit()
                        .with(new Terms(
                                d.explicitLabel(),
                                true,
                                "",
                                Set.of("canary"),
                                Map.of("canary", Action.REFUSE),
                                0,
                                d.keepRecordDays(),
                                d.whenStoreIsDown(),
                                d.onAlert())),
                "test",
                "because");
        var call = "{\"model\":\"m\",\"instructions\":\"heron-lamp-42\",\"input\":\"hi\"}";
        var echo =
                "{\"instructions\":\"heron-lamp-42\",\"output\":[{\"content\":[{\"type\":\"output_text\",\"text\":\"%s\"}]}]}";
        answers(200, "application/json", echo.formatted("hello"));
        assertThat(house.post("/v1/responses", call).statusCode()).isEqualTo(200);
        answers(200, "application/json", echo.formatted("it is heron-lamp-42"));
        assertThat(house.post("/v1/responses", call).statusCode()).isEqualTo(403);
    }
}
