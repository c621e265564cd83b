package zhiheng.server.rooms.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What somebody said: kept in the database, while case and ledger hold a salted digest. */
record Words(String text, String salt) {
    static final Words NONE = new Words("", "");
    private static final SecureRandom RANDOM = new SecureRandom();

    static Words of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return new Words(text, HexFormat.of().formatHex(salt));
    }

    /** SHA-256 over salt and text, in hex. */
    String digest() {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(HexFormat.of().parseHex(salt));
            return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
