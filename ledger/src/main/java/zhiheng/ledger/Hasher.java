package zhiheng.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 with the two domains of RFC 6962 section 2.1. Not thread-safe; cheap to make. */
final class Hasher {
    static final int BYTES = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The root of a log without entries. */
    byte[] empty() {
        return sha256.digest();
    }

    byte[] leaf(byte[] entry) {
        sha256.update(LEAF);
        return sha256.digest(entry);
    }

    byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    /** The root over {@code count} (a power of two) consecutive hashes in {@code tile}, from the one at {@code first}. */
    byte[] subtree(byte[] tile, int first, int count) {
        byte[] level = new byte[count * BYTES];
        System.arraycopy(tile, first * BYTES, level, 0, level.length);
        for (int n = count; n > 1; n /= 2) {
            for (int i = 0; i < n / 2; i++) {
                sha256.update(NODE);
                sha256.update(level, 2 * i * BYTES, 2 * BYTES);
                System.arraycopy(sha256.digest(), 0, level, i * BYTES, BYTES);
            }
        }
        return java.util.Arrays.copyOf(level, BYTES);
    }
}
