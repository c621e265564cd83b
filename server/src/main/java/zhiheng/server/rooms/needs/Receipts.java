package zhiheng.server.rooms.needs;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import zhiheng.office.duties.Sha256;

/** Codes that askers hold: told once, kept as digests. */
final class Receipts {
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Receipts() {}

    static String next() {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** However it is typed. */
    static String digest(String receipt) {
        return Sha256.of(receipt.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", ""));
    }

    static String salt() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
