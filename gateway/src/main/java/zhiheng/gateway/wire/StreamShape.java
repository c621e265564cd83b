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

    /** The number that the next event would have, where events have one. */
    default long sequence() {
        return 0;
    }

    static StreamShape of(Surface surface, StreamText text, ObjectNode asked) {
        return switch (surface) {
            case RESPONSES -> new ResponsesShape(text, asked);
            case MESSAGES -> new MessagesShape(text);
            default -> new ChatShape(surface, text);
        };
    }

    static Buffer event(String name, String data) {
        return Buffer.buffer((name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
    }

    static Buffer event(String name, ObjectNode data) {
        return event(name, new String(WireJson.MAPPER.writeValueAsBytes(data), StandardCharsets.UTF_8));
    }
}
