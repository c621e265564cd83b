package zhiheng.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.testing.Cards;

/** What servers of tools ask of their clients, and tell them unasked. */
class McpAsksTest {
    private static final String SAMPLING = "sampling/createMessage";
    private static final String ELICITATION = "elicitation/create";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String QUESTION =
            "{'messages':[{'role':'user','content':{'type':'text','text':'whose card is %s?'}}],"
                    + "'maxTokens':9,'includeContext':'allServers','_meta':{'x':1}}";
    private static final String SAID =
            "'result':{'role':'assistant','content':{'type':'text','text':'%s'},'model':'m'}";

    private final McpHouse house = new McpHouse();

    @AfterEach
    void close() {
        house.close();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Rpc.MAPPER.readTree(text.replace('\'', '"'));
    }

    private static String answer(JsonNode asked, String outcome) {
        var answer = json("{'jsonrpc':'2.0'," + outcome + "}");
        answer.set("id", asked.path("id"));
        return answer.toString();
    }

    /** @param asks words, a blank between them */
    private void permit(String asks, String action) {
        house.permit("{'scope':{'asks':" + Rpc.MAPPER.valueToTree(asks.isEmpty() ? List.of() : List.of(asks.split(" ")))
                + "},'terms':{'inspectors':['pii'],'actions':{'pii':'" + action + "'}}}");
    }

    /** The tool asks its client something, and has an answer when it was told. */
    private void asks(String method, String params) {
        house.server.tools.put("ask", (request, message) -> {
            var done = Rpc.result(message.path("id"), Rpc.MAPPER.readTree(ToolServer.text("thanks")));
            house.server.answered = told -> request.response().end(ToolServer.event(done));
            request.response()
                    .setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .write(ToolServer.event(Rpc.request(77, method, json(params))));
        });
    }

    /** Calls the tool as a client that answers what it is asked. @return what it was asked */
    private List<JsonNode> call(Function<JsonNode, String> answers) {
        var asked = new ArrayList<JsonNode>();
        var call = house.request("stub")
                .POST(HttpRequest.BodyPublishers.ofString(house.message("tools/call", "{'name':'ask'}")));
        var result = house.events(call, said -> {
            asked.add(said);
            if (said.has("id")) {
                var taken = house.post(answer(said, answers.apply(said)));
                assertThat(taken.statusCode()).isEqualTo(202);
            }
        });
        assertThat(result.at("/result/content/0/text").asString(""))
                .as("%s", result)
                .isEqualTo("thanks");
        return asked;
    }

    /** What the server was answered. */
    private JsonNode told() {
        McpHouse.until(() -> house.server.asked.stream().anyMatch(McpAsksTest::isAnswer));
        return house.server.asked.stream()
                .filter(McpAsksTest::isAnswer)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAnswer(JsonNode message) {
        return message.path("id").asLong(0) == 77;
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, false",
        "sampling, true, false",
        "stub:elicitation, false, true",
        "other:sampling, false, false"
    })
    void a_server_hears_of_what_its_client_can_do_only_where_the_permit_has_the_word(
            String asks, boolean sampling, boolean elicitation) {
        permit(asks, "mask");
        house.initialized();
        var capabilities = house.server.last("initialize").at("/params/capabilities");
        assertThat(capabilities.has("sampling")).isEqualTo(sampling);
        assertThat(capabilities.has("elicitation")).isEqualTo(elicitation);
        asks(SAMPLING, QUESTION.formatted("it"));
        assertThat(call(said -> SAID.formatted("no idea"))).hasSize(sampling ? 1 : 0);
        assertThat(told().has("result")).isEqualTo(sampling);
        assertThat(told().at("/error/code").asInt(0)).isEqualTo(sampling ? 0 : Rpc.NO_METHOD);
    }

