package zhiheng.server.rooms.sandbox;

import java.security.SecureRandom;
import java.util.Locale;
import zhiheng.office.duties.Sha256;

/** Codes that are told once to whoever wrote without an account, and are kept as digests. */
public final class Receipts {
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Receipts() {}

    public static String next() {
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** The same for every way of writing it down. */
    public static String digest(String receipt) {
        return Sha256.of(receipt.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", ""));
    }
}
