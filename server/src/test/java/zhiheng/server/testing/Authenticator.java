package zhiheng.server.testing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app by RFC 6238, written apart from the server's. */
public final class Authenticator {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Authenticator() {}

    /** The six digits that it shows at {@code now} for a key as typed. */
    public static String code(String key, Instant now) throws Exception {
        var bits = new StringBuilder();
        for (char c : key.replace(" ", "").toCharArray()) {
            bits.append(Integer.toBinaryString(32 + ALPHABET.indexOf(c)).substring(1));
        }
        var bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(bytes, "RAW"));
        var hash = mac.doFinal(
                ByteBuffer.allocate(8).putLong(now.getEpochSecond() / 30).array());
        int at = hash[19] & 15;
        int number =
                (hash[at] & 127) << 24 | (hash[at + 1] & 255) << 16 | (hash[at + 2] & 255) << 8 | hash[at + 3] & 255;
        return String.format(Locale.ROOT, "%06d", number % 1_000_000);
    }
}
