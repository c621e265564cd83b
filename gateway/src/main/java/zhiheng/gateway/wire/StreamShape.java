package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Where the words stand in the events of one kind of stream. */
interface StreamShape {
    /** @param raw the event's bytes, to be passed on when nothing in it changed; null when something already did */
    List<Buffer> take(String name, ObjectNode data, @Nullable Buffer raw);

    /** Events with what was held back; called when the stream says that it is done. */
    List<Buffer> flush();

    /**
     * The one string in which an event that was just taken may differ from the next, by the name of its member: nothing else in it has to
     * be looked at again. Null where there is more in it.
     */
    default @Nullable Repeated repeated() {
        return null;
    }

    /** Is told of an event that goes on as it came, where nothing is looked at. */
    default void pass(ObjectNode data) {}

    /** @param member its name, {@code words} its value; {@code like} the event */
    record Repeated(String member, String words, ObjectNode like) {}

    /** Takes an event that is like another but for these words. @return the words that go on in their place, behind {@code out} */
    default String again(Repeated like, String words, List<Buffer> out) {
        throw new IllegalStateException("no event of this kind is like another");
    }

    /** The number that the next event would have, where events have one. */
    default long sequence() {
        return 0;
    }

    static StreamShape of(Surface surface, StreamText text, ObjectNode asked) {
        var shape = switch (surface) {
            case RESPONSES -> new ResponsesShape(text, asked);
            case MESSAGES -> new MessagesShape(text);
            case TRANSCRIPTIONS -> new TranscriptShape(text);
            default -> new ChatShape(surface, text);
        };
        return text.reads() && surface != Surface.COMPLETIONS ? new JoinedParts(shape, surface, text) : shape;
    }

    static Buffer event(String name, String data) {
        return Buffer.buffer((name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
    }

    static Buffer event(String name, ObjectNode data) {
        return event(name, new String(WireJson.MAPPER.writeValueAsBytes(data), StandardCharsets.UTF_8));
    }
}
