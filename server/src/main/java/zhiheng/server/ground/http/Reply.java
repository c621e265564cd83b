package zhiheng.server.ground.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, complete.
 *
 * @param file sent instead of the body, and then deleted
 */
public record Reply(
        int status,
        String contentType,
        Map<String, String> headers,
        byte[] body,
        @Nullable SentFile file) {
    public static final String JSON = "application/json; charset=utf-8";

    Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, contentType, headers, body, null);
    }

    public static Reply json(Object json) {
        return new Reply(200, JSON, Map.of(), JsonOut.bytes(json));
    }

    public static Reply created(Object json, String location) {
        return new Reply(201, JSON, Map.of("Location", location), JsonOut.bytes(json));
    }

    /** The same answer with another status. */
    public Reply at(int otherStatus) {
        return new Reply(otherStatus, contentType, headers, body, file);
    }

    /** It holds, and is still to be written down. */
    public static Reply accepted(Object json) {
        return new Reply(202, JSON, Map.of(), JsonOut.bytes(json));
    }

    public static Reply nothing() {
        return new Reply(204, "", Map.of(), new byte[0]);
    }

    public static Reply bytes(String contentType, byte[] body) {
        return new Reply(200, contentType, Map.of(), body);
    }

    public static Reply file(String contentType, SentFile file) {
        return new Reply(200, contentType, Map.of(), new byte[0], file);
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, more, body, file);
    }
}
