package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of server-sent events at their blank lines, wherever the pieces were cut on the way (WHATWG HTML, 9.2.5 and 9.2.6): a
 * line ends with CR, LF or both, and a byte order mark may stand before the first.
 */
final class SseReader {
    /** The longest event taken; a longer one ends the stream with an error. */
    static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

    /**
     * One event.
     *
     * @param data its data lines joined by line feeds, empty for a comment
     * @param id null where it has none; {@code retry} too
     * @param plain whether nothing but these is in {@code raw}, all its bytes: no comment, no field that nobody knows
     */
    record Event(
            String name,
            String data,
            @Nullable String id,
            @Nullable String retry,
            boolean plain,
            Buffer raw) {
        /** The lines that stand before those of the data. */
        String head() {
            return (id == null ? "" : "id: " + id + "\n") + (retry == null ? "" : "retry: " + retry + "\n");
        }
    }

    private byte[] pending = new byte[0];
    private int length;
    private int scanned;
    private boolean first = true;
    /** Whether the event before ended with a CR, so that a line feed at the start belongs to it. */
    private boolean afterReturn;

    /** @throws IllegalStateException when an event is longer than can be taken */
    void push(Buffer piece, Consumer<Event> events) {
        cut(piece, raw -> events.accept(parse(raw)));
    }

    /** As {@link #push}, for who calls {@link #parse} on each in their order, perhaps later. */
    void cut(Buffer piece, Consumer<byte[]> events) {
        append(piece);
        int start = 0;
        int end;
        while ((end = boundary(start, Math.max(start, scanned))) >= 0) {
            var raw = Arrays.copyOfRange(pending, start, end);
            start = end;
            scanned = end;
            afterReturn = raw[raw.length - 1] == '\r';
            events.accept(raw);
        }
        if (start > 0) {
            length -= start;
            pending = Arrays.copyOfRange(pending, start, start + length);
        }
        scanned = Math.max(0, length - 3);
        if (length > MAX_EVENT_BYTES) {
            throw new IllegalStateException("an event of more than " + MAX_EVENT_BYTES + " bytes");
        }
    }

    private void append(Buffer piece) {
        int more = piece.length();
        if (length == 0) {
            pending = piece.getBytes();
        } else {
            if (length + more > pending.length) {
                pending = Arrays.copyOf(pending, Math.max(length + more, 2 * pending.length));
            }
            piece.getBytes(pending, length);
        }
        length += more;
    }

    /** What arrived after the last whole event. */
    Buffer rest() {
        return Buffer.buffer(Arrays.copyOf(pending, length));
    }

    /** Takes the end of the stream for the end of its last event: nothing goes out that was not looked at. */
    void end(Consumer<Event> events) {
        endCut(raw -> events.accept(parse(raw)));
    }

    /** As {@link #end}, like {@link #cut}. */
    void endCut(Consumer<byte[]> events) {
        int line = afterReturn && length > 0 && pending[0] == '\n' ? 1 : 0;
        if (length > line) {
            cut(Buffer.buffer("\n\n"), events);
        }
    }

    /** The index behind the next blank line, -1 when none is complete. */
    private int boundary(int start, int from) {
        for (int i = from; i < length; i++) {
            byte b = pending[i];
            if (b > '\r' || !isEnd(b) || b == '\n' && (i == start ? afterReturn : pending[i - 1] == '\r')) {
                continue;
            }
            if (i > start && !isEnd(pending[i - 1])) {
                continue;
            }
            if (b == '\n') {
                return i + 1;
            }
            if (i + 1 < length) {
                return pending[i + 1] == '\n' ? i + 2 : i + 1;
            }
            // where lines end with both, the other half is still to come
            boolean both = i - start >= 2 && pending[i - 1] == '\n' && pending[i - 2] == '\r';
            return both ? -1 : i + 1;
        }
        return -1;
    }

    private static boolean isEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /** Reads an event that {@link #cut} gave. */
    Event parse(byte[] raw) {
        var text = new String(raw, StandardCharsets.UTF_8);
        boolean plain = true;
        int start = 0;
        if (first && text.startsWith("\uFEFF")) {
            start = 1;
            plain = false;
        }
        first = false;
        String name = "";
        String data = null;
        StringBuilder several = null; // nearly all events have one line of data
        String id = null;
        String retry = null;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            int colon = text.indexOf(':', start);
            int name0 = colon < 0 || colon > end ? end : colon;
            var field = text.substring(start, name0);
            var value = name0 == end ? "" : value(text, name0 + 1, end);
            switch (field) {
                case "data" -> {
                    if (several != null) {
                        several.append('\n').append(value);
                    } else if (data == null) {
                        data = value;
                    } else {
                        several = new StringBuilder(data).append('\n').append(value);
                    }
                }
                case "event" -> name = value;
                case "id" -> id = value;
                case "retry" -> retry = value;
                default -> plain &= start == end;
            }
            boolean both = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            plain &= both || end >= text.length() || text.charAt(end) == '\n';
            start = end + (both ? 2 : 1);
        }
        return new Event(
                name,
                several != null ? several.toString() : data == null ? "" : data,
                id,
                retry,
                plain,
                Buffer.buffer(raw));
    }

    private static String value(String text, int from, int to) {
        return text.substring(from < to && text.charAt(from) == ' ' ? from + 1 : from, to);
    }
}
