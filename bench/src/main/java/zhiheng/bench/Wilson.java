package zhiheng.bench;

/** A share with its 95 % interval by Wilson (1927), which holds for small counts and for shares near 0 and 1. */
public record Wilson(double share, double low, double high) {
    private static final double Z = 1.959964;

    public static Wilson of(int found, int all) {
        double p = (double) found / all;
        double square = Z * Z / all;
        double middle = (p + square / 2) / (1 + square);
        double half = Z / (1 + square) * Math.sqrt(p * (1 - p) / all + square / (4 * all));
        return new Wilson(p, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /** The interval alone, as shares. */
    public String range() {
        return "[%.4f, %.4f]".formatted(low, high);
    }

    /** Two columns of a table: the share, the interval. */
    @Override
    public String toString() {
        return "%.1f %% | [%.1f, %.1f]".formatted(100 * share, 100 * low, 100 * high);
    }
}
