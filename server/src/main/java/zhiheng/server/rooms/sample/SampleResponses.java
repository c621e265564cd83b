package zhiheng.server.rooms.sample;

import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The responses surface of the sample model, whole and as events. */
final class SampleResponses {
    private final SampleUpstream sample;
    private int number;

    SampleResponses(SampleUpstream sample) {
        this.sample = sample;
    }

    void answer(HttpServerResponse http, JsonNode json) {
        var input = json.path("input");
        var prompt = input.isString() || input.isEmpty()
                ? input.asString("")
                : SampleUpstream.words(input.get(input.size() - 1).path("content"));
        var words = sample.words(prompt, json);
        var whole = response(json, "completed", String.join("", words));
        int in = Ngram.tokens(prompt).size();
        whole.putObject("usage")
                .put("input_tokens", in)
                .put("output_tokens", words.size())
                .put("total_tokens", in + words.size());
        if (!json.path("stream").asBoolean(false)) {
            SampleUpstream.send(http, 200, whole);
            return;
        }
        stream(http, json, words, whole);
    }

    private static ObjectNode response(JsonNode json, String status, String text) {
        var response = SampleUpstream.object(Map.of("id", "resp_sample", "object", "response", "status", status))
                .put("created_at", System.currentTimeMillis() / 1000)
                .put("model", json.path("model").asString(SampleUpstream.MODEL));
        var output = response.putArray("output");
        if (!text.isEmpty()) {
            output.add(item(text, "completed"));
        }
        return response;
    }

    private static ObjectNode item(String text, String status) {
        var item = SampleUpstream.object(
                Map.of("id", "msg_sample", "type", "message", "role", "assistant", "status", status));
        var content = item.putArray("content");
        if (!text.isEmpty()) {
            content.add(part(text));
        }
        return item;
    }

    private static ObjectNode part(String text) {
        var part = SampleUpstream.object(Map.of("type", "output_text", "text", text));
        part.putArray("annotations");
        return part;
    }

    private void stream(HttpServerResponse http, JsonNode json, List<String> words, ObjectNode whole) {
        SampleUpstream.begin(http);
        var text = String.join("", words);
        var created = event("response.created");
        created.set("response", response(json, "in_progress", ""));
        send(http, created);
        var added = event("response.output_item.added").put("output_index", 0);
        added.set("item", item("", "in_progress"));
        send(http, added);
        var opened = placed("response.content_part.added");
        opened.set("part", part(""));
        send(http, opened);
        for (var word : words) {
            send(http, placed("response.output_text.delta").put("delta", word));
        }
        send(http, placed("response.output_text.done").put("text", text));
        var closed = placed("response.content_part.done");
        closed.set("part", part(text));
        send(http, closed);
        var done = event("response.output_item.done").put("output_index", 0);
        done.set("item", item(text, "completed"));
        send(http, done);
        var completed = event("response.completed");
        completed.set("response", whole);
        send(http, completed);
        http.end();
    }

    private ObjectNode event(String type) {
        return SampleUpstream.object(Map.of("type", type)).put("sequence_number", number++);
    }

    private ObjectNode placed(String type) {
        return event(type).put("item_id", "msg_sample").put("output_index", 0).put("content_index", 0);
    }

    private static void send(HttpServerResponse http, ObjectNode event) {
        SampleUpstream.event(http, event.path("type").asString(""), event);
    }
}
