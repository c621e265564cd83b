package zhiheng.placement;

import java.util.regex.Pattern;
import zhiheng.base.BadValue;

/** What a value may be, with the field named where it is not. */
final class Limits {
    static final int JOBS = 5_000;
    static final int SITES = 200;
    static final int HOURS = 31 * 24;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private Limits() {}

    /** Names become names of Kubernetes objects: short, plain, without spaces. */
    static void name(String field, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new BadValue(
                    field,
                    "须为 1 至 63 个字母、数字、点、横线或下划线：" + cut(value),
                    "1 to 63 letters, digits, dots, dashes or underscores are wanted: " + cut(value));
        }
    }

    static void number(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new BadValue(
                    field,
                    "须在 " + plain(least) + " 与 " + plain(most) + " 之间",
                    "must lie between " + plain(least) + " and " + plain(most));
        }
    }

    static void whole(String field, int value, int least, int most) {
        number(field, value, least, most);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    static String cut(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
