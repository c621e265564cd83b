package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.Limits;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.testing.Cards;
import zhiheng.gateway.upstream.Upstream;

/** The paths beside the chat: Azure's, stored responses, one model, moderations, and forms with files. */
class DoorsTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String CARD = "4111 1111 1111 1111";
    private final House house = House.withOneStub();

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Set<String> models, Terms terms) {
        var scope = new Scope(null, null, ZoneOffset.UTC, Set.of(), 0, models, Set.of(), Map.of(), Set.of());
        house.permits.change(
                new Permit("bot", house.permit().version(), PermitState.OPEN, Caps.NONE, scope, terms, null, Map.of()),
                "test",
                "because");
    }

    private void masks() {
        house.inspections = new Inspectors(InspectorSettings.NONE);
        var d = Terms.DEFAULT;
        permit(
                Set.of(),
                new Terms(
                        d.explicitLabel(),
                        d.implicitLabel(),
                        "",
                        Set.of("pii"),
                        Map.of("pii", Terms.Action.MASK),
                        0,
                        d.keepRecordDays(),
                        d.whenStoreIsDown(),
                        d.onAlert()));
    }

    private HttpResponse<String> ask(String method, String path, String key) {
        return house.send(HttpRequest.newBuilder(house.uri(path))
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> fromPage(String origin, String method, String... headers) {
        var call = HttpRequest.newBuilder(house.uri("/v1/chat/completions")).header("Origin", origin);
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        var body = HttpRequest.BodyPublishers.ofString("{\"model\":\"m\"," + MESSAGES);
        return house.send(call.method(method, method.equals("POST") ? body : HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void scripts_of_the_pages_that_the_permit_lists_may_call_and_no_others() {
        var key = new String[] {"Authorization", "Bearer " + House.KEY};
        var first = new String[] {
            "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type"
        };
        assertThat(fromPage("https://app.example", "OPTIONS", first).statusCode())
                .isEqualTo(405);
        assertThat(fromPage("https://app.example", "POST", key).headers().map())
                .doesNotContainKey("access-control-allow-origin");
        var origins = Set.of("https://app.example");
        var scope = new Scope(null, null, ZoneOffset.UTC, Set.of(), 0, Set.of(), Set.of(), Map.of(), Set.of(), origins);
        house.permits.change(
                new Permit(
                        "bot",
                        house.permit().version(),
                        PermitState.OPEN,
                        Caps.NONE,
                        scope,
                        Terms.DEFAULT,
                        null,
                        Map.of()),
                "test",
                "because");
        var asked = fromPage("https://app.example", "OPTIONS", first);
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers")).contains("authorization,content-type");
        var answer = fromPage("https://app.example", "POST", key);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example");
        assertThat(fromPage("https://evil.example", "OPTIONS", first).statusCode())
                .isEqualTo(405);
        assertThat(fromPage("https://evil.example", "POST", key).body()).contains("permit.origins");
    }

    @Test
    void in_azures_paths_the_deployment_is_the_model_whatever_the_body_says() {
        var call = HttpRequest.newBuilder(
                        house.uri("/openai/deployments/alias/chat/completions?api-version=2024-10-21"))
                .header("api-key", House.KEY)
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"other\"," + MESSAGES));
        assertThat(house.send(call).statusCode()).isEqualTo(200);
        assertThat(house.stub().bodies.getFirst()).contains("\"model\":\"real-name\"");
        assertThat(house.record().model()).isEqualTo("alias");
        permit(Set.of("m"), Terms.DEFAULT);
        assertThat(house.send(call).body()).contains("permit.models");
    }

    @Test
    void an_upstream_at_azure_is_asked_by_its_path_query_and_header() {
        try (var azure = new House(
                1,
                Limits.DEFAULT,
                Upstream.Times.DEFAULT,
                "/openai/deployments/:model?api-version=2024-10-21",
                Upstream.Auth.API_KEY)) {
            azure.stub().answer = (request, body) -> Stub.json(
                    request,
                    200,
                    "{\"seen\":\"" + request.getHeader("api-key") + request.getHeader("Authorization") + "\"}");
            var answer = azure.post("/v1/chat/completions", "{\"model\":\"alias\"," + MESSAGES);
            assertThat(answer.body()).contains("upstream-keynull");
            assertThat(azure.stub().requests)
                    .containsExactly("POST /v1/openai/deployments/real-name/chat/completions?api-version=2024-10-21");
        }
    }

    @Test
    void one_model_is_told_of_only_where_the_permit_allows_it() {
        house.stub().answer = (request, body) -> Stub.json(request, 200, "{\"id\":\"real-name\",\"object\":\"model\"}");
        permit(Set.of("alias"), Terms.DEFAULT);
        assertThat(ask("GET", "/v1/models/alias", House.KEY).body())
                .isEqualTo("{\"id\":\"alias\",\"object\":\"model\"}");
        assertThat(house.stub().requests).containsExactly("GET /v1/models/real-name");
        assertThat(ask("GET", "/v1/models/real-name", House.KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void a_stored_response_is_fetched_cancelled_and_deleted_by_the_system_it_was_given_to_alone() {
        house.permits.change(Permit.open("other", ZoneOffset.UTC), "test", "begin");
        house.stub().answer = (request, body) -> Stub.json(
                request,
                200,
                "{\"id\":\"resp_1\",\"object\":\"response\",\"output\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}");
        assertThat(ask("GET", "/v1/responses/resp_1", House.KEY).statusCode()).isEqualTo(404);
        house.post("/v1/responses", "{\"model\":\"m\",\"input\":\"Hi\"}");
        for (var call : List.of(
                "GET /v1/responses/resp_1", "DELETE /v1/responses/resp_1", "POST /v1/responses/resp_1/cancel")) {
            var words = call.split(" ");
            assertThat(ask(words[0], words[1], "k-other").statusCode()).as(call).isEqualTo(404);
            assertThat(ask(words[0], words[1], House.KEY).statusCode()).as(call).isEqualTo(200);
            assertThat(house.stub().requests.getLast()).isEqualTo(call);
        }
        assertThat(house.stub().requests).hasSize(4);
        assertThat(house.permits.used("bot").tokens()).isEqualTo(7);
        var next = "{\"model\":\"m\",\"input\":\"Hi\",\"previous_response_id\":\"resp_1\"}";
        assertThat(house.post("/v1/responses", next).statusCode()).isEqualTo(200);
        var foreign = house.send(HttpRequest.newBuilder(house.uri("/v1/responses"))
                .header("Authorization", "Bearer k-other")
                .POST(HttpRequest.BodyPublishers.ofString(next)));
        assertThat(foreign.statusCode()).isEqualTo(404);
    }

    @Test
    void a_moderation_names_its_model_to_the_upstream_where_the_caller_left_it_out() {
        house.stub().answer = (request, body) -> Stub.json(request, 200, "{\"id\":\"modr\",\"results\":[]}");
        assertThat(house.post("/v1/moderations", "{\"input\":\"x\"}").statusCode())
                .isEqualTo(200);
        assertThat(house.stub().bodies.getFirst()).contains("omni-moderation-latest");
        permit(Set.of("m"), Terms.DEFAULT);
        assertThat(house.post("/v1/moderations", "{\"input\":\"x\"}").body()).contains("permit.models");
    }

    private static String part(String name, String value) {
        return "--b0\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static final String SOUND = "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n"
            + "Content-Type: audio/wav\r\n\r\nRIFF\u0001\r\n\r\n";

    private HttpResponse<String> form(String path, String body) {
        return house.send(HttpRequest.newBuilder(house.uri(path))
                .header("Authorization", "Bearer " + House.KEY)
                .header("Content-Type", "multipart/form-data; boundary=b0")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    @Test
    void a_transcription_goes_on_byte_for_byte_and_its_model_is_the_permits_matter() {
        house.stub().answer = (request, body) -> Stub.json(request, 200, "{\"text\":\"hello\"}");
        var body = SOUND + part("model", "m") + "--b0--\r\n";
        assertThat(form("/v1/audio/transcriptions", body).body()).isEqualTo("{\"text\":\"hello\"}");
        assertThat(house.stub().bodies).containsExactly(body);
        assertThat(form("/v1/audio/translations", SOUND + part("model", "alias") + "--b0--\r\n")
                        .statusCode())
                .isEqualTo(200);
        assertThat(house.stub().bodies.getLast()).isEqualTo(SOUND + part("model", "real-name") + "--b0--\r\n");
        permit(Set.of("other"), Terms.DEFAULT);
        assertThat(form("/v1/audio/transcriptions", body).body()).contains("permit.models");
    }

    @Test
    void the_words_of_a_form_and_of_what_was_heard_are_inspected() {
        masks();
        house.stub().answer = (request, body) -> request.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end("my card is " + CARD);
        var body = SOUND + part("model", "m") + part("prompt", "card " + CARD) + "--b0--\r\n";
        var answer = form("/v1/audio/transcriptions", body);
        assertThat(answer.body()).startsWith("my card is ").doesNotContainPattern(Cards.NUMBER);
        assertThat(house.stub().bodies.getFirst())
                .contains(SOUND)
                .contains("card ")
                .doesNotContainPattern(Cards.NUMBER);
        house.stub().answer = (request, b) -> Stub.json(
                request, 200, "{\"text\":\"" + CARD + "\",\"segments\":[{\"id\":0,\"text\":\"" + CARD + "\"}]}");
        assertThat(form("/v1/audio/transcriptions", body).body()).doesNotContainPattern(Cards.NUMBER);
    }

    private static String heard(String type, String members) {
        return "event: transcript.text." + type + "\ndata: {\"type\":\"transcript.text." + type + "\"," + members
                + "}\n\n";
    }

    @Test
    void a_transcription_that_is_streamed_is_inspected_piece_by_piece_and_leaves_a_record() {
        masks();
        house.stub().answer = (request, body) -> Stub.stream(
                request,
                List.of(
                        heard("delta", "\"delta\":\"my card is 4111 11\""),
                        heard("delta", "\"delta\":\"11 1111 1111\""),
                        heard("segment", "\"id\":\"seg_1\",\"speaker\":\"A\",\"text\":\"card 4111 1111\""),
                        heard("segment", "\"id\":\"seg_2\",\"speaker\":\"A\",\"text\":\"1111 1111 ok\""),
                        heard("done", "\"text\":\"my card is " + CARD + "\"")));
        var body = SOUND + part("model", "m") + part("stream", "true") + "--b0--\r\n";
        var answer = form("/v1/audio/transcriptions", body);
        assertThat(house.stub().bodies).containsExactly(body);
        assertThat(answer.headers().firstValue("X-AIGC")).isEmpty();
        assertThat(answer.body())
                .doesNotContain("1111")
                .doesNotContain("AIGC")
                .contains("\"text\":\"my card is [BANK CARD]\"")
                .contains("\"text\":\"card [BANK CARD]\"")
                .contains("\"text\":\" ok\"");
        assertThat(house.record().detections()).containsKey("out:pii.bank-card");
        assertThat(house.record().surface()).isEqualTo("audio/transcriptions");
    }

    @Test
    void only_transcriptions_are_streamed_among_the_forms() {
        for (var path : List.of("/v1/audio/translations", "/v1/images/edits")) {
            var answer = form(path, SOUND + part("model", "m") + part("stream", "true") + "--b0--\r\n");
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
        }
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void texts_to_be_ordered_and_the_order_are_inspected_whatever_form_they_have() {
        masks();
        house.stub().answer = (request, body) -> Stub.json(
                request,
                200,
                "{\"id\":\"r1\",\"results\":[{\"index\":1,\"relevance_score\":0.987654321098,\"document\":{\"text\":\"card "
                        + CARD + "\"}},{\"index\":0,\"relevance_score\":0.1,\"document\":\"plain " + CARD
                        + "\"}],\"usage\":{\"total_tokens\":9}}");
        var answer = house.post(
                "/v1/rerank",
                "{\"model\":\"alias\",\"query\":\"whose is " + CARD + "\",\"top_n\":2,\"return_documents\":true,"
                        + "\"documents\":[\"card " + CARD + "\",{\"text\":\"" + CARD + "\",\"title\":\"" + CARD
                        + "\"}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .doesNotContainPattern(Cards.NUMBER)
                .contains("\"index\":1", "0.987654321098", "card [BANK CARD]");
        assertThat(house.stub().requests).containsExactly("POST /v1/rerank");
        assertThat(house.stub().bodies.getFirst())
                .doesNotContainPattern(Cards.NUMBER)
                .contains("\"top_n\":2", "real-name", "whose is ");
        assertThat(house.record().surface()).isEqualTo("rerank");
        assertThat(house.record().tokensIn()).isEqualTo(9);
        var found = house.record().detections();
        assertThat(found.getOrDefault("in:pii.bank-card", 0) + found.getOrDefault("in:pii.bank-card.bare", 0))
                .isEqualTo(4);
        assertThat(found).containsKeys("out:pii.bank-card");
        permit(Set.of("other"), Terms.DEFAULT);
        assertThat(house.post("/v1/rerank", "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"d\"]}")
                        .body())
                .contains("permit.models");
    }

    @Test
    void the_second_version_of_putting_texts_in_order_is_the_same_door() {
        masks();
        house.stub().answer = (request, body) -> Stub.json(
                request,
                200,
                "{\"results\":[{\"index\":0,\"relevance_score\":0.9}],\"id\":\"r2\",\"meta\":{\"api_version\":{\"version\":\"2\"},"
                        + "\"billed_units\":{\"search_units\":1},\"tokens\":{\"input_tokens\":17}}}");
        var answer = house.post(
                "/v2/rerank",
                "{\"model\":\"alias\",\"query\":\"whose is " + CARD + "\",\"top_n\":1,\"max_tokens_per_doc\":512,"
                        + "\"documents\":[\"card " + CARD + "\"]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"relevance_score\":0.9", "search_units");
        assertThat(house.stub().requests).containsExactly("POST /v1/rerank");
        assertThat(house.stub().bodies.getFirst())
                .doesNotContainPattern(Cards.NUMBER)
                .contains("max_tokens_per_doc", "real-name");
        assertThat(house.record().surface()).isEqualTo("rerank");
        assertThat(house.record().tokensIn()).isEqualTo(17);
        assertThat(house.post("/v2/embed", "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no form",
                "--b0\r\nContent-Disposition: form-data; name=\"prompt\"; filename=\"p\"\r\n\r\nwords\r\n--b0--\r\n",
                "--b0\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nwords\r\n--b0--\r\n",
                "--b0\r\n"
                        + "Content-Disposition: form-data; name=\"model\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + "bQ==\r\n"
                        + "--b0--\r\n",
                "--b0\r\nContent-Disposition: form-data; name=\"a\"; name*=utf-8''model\r\n\r\nm\r\n--b0--\r\n",
                "--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b0--\r\n--b0\r\nmore",
                "--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm"
            })
    void a_form_that_could_be_read_in_two_ways_is_refused(String body) {
        assertThat(form("/v1/audio/transcriptions", body).statusCode()).isEqualTo(400);
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void a_picture_to_be_changed_goes_on_with_its_words_inspected() {
        masks();
        house.stub().answer =
                (request, body) -> Stub.json(request, 200, "{\"created\":1,\"data\":[{\"b64_json\":\"AAAA\"}]}");
        var picture = SOUND.replace("\"file\"", "\"image[]\"");
        var answer =
                form("/v1/images/edits", picture + picture + part("model", "m") + part("prompt", CARD) + "--b0--\r\n");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(house.stub().bodies.getFirst()).contains(picture + picture).doesNotContainPattern(Cards.NUMBER);
    }

    @Test
    void a_changed_picture_is_asked_for_inline_and_labelled_and_one_behind_an_address_does_not_pass() throws Exception {
        var d = Terms.DEFAULT;
        permit(
                Set.of(),
                new Terms(
                        Terms.ExplicitPlace.INTERFACE,
                        true,
                        "001191110102MACQD9K64010000",
                        Set.of(),
                        Map.of(),
                        0,
                        d.keepRecordDays(),
                        d.whenStoreIsDown(),
                        d.onAlert()));
        var drawn = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", drawn);
        var inline = Base64.getEncoder().encodeToString(drawn.toByteArray());
        house.stub().answer =
                (request, body) -> Stub.json(request, 200, "{\"data\":[{\"b64_json\":\"" + inline + "\"}]}");
        var call = SOUND.replace("\"file\"", "\"image\"") + part("model", "m") + part("prompt", "hills") + "--b0--\r\n";
        var answer = form("/v1/images/edits", call);
        assertThat(house.stub().bodies.getFirst()).contains(part("response_format", "b64_json"));
        var picture =
                WireJson.MAPPER.readTree(answer.body()).at("/data/0/b64_json").stringValue();
        assertThat(new String(Base64.getDecoder().decode(picture), StandardCharsets.ISO_8859_1))
                .contains("AIGC", "001191110102MACQD9K64010000");

        house.stub().answer =
                (request, body) -> Stub.json(request, 200, "{\"data\":[{\"url\":\"https://pictures.example/a.png\"}]}");
        var elsewhere = form("/v1/images/edits", call);
        assertThat(elsewhere.statusCode()).isEqualTo(502);
        assertThat(elsewhere.body()).contains("permit.labels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"file-a1\"}}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"https://a.example/b\"}}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_url\":\"https://a.example/b\"}]}]"
            })
    void a_file_that_only_the_upstream_can_read_does_not_pass_where_calls_are_inspected(String messages) {
        masks();
        var answer = house.post("/v1/chat/completions", "{\"model\":\"m\"," + messages + "}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("permit.unreadable-call", "base64");
        permit(Set.of(), Terms.DEFAULT);
        assertThat(house.post("/v1/chat/completions", "{\"model\":\"m\"," + messages + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"input_image\",\"file_id\":\"file-a1\"}",
                "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a.example/b.png\"}}",
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/b.png\"}}",
                "{\"type\":\"text\",\"text\":\"what is a file_id?\"}"
            })
    void a_picture_and_words_about_files_do(String part) {
        masks();
        var messages = "\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]";
        assertThat(house.post("/v1/chat/completions", "{\"model\":\"m\"," + messages + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/realtime, realtime_not_passed",
        "POST, /v1/realtime/sessions, realtime_not_passed",
        "GET, /openai/realtime, realtime_not_passed",
        "POST, /v1/files, files_not_passed",
        "GET, /openai/v1/batches, files_not_passed",
        "POST, /v1/real, unknown_path"
    })
    void a_door_that_is_shut_for_a_reason_says_it(String method, String path, String code) {
        var answer = ask(method, path, House.KEY);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(WireJson.MAPPER.readTree(answer.body()).at("/error/code").asString(""))
                .isEqualTo(code);
        assertThat(answer.headers().firstValue("x-should-retry").isPresent()).isEqualTo(!code.equals("unknown_path"));
    }
}
