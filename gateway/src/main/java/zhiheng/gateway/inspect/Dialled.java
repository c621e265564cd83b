package zhiheng.gateway.inspect;

/** A telephone number as people write it: digits in groups, with brackets around an area code. Used again and again. */
final class Dialled {
    private static final int MOST_DIGITS = 16;
    private static final int MOST_GROUPS = 8;

    private final StringBuilder digits = new StringBuilder(MOST_DIGITS);
    private final int[] sizes = new int[MOST_GROUPS];
    private final int[] ends = new int[MOST_GROUPS];
    private int groups;
    /** The group that stood in brackets, -1 when none did. */
    private int bracketed;

    /** The first group that a blank stands before. */
    private int blankAt;

    /** Reads from {@code start}, after a plus where there is one. */
    void read(Window window, int start) {
        digits.setLength(0);
        groups = 0;
        bracketed = -1;
        blankAt = MOST_GROUPS;
        boolean open = false;
        int at = start;
        while (groups < MOST_GROUPS) {
            if (window.at(at) == '(' && bracketed < 0) {
                open = true;
                bracketed = groups;
                at++;
            }
            int size = 0;
            while (digits.length() < MOST_DIGITS && isDigit(window.at(at))) {
                digits.append(window.at(at++));
                size++;
            }
            if (size == 0 || isDigit(window.at(at))) {
                return;
            }
            boolean closes = open && window.at(at) == ')';
            if (open && !closes) {
                return;
            }
            open = false;
            sizes[groups] = size;
            ends[groups++] = closes ? ++at : at;
            int next = at;
            boolean blank = false;
            while (next - at < 3 && (next - at < 2 || window.at(at) == ' ') && " -./·".indexOf(window.at(next)) >= 0) {
                blank |= window.at(next++) == ' ';
            }
            boolean brackets = window.at(next) == '(' && isDigit(window.at(next + 1)) && bracketed < 0;
            if (!brackets && (next == at && !closes || !isDigit(window.at(next)))) {
                return;
            }
            blankAt = blank ? Math.min(blankAt, groups) : blankAt;
            at = next;
        }
    }

    int groups() {
        return groups;
    }

    /** The digits of the first groups; a zero in brackets, which is dialled only within the country, is left out where asked. */
    String first(int count, boolean withoutZero) {
        var out = new StringBuilder(MOST_DIGITS);
        int from = 0;
        for (int i = 0; i < count; i++) {
            boolean zero = withoutZero && i == bracketed && sizes[i] == 1 && digits.charAt(from) == '0';
            if (!zero) {
                out.append(digits, from, from + sizes[i]);
            }
            from += sizes[i];
        }
        return out.toString();
    }

    /** How many digits the first groups have. */
    int length(int count) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += sizes[i];
        }
        return length;
    }

    int end(int count) {
        return ends[count - 1];
    }

    boolean bracketed() {
        return bracketed >= 0;
    }

    /** Whether the first groups have just these sizes. */
    boolean sized(int count, int... wanted) {
        if (count != wanted.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (sizes[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    int least(int count) {
        int least = MOST_DIGITS;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, sizes[i]);
        }
        return least;
    }

    /** Whether a blank stands between the first groups. */
    boolean blank(int count) {
        return blankAt < count;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
