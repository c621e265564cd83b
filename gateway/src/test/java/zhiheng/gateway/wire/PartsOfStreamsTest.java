package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/** A number or a secret over several parts of a content is one in a stream, as it is in an answer that comes whole. */
class PartsOfStreamsTest {
    private static final String CARD = "my card 4111 1111 1111 1111, thanks";
    private static final String SECRET = "use sk-ant-api03-Zq8Kd93jLmWx72PbRt5VnYc1 now";
    private static final String CHINESE = "身份证号 11010519491231002X，电话 13800138000。";

    private final House house = House.withOneStub();

    /** An interface, in which the words of an answer come in parts. */
    enum Kind {
        CHAT("/v1/chat/completions"),
        RESPONSES("/v1/responses"),
        MESSAGES("/v1/messages");

        private final String path;

        Kind(String path) {
            this.path = path;
        }

        String call(boolean stream) {
            return "{\"stream\":" + stream + ",\"model\":\"m\",\"max_tokens\":50,\"input\":\"Hi\","
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        }

        String whole(List<String> parts) {
            var type = this == RESPONSES ? "output_text" : "text";
            var list = String.join(
                    ",",
                    parts.stream()
                            .map(part -> "{\"type\":\"" + type + "\",\"text\":\"" + part + "\"}")
                            .toList());
            return switch (this) {
                case CHAT -> "{\"choices\":[{\"index\":0,\"message\":{\"content\":[" + list + "]}}]}";
                case RESPONSES -> "{\"output\":[{\"type\":\"message\",\"id\":\"m1\",\"content\":[" + list + "]}]}";
                case MESSAGES -> "{\"type\":\"message\",\"content\":[" + list + "]}";
            };
        }

        /** @param size of the pieces that each part comes in */
        List<String> events(List<String> parts, int size) {
            var events = new ArrayList<String>();
            for (int i = 0; i < parts.size(); i++) {
                var part = parts.get(i);
                if (this == MESSAGES) {
                    events.add(event(
                            "content_block_start",
                            "\"index\":" + i + ",\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
                }
                for (int at = 0; at < part.length(); at += size) {
                    events.add(delta(i, part.substring(at, Math.min(part.length(), at + size))));
                }
                if (this == MESSAGES) {
                    events.add(event("content_block_stop", "\"index\":" + i));
                }
                if (this == RESPONSES) {
                    var place = "\"item_id\":\"m1\",\"content_index\":" + i;
                    events.add(event("response.output_text.done", place + ",\"text\":\"" + part + "\""));
                    events.add(event(
                            "response.content_part.done",
                            place + ",\"part\":{\"type\":\"output_text\",\"text\":\"" + part + "\"}"));
                }
            }
            switch (this) {
                case CHAT -> {
                    events.add(Stub.STOP);
                    events.add(Stub.DONE);
                }
                case RESPONSES -> {
                    var whole = whole(parts);
                    events.add(
                            event("response.output_item.done", "\"item\":" + whole.substring(11, whole.length() - 2)));
                    events.add(event("response.completed", "\"response\":" + whole));
                }
                case MESSAGES -> {
                    events.add(event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"}"));
                    events.add(event("message_stop", "\"x\":1"));
                }
            }
            return events;
        }

        private String delta(int part, String words) {
            return switch (this) {
                case CHAT ->
                    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"index\":" + part
                            + ",\"type\":\"text\",\"text\":\"" + words + "\"}]},\"finish_reason\":null}]}\n\n";
                case RESPONSES ->
                    event(
                            "response.output_text.delta",
                            "\"item_id\":\"m1\",\"content_index\":" + part + ",\"delta\":\"" + words + "\"");
                case MESSAGES ->
                    event(
                            "content_block_delta",
                            "\"index\":" + part + ",\"delta\":{\"type\":\"text_delta\",\"text\":\"" + words + "\"}");
            };
        }

        private String event(String type, String members) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
        }

