package zhiheng.server.rooms.watch;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways people write a number: with thousands set apart, a point or a comma before the fraction, a percent sign, yes and no. */
enum Quantity {
    /** 1,234.5 */
    POINT('.', "[,'\u00a0\u202f ]"),
    /** 1.234,5 */
    COMMA(',', "[.'\u00a0\u202f ]");

    private static final int LONGEST = 40;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };
    private static final Set<String> GAPS = Set.of("", "nan", "null", "none", "n/a", "na", "-", "缺失", "无");
    private static final Set<String> YES = Set.of("true", "yes", "是");
    private static final Set<String> NO = Set.of("false", "no", "否");

    private final char fraction;
    private final Pattern grouped;
    private final Pattern separators;

    Quantity(char fraction, String separators) {
        this.fraction = fraction;
        this.separators = Pattern.compile(separators);
        grouped = Pattern.compile("[+-]?[0-9]{1,3}(" + separators + "[0-9]{3})(\\1|" + separators + "[0-9]{3})*(\\"
                + fraction + "[0-9]+)?");
    }

    /** @return NaN for a gap, which is a value that is known to be missing; null for what is no number, and none that is not finite */
    @Nullable
    Double of(String written) {
        var text = written.strip();
        double simple = simple(text);
        if (!Double.isNaN(simple)) {
            return simple;
        }
        if (text.length() > LONGEST) {
            return null;
        }
        boolean percent = text.endsWith("%") || text.endsWith("％") || text.endsWith("‰");
        double unit = !percent ? 1 : text.endsWith("‰") ? 1000 : 100;
        var plain = percent ? text.substring(0, text.length() - 1).strip() : text;
        var number = plainNumber(plain);
        if (number != null) {
            return Double.isFinite(number) ? Double.valueOf(number / unit) : null;
        }
        return percent ? null : word(text.toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * Up to fifteen digits with a fraction or none, as most numbers are: both the digits and the power of ten are doubles without error,
     * so that their quotient is the double nearest to what is written. NaN for all else.
     */
    private double simple(String text) {
        int length = text.length();
        boolean negative = length > 0 && text.charAt(0) == '-';
        int from = negative ? 1 : 0;
        if (length == from || length > POWERS.length) {
            return Double.NaN;
        }
        long digits = 0;
        int point = length;
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + c - '0';
            } else if (c == fraction && point == length && length > from + 1) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        double value = point == length ? digits : digits / POWERS[length - 1 - point];
        return negative ? -value : value;
    }

    private static @Nullable Double word(String text) {
        if (GAPS.contains(text)) {
            return Double.NaN;
        }
        return YES.contains(text) ? Double.valueOf(1) : NO.contains(text) ? Double.valueOf(0) : null;
    }

    private @Nullable Double plainNumber(String text) {
        if (text.isEmpty() || !isNumeral(text)) {
            return null;
        }
        var digits = mayBeGrouped(text) && grouped.matcher(text).matches()
                ? separators.matcher(text).replaceAll("")
                : text;
        try {
            return fraction == '.' || digits.indexOf('.') < 0 ? Double.valueOf(digits.replace(fraction, '.')) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Whether there is anything but digits and what stands before a fraction: most numbers are spared the pattern. */
    private boolean mayBeGrouped(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != fraction) {
                return true;
            }
        }
        return false;
    }

    /** Java reads more than numerals as numbers: a final "f", hexadecimals, words. */
    private static boolean isNumeral(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.,eE'\u00a0\u202f ".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
