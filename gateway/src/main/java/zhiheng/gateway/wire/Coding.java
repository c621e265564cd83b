package zhiheng.gateway.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Content codings of a call's body (RFC 9110, section 8.4.1): gzip and deflate, one of them, once. */
final class Coding {
    sealed interface Decoded {}

    record Plain(byte[] bytes) implements Decoded {}

    /** Longer than a body may be: a few kilobytes can stand for gigabytes. */
    record TooLong() implements Decoded {}

    private Coding() {}

    static boolean isPlain(@Nullable String coding) {
        return coding == null || name(coding).equals("identity");
    }

    static boolean isKnown(@Nullable String coding) {
        return coding == null
                || switch (name(coding)) {
                    case "identity", "gzip", "x-gzip", "deflate" -> true;
                    default -> false;
                };
    }

    private static String name(String coding) {
        return coding.strip().toLowerCase(Locale.ROOT);
    }

    /** @throws UncheckedIOException when it is not so coded */
    static Decoded decode(String coding, byte[] bytes, int most) {
        try (var in = reader(coding, bytes)) {
            var plain = in.readNBytes(most + 1);
            return plain.length > most ? new TooLong() : new Plain(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream reader(String coding, byte[] bytes) throws IOException {
        var in = new ByteArrayInputStream(bytes);
        return name(coding).equals("deflate") ? new InflaterInputStream(in) : new GZIPInputStream(in);
    }
}
