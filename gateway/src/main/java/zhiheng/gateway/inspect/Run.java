package zhiheng.gateway.inspect;

/**
 * Characters that belong together although people put separators between groups of them: blanks and hyphens, or one and the same of
 * point, slash, underscore and middle dot, and one end of a line. Used again and again.
 */
final class Run {
    private static final int MOST_SEPARATORS = 3;
    private static final int MOST_INDENT = 8;

    /** What may stand before a character besides a strong separator, which stands for itself. */
    private static final char NOTHING = 0;

    private static final char BLANK = ' ';
    private static final char LINE = '\n';
    private static final char MIDDLE_DOT = '·';

    /** So many characters of a code come before the first point, slash or line end: after fewer that is more often a sentence. */
    private static final int CODE_BEFORE_STRONG = 4;

    private final char[] text;
    private final char[] gaps;
    private final int[] positions;
    private final boolean[] last;
    private int length;
    private char gap;

    Run(int most) {
        text = new char[most];
        gaps = new char[most];
        positions = new int[most];
        last = new boolean[most];
    }

    /** Reads digits, ASCII or Chinese. Where one kind follows the other a number may begin or end. */
    void digits(Window window, int start) {
        length = 0;
        int at = start;
        boolean ascii = window.at(start) < 128;
        while (length < text.length) {
            int digit = Normal.digit(window.at(at));
            boolean otherKind = digit >= 0 && window.at(at) < 128 != ascii;
            gap = NOTHING;
            if (digit < 0) {
                int next = gap(window, at);
                if (next == at || Normal.digit(window.at(next)) < 0) {
                    break;
                }
                at = next;
                digit = Normal.digit(window.at(at));
                otherKind = true;
            }
            if (length > 0 && otherKind) {
                last[length - 1] = true;
            }
            ascii = window.at(at) < 128;
            add((char) ('0' + digit), at++);
        }
        if (length > 0 && (length < text.length || Normal.digit(window.at(at)) < 0)) {
            last[length - 1] = true;
        }
    }

    /** Reads ASCII letters, as upper case, and digits. */
    void alnum(Window window, int start, int most) {
        length = 0;
        int at = start;
        while (length < most) {
            gap = NOTHING;
            if (!Normal.alnum(window.at(at))) {
                int next = length < CODE_BEFORE_STRONG ? skip(window, at) : gap(window, at);
                if (next == at || !Normal.alnum(window.at(next))) {
                    break;
                }
                gap = gap == NOTHING ? BLANK : gap;
                at = next;
                if (length > 0) {
                    last[length - 1] = true;
                }
            }
            add(Normal.upper(window.at(at)), at++);
        }
        if (length > 0 && !Normal.alnum(window.at(at))) {
            last[length - 1] = true;
        }
    }

    private void add(char c, int at) {
        text[length] = c;
        gaps[length] = length == 0 ? NOTHING : gap;
        positions[length] = at;
        last[length++] = false;
    }

    /** @return the position after what may stand between two groups, which {@link #gap} then tells */
    private int gap(Window window, int at) {
        char strong = strong(window.at(at));
        if (strong != NOTHING) {
            gap = strong;
            return at + 1;
        }
        int next = skip(window, at);
        gap = next == at ? NOTHING : BLANK;
        int line = window.at(next) == '\r' ? next + 1 : next;
        if (window.at(line) != '\n') {
            return next;
        }
        gap = LINE;
        next = line + 1;
        while (next - line <= MOST_INDENT && window.at(next) == ' ') {
            next++;
        }
        return next;
    }

    private static char strong(char c) {
        return switch (c) {
            case '.', '/', '_' -> c;
            case '·', '•', '・', '‧', '∙', '⋅' -> MIDDLE_DOT;
            default -> NOTHING;
        };
    }

    /** @return the position after blanks and hyphens, not more than a few */
    static int skip(Window window, int at) {
        int next = at;
        while (next - at < MOST_SEPARATORS && (window.at(next) == ' ' || window.at(next) == '-')) {
            next++;
        }
        return next;
    }

    int length() {
        return length;
    }

    char charAt(int i) {
        return text[i];
    }

    /** Whether a number may end with this character. */
    boolean last(int i) {
        return last[i];
    }

    /** The position after the character. */
    int end(int i) {
        return positions[i] + 1;
    }

    /** Whether a line ends within the first characters. */
    boolean overLine(int characters) {
        for (int i = 1; i < characters; i++) {
            if (gaps[i] == LINE) {
                return true;
            }
        }
        return false;
    }

    /** Whether a line ends before this character. */
    boolean lineBefore(int i) {
        return gaps[i] == LINE;
    }

    /** Whether all separators are alike, with one end of a line at most. */
    boolean uniform(int characters) {
        char strong = NOTHING;
        boolean blank = false;
        int lines = 0;
        for (int i = 1; i < characters; i++) {
            switch (gaps[i]) {
                case NOTHING -> {}
                case LINE -> lines++;
                case BLANK -> blank = true;
                default -> {
                    if (strong != NOTHING && strong != gaps[i]) {
                        return false;
                    }
                    strong = gaps[i];
                }
            }
        }
        return lines <= 1 && !(blank && strong != NOTHING);
    }

    /**
     * Whether separators stand as people put them in a number: between groups of three or so, or between all characters. Points,
     * slashes, underscores and middle dots have other uses (decimals, versions, dates, paths), so there must be three groups or more
     * and none of one digit but the last.
     */
    boolean grouped(int characters) {
        if (!uniform(characters)) {
            return false;
        }
        int groups = 1;
        int size = 1;
        int least = characters;
        int most = 0;
        boolean strong = false;
        for (int i = 1; i < characters; i++) {
            if (gaps[i] == NOTHING) {
                size++;
                continue;
            }
            strong |= gaps[i] != BLANK && gaps[i] != LINE;
            groups++;
            least = Math.min(least, size);
            most = Math.max(most, size);
            size = 1;
        }
        if (groups == characters) {
            return true;
        }
        most = Math.max(most, size);
        return 3 * groups <= characters + 3 && (!strong || groups >= 3 && least >= 2 && most <= 8);
    }

    /** Whether some separator among the first characters is neither blank nor hyphen nor the end of a line. */
    boolean strong(int characters) {
        for (int i = 1; i < characters; i++) {
            if (gaps[i] != NOTHING && gaps[i] != BLANK && gaps[i] != LINE) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first characters stand in groups of just these sizes. */
    boolean sized(int... sizes) {
        int at = 0;
        for (int size : sizes) {
            int end = at + size;
            if (end > length || at > 0 && gaps[at] == NOTHING) {
                return false;
            }
            for (int i = at + 1; i < end; i++) {
                if (gaps[i] != NOTHING) {
                    return false;
                }
            }
            at = end;
        }
        return true;
    }

    String first(int characters) {
        return new String(text, 0, characters);
    }
}
