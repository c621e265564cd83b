package zhiheng.server.rooms.watch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/** A line that is put together in one piece of memory, again and again: ten million of them are printed, and numbers take the longest. */
final class Line {
    private static final int DECIMALS = 6; // that are tried
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final double LEAST = 1e-3; // Java writes exponents below,
    private static final double MOST = 1e7; // and from here on
    private static final double CLEAR = 1e-6; // so far from the middle of two no rounding of a double decides

    private char[] text = new char[256];
    private int length;

    void clear() {
        length = 0;
    }

    char[] text() {
        return text;
    }

    int length() {
        return length;
    }

    Line add(String more) {
        room(more.length());
        more.getChars(0, more.length(), text, length);
        length += more.length();
        return this;
    }

    /**
     * As {@link Double#toString} has it. Two decimals of at most fifteen digits are never the same double, so the first number of decimals
     * with which one is this double gives the shortest.
     */
    Line number(double value) {
        double size = Math.abs(value);
        if (size >= LEAST && size < MOST) {
            for (int decimals = 1; decimals <= DECIMALS; decimals++) {
                long digits = Math.round(size * POWERS[decimals]);
                if ((double) digits / POWERS[decimals] == size) {
                    if (value < 0) {
                        add("-");
                    }
                    return digits(digits, decimals);
                }
            }
        }
        return add(Double.toString(value));
    }

    /** A number from 0 to 1 with so many decimals, up to six; half is rounded up, as the shortest decimal of the number has it. */
    Line fixed(double value, int decimals) {
        double scaled = value * POWERS[decimals];
        long below = (long) scaled;
        double rest = scaled - below;
        if (value >= 0 && value <= 1 && Math.abs(rest - 0.5) > CLEAR) {
            return digits(rest > 0.5 ? below + 1 : below, decimals);
        }
        return add(BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString());
    }

    /** @param decimals at least 1 */
    private Line digits(long digits, int decimals) {
        int whole = 1;
        for (long left = digits / POWERS[decimals]; left >= 10; left /= 10) {
            whole++;
        }
        room(whole + 1 + decimals);
        int at = length + whole + 1 + decimals;
        length = at;
        long left = digits;
        for (int i = 0; i < decimals; i++, left /= 10) {
            text[--at] = (char) ('0' + left % 10);
        }
        text[--at] = '.';
        for (int i = 0; i < whole; i++, left /= 10) {
            text[--at] = (char) ('0' + left % 10);
        }
        return this;
    }

    private void room(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, 2 * (length + more));
        }
    }
}
