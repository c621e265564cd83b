package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the parts of one content as one text, in a stream as in an answer that comes whole. Where a part ends in something that may go
 * on in the next, its end and the events behind it wait until the next part, or the end of the content, has said so.
 */
final class JoinedParts implements StreamShape {
    private final StreamShape shape;
    private final Surface surface;
    private final StreamText text;
    private final Map<String, JoinedText> contents = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    /** Of what waits. */
    private int size;

    private record Waiting(
            String name, ObjectNode data, @Nullable Buffer raw) {}

    JoinedParts(StreamShape shape, Surface surface, StreamText text) {
        this.shape = shape;
        this.surface = surface;
        this.text = text;
    }

    @Override
    public List<Buffer> take(String name, ObjectNode data, @Nullable Buffer raw) {
        switch (surface) {
            case RESPONSES -> responses(data.path("type").asString(""), data);
            case MESSAGES -> messages(data.path("type").asString(""), data);
            case TRANSCRIPTIONS -> transcripts(data);
            default ->
                data.path("choices").forEach(choice -> {
                    if (choice instanceof ObjectNode object) {
                        choice(object);
                    }
                });
        }
        if (isOpen()) {
            size += raw == null ? data.toString().length() : raw.length();
            if (size > StreamText.MOST_KEPT) {
                text.kept(size);
            }
            waiting.add(new Waiting(name, data, raw));
            return List.of();
        }
        if (waiting.isEmpty()) {
            return shape.take(name, data, raw);
        }
        var out = new ArrayList<Buffer>();
        pass(out);
        out.addAll(shape.take(name, data, raw));
        return out;
    }

    private void pass(List<Buffer> out) {
        waiting.forEach(event -> out.addAll(shape.take(event.name, event.data, event.raw)));
        waiting.clear();
        size = 0;
    }

    private boolean isOpen() {
        for (var content : contents.values()) {
            if (content.isOpen()) {
                return true;
            }
        }
        return false;
    }

    private JoinedText content(String name) {
        return contents.computeIfAbsent(name, n -> new JoinedText(text));
    }

    /** Contents whose names begin so get no further parts. */
    private void over(String names) {
        contents.entrySet().removeIf(content -> {
            boolean over = content.getKey().startsWith(names);
            if (over) {
                content.getValue().over();
            }
            return over;
        });
    }

    private void responses(String type, ObjectNode data) {
        switch (type) {
            case "response.output_text.delta",
                    "response.reasoning_text.delta",
                    "response.reasoning_summary_text.delta" -> {
                var of = type.substring(0, type.length() - ".delta".length());
                content(of)
                        .piece(
                                ResponsesShape.place(of, data),
                                data.path("delta").asString(""));
            }
            case "response.output_text.done",
                    "response.reasoning_text.done",
                    "response.reasoning_summary_text.done" -> {
                var of = type.substring(0, type.length() - ".done".length());
                content(of)
                        .end(ResponsesShape.place(of, data), data.path("text").asString(""));
            }
            case "response.output_item.added",
                    "response.output_item.done",
                    "response.completed",
                    "response.incomplete",
                    "response.failed" -> over("");
            default -> {}
        }
    }

    /** Who speaks when comes in segments of one transcript. */
    private void transcripts(ObjectNode data) {
        if (TranscriptShape.isSegment(data)) {
            content("").end(TranscriptShape.segment(data), data.path("text").asString(""));
        } else if (data.path("type").asString("").equals("transcript.text.done")) {
            over("");
        }
    }

    private void messages(String type, ObjectNode data) {
        var part = data.path("index").asLong(0) + "/text";
        switch (type) {
            case "content_block_start" -> {
                var block = data.path("content_block");
                if (block.path("type").asString("").equals("text")) {
                    content("").piece(part, block.path("text").asString(""));
                } else {
                    contents.values().forEach(JoinedText::pause);
                }
            }
            case "content_block_delta" -> {
                if (data.path("delta").has("text")) {
                    content("").piece(part, data.path("delta").path("text").asString(""));
                }
            }
            case "content_block_stop" -> contents.values().forEach(content -> content.end(part, ""));
            case "message_delta", "message_stop" -> over("");
            default -> {}
        }
    }

    private void choice(ObjectNode choice) {
        long index = choice.path("index").asLong(0);
        if (choice.hasNonNull("finish_reason")
                || choice.path("delta").path("content").isString()) {
            over(index + "/");
        }
        for (var member : choice.path("delta").properties()) {
            if (!member.getValue().isArray() || !Texts.isListOfParts(member.getKey())) {
                continue;
            }
            for (var element : member.getValue()) {
                if (element instanceof ObjectNode part && part.path("text").isString()) {
                    var name = ChatShape.part(index, member.getKey(), part);
                    if (!name.isEmpty()) {
                        content(index + "/" + member.getKey())
                                .piece(name, part.path("text").stringValue());
                    }
                }
            }
        }
    }

    @Override
    public List<Buffer> flush() {
        over("");
        var out = new ArrayList<Buffer>();
        pass(out);
        out.addAll(shape.flush());
        return out;
    }

    @Override
    public @Nullable Repeated repeated() {
        return waiting.isEmpty() ? shape.repeated() : null;
    }

    @Override
    public void pass(ObjectNode data) {
        shape.pass(data);
    }

    @Override
    public String again(Repeated like, String words, List<Buffer> out) {
        return shape.again(like, words, out);
    }

    @Override
    public long sequence() {
        return shape.sequence();
    }
}
