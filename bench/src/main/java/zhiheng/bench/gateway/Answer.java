package zhiheng.bench.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One answer that arrived whole.
 *
 * @param call the number of the call
 * @param meant when the call was to be sent, by {@link System#nanoTime}; {@code sent} when it was; {@code done} when the last byte came
 */
public record Answer(long call, int status, byte[] bytes, int headLength, long meant, long sent, long done) {
    /** The value of a header, null when there is none. */
    public @Nullable String header(String name) {
        var wanted = name.toLowerCase(Locale.ROOT) + ":";
        for (var line : new String(bytes, 0, headLength, StandardCharsets.ISO_8859_1).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(wanted)) {
                return line.substring(wanted.length()).strip();
            }
        }
        return null;
    }
}
