package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** The machine-readable zone of a travel document (ICAO Doc 9303): two lines of 44, with the holder's name, or three of 30. */
final class MrzRecogniser implements Recogniser {
    private static final int PASSPORT = 44;
    private static final int CARD = 30;

    private final StringBuilder line = new StringBuilder(PASSPORT);

    @Override
    public @Nullable Hit at(Window window, int position) {
        if (!Normal.alnum(window.at(position)) || inLine(window.at(position - 1))) {
            return null;
        }
        int end = read(window, position);
        if (line.length() == CARD) {
            return card(window, end);
        }
        if (line.length() != PASSPORT) {
            return null;
        }
        if (passport()) {
            return new Hit(FindingKind.MRZ, end);
        }
        int next = lineBreak(window, end);
        if (line.charAt(0) != 'P' || next == end) {
            return null;
        }
        int end2 = read(window, next);
        return line.length() == PASSPORT && passport() ? new Hit(FindingKind.MRZ, end2) : null;
    }

    private @Nullable Hit card(Window window, int end) {
        if ("IAC".indexOf(line.charAt(0)) < 0 || !check(5, 14, 14)) {
            return null;
        }
        int done = 25;
        int composite = CheckDigits.mrzSum(line, 5, 30, 0);
        int next = lineBreak(window, end);
        if (next == end) {
            return null;
        }
        int end2 = read(window, next);
        if (line.length() != CARD || !check(0, 6, 6) || !check(8, 14, 14)) {
            return null;
        }
        composite += CheckDigits.mrzSum(line, 0, 7, done);
        composite += CheckDigits.mrzSum(line, 8, 15, done + 7);
        composite += CheckDigits.mrzSum(line, 18, 29, done + 14);
        if (composite % 10 != line.charAt(29) - '0') {
            return null;
        }
        int next3 = lineBreak(window, end2);
        int end3 = next3 == end2 ? end2 : read(window, next3);
        return new Hit(FindingKind.MRZ, line.length() == CARD ? end3 : end2);
    }

    /** The second line: number, nationality, birth, sex, expiry, personal number, each with its check, and one over all. */
    private boolean passport() {
        return check(0, 9, 9)
                && check(13, 19, 19)
                && check(21, 27, 27)
                && (line.charAt(42) == '<' || check(28, 42, 42))
                && (CheckDigits.mrzSum(line, 0, 10, 0)
                                        + CheckDigits.mrzSum(line, 13, 20, 10)
                                        + CheckDigits.mrzSum(line, 21, 43, 17))
                                % 10
                        == line.charAt(43) - '0';
    }

    private boolean check(int start, int end, int at) {
        return line.charAt(at) >= '0'
                && line.charAt(at) <= '9'
                && CheckDigits.mrzCheck(line, start, end) == line.charAt(at) - '0';
    }

    /** @return the position after the line */
    private int read(Window window, int start) {
        line.setLength(0);
        int at = start;
        while (line.length() <= PASSPORT && inLine(window.at(at))) {
            line.append(Normal.upper(window.at(at++)));
        }
        return at;
    }

    private static boolean inLine(char c) {
        return Normal.alnum(c) || c == '<';
    }

    private static int lineBreak(Window window, int at) {
        int next = at;
        while (next - at < 3 && (window.at(next) == '\r' || window.at(next) == '\n' || window.at(next) == ' ')) {
            next++;
        }
        return next;
    }
}
