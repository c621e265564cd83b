package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 of what passes, piece by piece. */
final class Digest {
    private final MessageDigest sha;
    private long bytes;
    private @Nullable String hex;

    Digest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(Buffer piece) {
        sha.update(piece.getBytes());
        bytes += piece.length();
    }

    long bytes() {
        return bytes;
    }

    /** The digest of all; nothing can be added after. */
    String hex() {
        if (hex == null) {
            hex = HexFormat.of().formatHex(sha.digest());
        }
        return hex;
    }
}
