package zhiheng.gateway.inspect;

/** Characters that belong together although blanks or hyphens may stand between them. Used again and again. */
final class Run {
    private static final int MOST_SEPARATORS = 3;

    private final char[] text;
    private final int[] positions;
    private final boolean[] last;
    private int length;

    Run(int most) {
        text = new char[most];
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
            if (digit < 0) {
                int next = skip(window, at);
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
            if (!Normal.alnum(window.at(at))) {
                int next = skip(window, at);
                if (next == at || !Normal.alnum(window.at(next))) {
                    break;
                }
                at = next;
                if (length > 0) {
                    last[length - 1] = true;
                }
            }
            add(Character.toUpperCase(window.at(at)), at++);
        }
        if (length > 0 && !Normal.alnum(window.at(at))) {
            last[length - 1] = true;
        }
    }

    private void add(char c, int at) {
        text[length] = c;
        positions[length] = at;
        last[length++] = false;
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

    /** Whether blanks stand as people put them in a number: between groups of three or so, or between all characters. */
    boolean grouped(int characters) {
        int groups = 1;
        for (int i = 1; i < characters; i++) {
            groups += positions[i] > positions[i - 1] + 1 ? 1 : 0;
        }
        return groups == characters || 3 * groups <= characters + 3;
    }

    String first(int characters) {
        return new String(text, 0, characters);
    }
}
