package zhiheng.provenance.fingerprint;

/**
 * 256 bits of a picture's look, most significant first. Two pictures that look alike differ in few of them.
 *
 * @param quality 0 to 100: how much there is to see; below {@value #PLAIN} a picture is so plain that many others look like it
 */
public record Fingerprint(long a, long b, long c, long d, int quality) {
    /** The bound that the makers of PDQ advise. */
    public static final int PLAIN = 50;

    /** In how many bits two differ. */
    public int distance(Fingerprint other) {
        return Long.bitCount(a ^ other.a)
                + Long.bitCount(b ^ other.b)
                + Long.bitCount(c ^ other.c)
                + Long.bitCount(d ^ other.d);
    }

    /** The 64 hexadecimal digits in which others exchange it. */
    public String hex() {
        return "%016x%016x%016x%016x".formatted(a, b, c, d);
    }

    /** @throws IllegalArgumentException for anything but 64 hexadecimal digits */
    public static Fingerprint of(String hex, int quality) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("a fingerprint has 64 hexadecimal digits");
        }
        return new Fingerprint(word(hex, 0), word(hex, 16), word(hex, 32), word(hex, 48), quality);
    }

    private static long word(String hex, int from) {
        return Long.parseUnsignedLong(hex, from, from + 16, 16);
    }

    /** Sixteen bits of it; {@code index} 0 is the least significant. */
    int part(int index) {
        long word = switch (index >> 2) {
            case 0 -> d;
            case 1 -> c;
            case 2 -> b;
            default -> a;
        };
        return (int) (word >>> 16 * (index & 3)) & 0xffff;
    }
}
