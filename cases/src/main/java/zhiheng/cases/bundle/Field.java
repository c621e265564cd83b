package zhiheng.cases.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;

/**
 * One field of what is handed over. Its digest is SHA-256 over {@code [salt, name, value]} as JSON, as in selective disclosure for
 * JWTs (RFC 9901): whoever has only the digest learns neither value nor name, since the salt has 128 bits of chance.
 *
 * @param value null, text, number, truth, or lists and maps of them
 */
public record Field(String name, String salt, @Nullable Object value) {
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");

    public Field {
        if (!SALT.matcher(salt).matches() || name.isEmpty() || name.length() > 200) {
            throw new IllegalArgumentException("a field has a name and a salt of 32 hexadecimal digits");
        }
    }

    public String digest() {
        return sha256(Json.write(Arrays.asList(salt, name, value)));
    }

    /** In lower-case hex. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