        /** The words of each part, as a client puts them together from the pieces. */
        Map<Long, String> heard(List<JsonNode> events) {
            var heard = new TreeMap<Long, String>();
            for (var event : events) {
                var piece = switch (this) {
                    case CHAT -> event.at("/choices/0/delta/content/0");
                    case RESPONSES, MESSAGES -> event;
                };
                var words = switch (this) {
                    case CHAT -> piece.path("text").asString("");
                    case RESPONSES -> piece.path("delta").asString("");
                    case MESSAGES -> piece.at("/delta/text").asString("");
                };
                if (!words.isEmpty()) {
                    long part = piece.path(this == RESPONSES ? "content_index" : "index")
                            .asLong();
                    heard.merge(part, words, String::concat);
                }
            }
            return heard;
        }

        List<String> read(JsonNode answer) {
            var content = switch (this) {
                case CHAT -> answer.at("/choices/0/message/content");
                case RESPONSES -> answer.at("/output/0/content");
                case MESSAGES -> answer.path("content");
            };
            var words = new ArrayList<String>();
            content.forEach(part -> words.add(part.path("text").asString("")));
            return words;
        }
    }

    @BeforeEach
    void masks() {
        permit(Action.MASK);
    }

    private void permit(Action action) {
        house.inspections = new Inspectors(InspectorSettings.NONE);
        var d = Terms.DEFAULT;
        var terms = new Terms(
                Terms.ExplicitPlace.INTERFACE,
                true,
                "",
                Set.of("pii", "secrets"),
                Map.of("pii", action, "secret", action),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        house.permits.change(house.permit().with(terms), "test", "because");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> streamed(Kind kind, List<String> events) {
        house.stub().answer = (request, body) -> Stub.stream(request, events);
        return house.post(kind.path, kind.call(true));
    }

    private static List<JsonNode> events(HttpResponse<String> answer) {
        var events = new ArrayList<JsonNode>();
        new SseReader().push(Buffer.buffer(answer.body()), event -> {
            if (event.data().startsWith("{")) {
                events.add(WireJson.MAPPER.readTree(event.data()));
            }
        });
        return events;
    }

    private List<String> plain(Kind kind, List<String> parts) {
        house.stub().answer = (request, body) -> Stub.json(request, 200, kind.whole(parts));
        return kind.read(
                WireJson.MAPPER.readTree(house.post(kind.path, kind.call(false)).body()));
    }

    /** Parts that were masked away whole have no piece in a stream. */
    private static List<String> said(Map<Long, String> heard, int parts) {
        var said = new ArrayList<String>();
        for (long i = 0; i < parts; i++) {
            said.add(heard.getOrDefault(i, ""));
        }
        return said;
    }

    private void same(Kind kind, List<String> parts, int size) {
        var plain = plain(kind, parts);
        var before = house.records.size();
        var events = events(streamed(kind, kind.events(parts, size)));
        assertThat(said(kind.heard(events), parts.size()))
                .as("%s in pieces of %d", parts, size)
                .isEqualTo(plain);
        if (kind == Kind.RESPONSES) {
            for (var event : events) {
                var index = event.path("content_index").asInt(0);
                switch (event.path("type").asString("")) {
                    case "response.output_text.done" ->
                        assertThat(event.path("text").asString(""))
                                .as("%s", parts)
                                .isEqualTo(plain.get(index));
                    case "response.content_part.done" ->
                        assertThat(event.at("/part/text").asString(""))
                                .as("%s", parts)
                                .isEqualTo(plain.get(index));
                    case "response.completed" ->
                        assertThat(kind.read(event.path("response"))).isEqualTo(plain);
                    default -> {}
                }
            }
        }
        assertThat(kinds(before)).as("%s", parts).isEqualTo(kinds(before - 1));
    }

    private Map<String, Integer> kinds(int record) {
        for (int i = 0; i < 500 && house.records.size() <= record; i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        var kinds = new LinkedHashMap<String, Integer>();
        Interaction interaction = house.records.get(record);
        new TreeMap<>(interaction.detections()).forEach(kinds::put);
        return kinds;
    }

    @ParameterizedTest
    @EnumSource
    void wherever_two_parts_meet_a_stream_says_what_a_whole_answer_says(Kind kind) {
        for (var words : List.of(CARD, SECRET, CHINESE)) {
            for (int cut = 1; cut < words.length(); cut++) {
                same(kind, List.of(words.substring(0, cut), words.substring(cut)), cut % 3 == 0 ? 100 : cut % 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_number_may_go_over_any_number_of_parts(Kind kind) {
        var random = new Random(7);
        for (int round = 0; round < 40; round++) {
            var words = round % 2 == 0 ? CARD : CHINESE;
            var parts = new ArrayList<String>();
            for (int at = 0; at < words.length(); ) {
                int end = Math.min(words.length(), at + 1 + random.nextInt(7));
                parts.add(words.substring(at, end));
                at = end;
            }
            same(kind, parts, 1 + random.nextInt(4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_must_not_pass_does_not_though_it_stands_in_two_parts(Kind kind) {
        permit(Action.REFUSE);
        var parts = List.of("my card 4111 1111", " 1111 1111, thanks");
        var answer = streamed(kind, kind.events(parts, 5));
        assertThat(answer.body())
                .contains("permit.actions")
                .doesNotContain("1111 1111")
                .doesNotContain("thanks");
    }

    @Test
    void where_a_tool_comes_between_the_second_half_of_a_number_is_gone() {
        var first = Kind.MESSAGES.events(List.of("my card 4111 1111"), 5);
        var second = Kind.MESSAGES.events(List.of("x", "y", " 1111 1111 it is."), 100);
        var events = new ArrayList<>(first.subList(0, first.size() - 2));
        events.add(Kind.MESSAGES.event(
                "content_block_start",
                "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"look\",\"input\":{}}"));
        events.add(Kind.MESSAGES.event("content_block_stop", "\"index\":1"));
        events.addAll(second.subList(6, second.size()));
        var heard = Kind.MESSAGES.heard(events(streamed(Kind.MESSAGES, events)));
        assertThat(heard).isEqualTo(Map.of(0L, "my card 4111 1111", 2L, "[BANK CARD] it is."));
        assertThat(house.record().detections().toString()).contains("bank-card");
    }

    @Test
    void what_waits_is_bounded() {
        var text = new StreamText(
                java.util.Objects.requireNonNull(house.inspections.of(house.permit())),
                new TextLabel(house.permit().terms(), "id-1"));
        var shape = StreamShape.of(Surface.MESSAGES, text, WireJson.MAPPER.createObjectNode());
        var events = Kind.MESSAGES.events(List.of("Number 4111 1111"), 100);
        for (var event : events.subList(0, 3)) {
            shape.take("", json(event), null);
        }
        var ping = json("data: {\"type\":\"ping\",\"x\":\"" + "a".repeat(1 << 20) + "\"}");
        for (int i = 0; i < 7; i++) {
            assertThat(shape.take("", ping, null)).isEmpty();
        }
        assertThat(text.isClean()).isTrue();
        shape.take("", ping, null);
        shape.take("", ping, null);
        assertThat(text.found()).anySatisfy(found -> assertThat(found.action()).isEqualTo(Action.REFUSE));
    }

    private static tools.jackson.databind.node.ObjectNode json(String event) {
        return (tools.jackson.databind.node.ObjectNode) WireJson.MAPPER.readTree(event.substring(event.indexOf('{')));
    }

    @Test
    void an_event_behind_the_end_of_a_part_does_not_wait_where_nothing_can_go_on() {
        var text = new StreamText(
                java.util.Objects.requireNonNull(house.inspections.of(house.permit())),
                new TextLabel(house.permit().terms(), "id-1"));
        var shape = StreamShape.of(Surface.MESSAGES, text, WireJson.MAPPER.createObjectNode());
        var stop = (tools.jackson.databind.node.ObjectNode)
                WireJson.MAPPER.readTree("{\"type\":\"content_block_stop\",\"index\":0}");
        var piece =
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}";
        for (var words : List.of("All is well.\\n", "Number 4111 1111")) {
            shape.take(
                    "",
                    (tools.jackson.databind.node.ObjectNode)
                            WireJson.MAPPER.readTree(piece.formatted(words).replace("\\\\n", "\\n")),
                    null);
            assertThat(shape.take("", stop.deepCopy(), null).isEmpty()).isEqualTo(words.startsWith("Number"));
        }
    }
}
