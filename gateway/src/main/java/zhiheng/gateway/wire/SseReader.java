package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cuts a stream of server-sent events at their blank lines, wherever the pieces were cut on the way (WHATWG HTML, 9.2). An event is
 * passed on with its bytes as they were.
 */
final class SseReader {
    /** The longest event taken; a longer one ends the stream with an error. */
    static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    /** One event. {@code data} holds its data lines joined by line feeds, empty for a comment; {@code raw} all its bytes. */
    record Event(String name, String data, Buffer raw) {}

    private Buffer pending = Buffer.buffer();
    private int scanned;

    /** @throws IllegalStateException when an event is longer than can be taken */
    void push(Buffer piece, Consumer<Event> events) {
        pending.appendBuffer(piece);
        int start = 0;
        int end;
        while ((end = boundary(Math.max(start, scanned))) >= 0) {
            var raw = pending.getBuffer(start, end);
            start = end;
            scanned = end;
            events.accept(parse(raw));
        }
        pending = start == 0 ? pending : pending.getBuffer(start, pending.length());
        scanned = Math.max(0, pending.length() - 3);
        if (pending.length() > MAX_EVENT_BYTES) {
            throw new IllegalStateException("an event of more than " + MAX_EVENT_BYTES + " bytes");
        }
    }

    /** What arrived after the last whole event. */
    Buffer rest() {
        return pending;
    }

    /** The index behind the next blank line, -1 when none is complete. */
    private int boundary(int from) {
        for (int i = from; i + 1 < pending.length(); i++) {
            byte b = pending.getByte(i);
            if (b == '\n' && pending.getByte(i + 1) == '\n') {
                return i + 2;
            }
            if (b == '\n'
                    && pending.getByte(i + 1) == '\r'
                    && i + 2 < pending.length()
                    && pending.getByte(i + 2) == '\n') {
                return i + 3;
            }
        }
        return -1;
    }

    private static Event parse(Buffer raw) {
        var name = "";
        var data = new StringBuilder();
        for (var line : LINE_END.split(raw.toString(StandardCharsets.UTF_8), -1)) {
            if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value(line, 5));
            } else if (line.startsWith("event:")) {
                name = value(line, 6);
            }
        }
        return new Event(name, data.toString(), raw);
    }

    private static String value(String line, int from) {
        return line.startsWith(" ", from) ? line.substring(from + 1) : line.substring(from);
    }
}
