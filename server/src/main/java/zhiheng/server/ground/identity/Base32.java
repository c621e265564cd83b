package zhiheng.server.ground.identity;

/** RFC 4648, without padding: how keys are written for people to type. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder();
        int held = 0;
        int count = 0;
        for (byte b : bytes) {
            held = held << 8 | b & 0xff;
            count += 8;
            while (count >= BITS) {
                count -= BITS;
                text.append(ALPHABET.charAt(held >> count & 31));
            }
            held &= (1 << count) - 1;
        }
        if (count > 0) {
            text.append(ALPHABET.charAt(held << BITS - count & 31));
        }
        return text.toString();
    }
}
