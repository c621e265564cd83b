package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Content;

/**
 * A kept content as people read it: who said what, and the pictures and sounds. What cannot be taken apart is shown as it is.
 *
 * @param call what was said to the model
 * @param answer what it said
 */
public record Transcript(List<Turn> call, List<Turn> answer, List<Media> media) {
    /** @param role who speaks, e.g. {@code user}, as the call names it; empty where it names nobody */
    public record Turn(String role, String text) {}

    /** @param type as recognised by its first bytes; only kinds that a browser shows without running anything */
    public record Media(String type, byte[] bytes) {}

    public Transcript {
        call = List.copyOf(call);
        answer = List.copyOf(answer);
        media = List.copyOf(media);
    }

    /** @param surface the path below {@code /v1/} */
    public static Transcript of(String surface, Content content) {
        var known = Surface.of("/v1/" + surface);
        var media = new ArrayList<Media>();
        var call = known == null ? raw(content.call()) : call(known, content.call());
        var answer = content.type().startsWith("text/event-stream")
                ? streamed(content.answer())
                : content.type().startsWith("application/json") && known != null
                        ? answer(content.answer(), media)
                        : other(content.answer(), media);
        return new Transcript(call, answer, media);
    }

    private static List<Turn> raw(byte[] bytes) {
        return bytes.length == 0 ? List.of() : List.of(new Turn("", new String(bytes, StandardCharsets.UTF_8)));
    }

    private static @Nullable ObjectNode object(byte[] bytes) {
        try {
            return WireJson.MAPPER.readTree(bytes) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static List<Turn> call(Surface surface, byte[] bytes) {
        var body = object(bytes);
        if (body == null) {
            return raw(bytes);
        }
        var turns = new ArrayList<Turn>();
        if (surface == Surface.CHAT || surface.isAnthropic()) {
            if (body.has("system")) {
                said("system", body.path("system"), turns);
            }
            body.path("messages").forEach(message -> said(message.path("role").asString(""), message, turns));
            body.remove(List.of("system", "messages"));
        }
        said("", body, turns);
        return turns;
    }

    private static void said(String role, JsonNode what, List<Turn> turns) {
        if (what.isString()) {
            turns.add(new Turn(role, what.stringValue()));
            return;
        }
        Texts.each(what, text -> {
            turns.add(new Turn(role, text));
            return text;
        });
    }

    private static List<Turn> answer(byte[] bytes, List<Media> media) {
        var body = object(bytes);
        if (body == null) {
            return raw(bytes);
        }
        var turns = new ArrayList<Turn>();
        for (var image : body.path("data")) {
            if (image.path("b64_json").isString()) {
                picture(image.path("b64_json").stringValue(), media);
                ((ObjectNode) image).remove("b64_json");
            }
        }
        said("assistant", words(body), turns);
        return turns.isEmpty() && media.isEmpty() ? raw(bytes) : turns;
    }

    /** What the model said in an answer: not what the interface tells beside it. */
    private static JsonNode words(ObjectNode answer) {
        for (var name : List.of("choices", "output", "content", "data")) {
            if (answer.path(name).isArray()) {
                return answer.path(name);
            }
        }
        return answer.path("choices"); // nothing that is known: shown as it is
    }

    private static void picture(String base64, List<Media> media) {
        try {
            other(Base64.getDecoder().decode(base64), media);
        } catch (IllegalArgumentException e) {
            media.add(new Media("", new byte[0])); // cut off: that there was one is said
        }
    }

    /** Shown where its first bytes say what it is; else that something was there is all that can be said. */
    private static List<Turn> other(byte[] bytes, List<Media> media) {
        if (bytes.length > 0) {
            media.add(new Media(type(bytes), bytes));
        }
        return List.of();
    }

    private static String type(byte[] b) {
        var head = new String(b, 0, Math.min(12, b.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG")) {
            return "image/png";
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return "image/webp";
        }
        if (head.startsWith("RIFF") && head.endsWith("WAVE")) {
            return "audio/wav";
        }
        if (head.startsWith("ID3") || head.startsWith("\u00ff\u00fb") || head.startsWith("\u00ff\u00f3")) {
            return "audio/mpeg";
        }
        if (head.startsWith("OggS")) {
            return "audio/ogg";
        }
        return head.startsWith("fLaC") ? "audio/flac" : "";
    }

    /** The words of a stream joined, choice by choice. */
    private static List<Turn> streamed(byte[] bytes) {
        var texts = new LinkedHashMap<String, StringBuilder>();
        try {
            new SseReader().push(Buffer.buffer(bytes), event -> {
                var data = object(event.data().getBytes(StandardCharsets.UTF_8));
                if (data != null) {
                    pieces(event.name(), data, texts);
                }
            });
        } catch (IllegalStateException tooLong) {
            return raw(bytes);
        }
        return texts.values().stream()
                .map(text -> new Turn("assistant", text.toString()))
                .toList();
    }

    private static void pieces(String name, ObjectNode data, Map<String, StringBuilder> texts) {
        for (var choice : data.path("choices")) {
            var of = choice.path("index").asString("0");
            add(texts, of, choice.path("text"));
            deep(texts, of, choice.path("delta"));
        }
        var type = data.path("type").asString(name);
        if (type.endsWith(".delta")) {
            add(texts, type + data.path("output_index").asString("0"), data.path("delta"));
        } else if (type.equals("content_block_start") || type.equals("content_block_delta")) {
            var of = data.path("index").asString("0");
            deep(texts, of, data.path(type.endsWith("start") ? "content_block" : "delta"));
        }
    }

    /** Every piece within, each place for itself; ids and the like have no words. */
    private static void deep(Map<String, StringBuilder> texts, String of, JsonNode value) {
        value.properties().forEach(member -> {
            if (!member.getValue().isString()) {
                deep(texts, of + " " + member.getKey(), member.getValue());
            } else if (!Texts.isKnown(member.getKey(), member.getValue().stringValue())) {
                add(texts, of + " " + member.getKey(), member.getValue());
            }
        });
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                deep(texts, of + " " + value.get(i).path("index").asString(Integer.toString(i)), value.get(i));
            }
        }
    }

    private static void add(Map<String, StringBuilder> texts, String of, JsonNode piece) {
        if (piece.isString() && !piece.stringValue().isEmpty()) {
            texts.computeIfAbsent(of, k -> new StringBuilder()).append(piece.stringValue());
        }
    }
}
