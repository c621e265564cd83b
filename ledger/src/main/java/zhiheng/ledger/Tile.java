package zhiheng.ledger;

/**
 * The name of a tile: 256 hashes of complete subtrees of 256^level leaves each (C2SP tlog-tiles). Level -1 are the
 * entry bundles.
 */
record Tile(int level, long index) {
    static final int WIDTH = 256;
    static final int BUNDLES = -1;
    private static final int HEIGHT = 8;

    /** How many hashes of {@code level} a log of {@code size} entries has. */
    static long hashes(int level, long size) {
        int shift = HEIGHT * Math.max(level, 0);
        return shift > 62 ? 0 : size >> shift;
    }

    /** The first leaf under the hash at {@code offset}. */
    long leaf(int offset) {
        return (index * WIDTH + offset) << (HEIGHT * Math.max(level, 0));
    }

    /** How many of its hashes a log of {@code size} entries has: 0 to 256. */
    int width(long size) {
        return (int) Math.clamp(hashes(level, size) - index * WIDTH, 0, WIDTH);
    }

    String path(int width) {
        var out = new StringBuilder("tile/")
                .append(level == BUNDLES ? "entries" : Integer.toString(level))
                .append('/');
        String digits = Long.toString(index);
        digits = "0".repeat((3 - digits.length() % 3) % 3) + digits;
        for (int i = 0; i < digits.length(); i += 3) {
            boolean last = i + 3 == digits.length();
            out.append(last ? "" : "x").append(digits, i, i + 3).append(last ? "" : "/");
        }
        return width == WIDTH ? out.toString() : out.append(".p/").append(width).toString();
    }
}
