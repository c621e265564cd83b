package zhiheng.drills.suite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names of contents: 128 bits of SHA-256. */
final class Digests {
    private Digests() {}

    static String of(String... pieces) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var piece : pieces) {
                digest.update(piece.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
