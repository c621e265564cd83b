package zhiheng.server.rooms.fleet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.office.acts.Json;

/**
 * A call that waits for a person, between a gateway and its office, or what was decided about one: a head of JSON with its length before
 * it, and what was said in the call as {@link Content#toBytes}.
 */
record HeldParcel(Map<String, Object> head, byte[] content) {
    private static final int MOST_HEAD = 1 << 20;
    private static final int MOST_CONTENT = 3 * Content.MOST_BYTES;
    private static final byte[] NOTHING = {};

    /** A call, with what is said of it. */
    static HeldParcel of(Held held, Map<String, Object> besides) {
        var head = new LinkedHashMap<>(besides);
        head.put("id", held.id());
        head.put("system", held.system());
        head.put("time", held.time().toEpochMilli());
        head.put("stage", held.stage().name());
        head.put("reason", held.reason());
        head.put("surface", held.surface());
        head.put("permitVersion", held.permitVersion());
        head.put("labelled", held.labelled());
        return new HeldParcel(head, held.content().toBytes());
    }

    /** What is said where no call goes with it. */
    static HeldParcel of(Map<String, Object> head) {
        return new HeldParcel(head, NOTHING);
    }

    byte[] bytes() {
        var written = Json.write(head).getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream(written.length + content.length + 4);
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(written.length);
            out.write(written);
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static HeldParcel read(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    /** @throws IOException for what is cut off or too long */
    static HeldParcel read(InputStream from) throws IOException {
        var in = new DataInputStream(from);
        int length = in.readInt();
        if (length <= 0 || length > MOST_HEAD) {
            throw new IOException("a head of " + length + " bytes; it has at most " + MOST_HEAD);
        }
        var head = in.readNBytes(length);
        var content = in.readNBytes(MOST_CONTENT + 1);
        if (head.length < length || content.length > MOST_CONTENT) {
            throw new IOException("it is cut off, or longer than " + MOST_CONTENT + " bytes");
        }
        return new HeldParcel(Json.readMap(new String(head, StandardCharsets.UTF_8)), content);
    }

    /** The call. @throws RuntimeException where there is none, or one that this version cannot read */
    Held held() {
        return new Held(
                text("id"),
                text("system"),
                Instant.ofEpochMilli(number("time")),
                Held.Stage.valueOf(text("stage")),
                text("reason"),
                text("surface"),
                number("permitVersion"),
                Boolean.TRUE.equals(head.get("labelled")),
                Content.read(content));
    }

    /** @throws IllegalArgumentException where it is missing */
    String text(String key) {
        if (head.get(key) instanceof String s) {
            return s;
        }
        throw new IllegalArgumentException(key + " is missing");
    }

    /** @throws IllegalArgumentException where it is missing */
    long number(String key) {
        if (head.get(key) instanceof Number n) {
            return n.longValue();
        }
        throw new IllegalArgumentException(key + " is missing");
    }
}