    @Test
    void a_question_and_its_answer_are_inspected_and_recorded_and_known_members_alone_pass() {
        permit("sampling", "mask");
        house.initialized();
        asks(SAMPLING, QUESTION.formatted(CARD));
        var asked = call(said -> "'result':{'role':'assistant','content':{'type':'text','text':'card " + CARD
                + "'},'model':'m','_meta':{'secret':1}}");
        var question = asked.getFirst();
        assertThat(question.path("method").asString("")).isEqualTo(SAMPLING);
        assertThat(question.path("params").propertyNames()).containsExactlyInAnyOrder("messages", "maxTokens");
        assertThat(question.toString()).contains("whose card is [BANK CARD]?").doesNotContainPattern(Cards.NUMBER);
        assertThat(told().at("/result/content/text").asString("")).isEqualTo("card [BANK CARD]");
        assertThat(told().path("result").has("_meta")).isFalse();
        McpHouse.until(() -> house.records.size() == 2);
        var record = house.records.stream()
                .filter(r -> r.ask().tools().contains("stub:" + SAMPLING))
                .findFirst()
                .orElseThrow();
        assertThat(record.surface()).isEqualTo("mcp/stub");
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.detections()).containsKeys("in:pii.bank-card", "out:pii.bank-card");
    }

    @ParameterizedTest
    @CsvSource({"sampling, in", "sampling, out", "elicitation, in", "elicitation, out"})
    void what_must_not_pass_is_declined_as_a_client_would(String word, String way) {
        permit(word, "refuse");
        house.initialized();
        boolean sampling = word.equals("sampling");
        var number = way.equals("in") ? "card " + CARD : "card of all";
        asks(
                sampling ? SAMPLING : ELICITATION,
                sampling
                        ? QUESTION.formatted(number)
                        : "{'message':'" + number + "?','requestedSchema':{'type':'object','properties':{}}}");
        var asked = call(said -> sampling
                ? SAID.formatted("card " + CARD)
                : "'result':{'action':'accept','content':{'card':'card " + CARD + "'}}");
        assertThat(asked).hasSize(way.equals("in") ? 0 : 1);
        if (sampling) {
            assertThat(told().at("/error/code").asInt(0)).isEqualTo(-1);
            assertThat(told().toString()).doesNotContain("1111");
        } else {
            assertThat(told().path("result").toString()).isEqualTo("{\"action\":\"decline\"}");
        }
        McpHouse.until(() -> house.records.size() == 2);
        assertThat(house.records).extracting(Interaction::clause).contains("permit.actions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sampling    | {'messages':[],'maxTokens':1,'tools':[{'name':'rm'}]}
            sampling    | {'messages':[{'role':'user','content':{'type':'image','data':'AAAA'}}],'maxTokens':1}
            elicitation | {'mode':'url','url':'https://a.example','message':'go there'}
            """)
    void what_cannot_be_looked_at_is_not_asked(String word, String params) {
        permit(word, "mask");
        house.initialized();
        asks(word.equals("sampling") ? SAMPLING : ELICITATION, params);
        assertThat(call(said -> "'result':{}")).isEmpty();
        assertThat(told().toString()).contains(word.equals("sampling") ? "\"error\"" : "decline");
    }

    @Test
    void a_client_that_declines_or_never_answers_leaves_no_server_waiting() {
        permit("sampling", "mask");
        house.limit = Duration.ofMillis(1_500);
        house.initialized();
        asks(SAMPLING, QUESTION.formatted("it"));
        call(said -> "'error':{'code':-1,'message':'no'}");
        assertThat(told().at("/error/code").asInt(0)).isEqualTo(-1);
        house.server.asked.clear();
        var silent = house.post(house.message("tools/call", "{'name':'ask'}"));
        assertThat(silent.body()).contains(SAMPLING, "\"isError\":true");
        assertThat(told().has("error")).isTrue();
    }

    @Test
    void a_client_that_takes_no_events_is_asked_nothing_and_its_server_hears_so_at_once() {
        permit("sampling", "mask");
        house.initialized();
        asks(SAMPLING, QUESTION.formatted("it"));
        var plain = HttpRequest.newBuilder(house.request("stub").build().uri())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + McpHouse.KEY)
                .header("Mcp-Session-Id", house.session)
                .POST(HttpRequest.BodyPublishers.ofString(house.message("tools/call", "{'name':'ask'}")));
        assertThat(McpHouse.words(McpHouse.result(house.send(plain)))).isEqualTo("thanks");
        assertThat(told().at("/error/code").asInt(0)).isEqualTo(-1);
    }

    @Test
    void a_stream_there_is_only_where_the_permit_has_a_word_and_what_comes_on_it_is_inspected() {
        house.initialized();
        assertThat(house.send(house.request("stub").GET()).statusCode()).isEqualTo(405);
        permit("notifications sampling", "mask");
        var stream = new AtomicReference<HttpServerRequest>();
        house.server.stream = request -> {
            request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            request.response().write(": \n\n");
            stream.set(request);
        };
        house.initialized();
        var heard = new CopyOnWriteArrayList<JsonNode>();
        Thread.startVirtualThread(() -> house.events(house.request("stub").GET(), said -> {
            heard.add(said);
            if (said.has("id")) {
                house.post(answer(said, SAID.formatted("yes")));
            }
        }));
        McpHouse.until(() -> stream.get() != null);
        for (var message : List.of(
                Rpc.notification("notifications/tools/list_changed", null),
                Rpc.notification("notifications/message", json("{'level':'info','data':'card " + CARD + "'}")),
                Rpc.notification("notifications/unheard/of", json("{'data':'x'}")),
                Rpc.request(77, SAMPLING, json(QUESTION.formatted("it"))))) {
            stream.get().response().write(ToolServer.event(message));
        }
        assertThat(told().at("/result/content/text").asString("")).isEqualTo("yes");
        McpHouse.until(() -> heard.size() == 3);
        assertThat(heard)
                .extracting(said -> said.path("method").asString(""))
                .containsExactlyInAnyOrder("notifications/tools/list_changed", "notifications/message", SAMPLING);
        assertThat(heard.toString()).contains("card [BANK CARD]").doesNotContainPattern(Cards.NUMBER);
        McpHouse.until(() -> house.records.size() == 3);
    }
}
