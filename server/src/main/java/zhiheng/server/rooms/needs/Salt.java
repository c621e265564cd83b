package zhiheng.server.rooms.needs;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the digest of a few words hard to guess; lies beside the words and goes with them. */
final class Salt {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Salt() {}

    static String next() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
