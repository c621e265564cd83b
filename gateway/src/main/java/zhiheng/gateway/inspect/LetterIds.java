package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Identity, tax and insurance numbers of European countries that have letters in them. */
final class LetterIds implements Recogniser {
    private static final int ITALIAN = 16;
    private static final Context SPAIN = Context.of("dni", "nif", "nie", "documento", "identidad", "spanish", "西班牙");
    private static final Context UK =
            Context.of("nino", "ni number", "ni no", "national insurance", "insurance number", "国民保险", "国民保险号");
    private static final Context IRELAND = Context.of("pps", "ppsn", "pps no", "personal public service", "爱尔兰");
    /** Signs of the century in Finland; the letters were added in 2023. */
    private static final String CENTURIES = "+-YXWVUABCDEF";

    private final Run run = new Run(ITALIAN);

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (!Normal.alnum(c)
                || CharKinds.is(window.at(position - 1), CharKinds.ALNUM)
                || window.at(position - 1) == '_') {
            return null;
        }
        return c <= '9' ? fromDigit(window, position) : fromLetter(window, position);
    }

    private @Nullable Hit fromDigit(Window window, int position) {
        int digits = digits(window, position, 9);
        char next = upper(window, position + digits);
        if (digits == 6 && CENTURIES.indexOf(next) >= 0) {
            return finnish(window, position);
        }
        if (digits == 7 && next >= 'A' && next <= 'W') {
            return irish(window, position, next);
        }
        int letter = digits == 8 && (next == '-' || next == ' ') ? position + 9 : position + 8;
        boolean spanish = digits == 8
                && isLetter(upper(window, letter))
                && ends(window, letter + 1)
                && EuropeanChecks.spanish(text(window, position, 8), upper(window, letter))
                && SPAIN.before(window, position);
        return spanish ? new Hit(FindingKind.ES_DNI, letter + 1) : null;
    }

    private @Nullable Hit finnish(Window window, int position) {
        if (digits(window, position + 7, 4) < 3 || !ends(window, position + 11)) {
            return null;
        }
        var nine = text(window, position, 6) + text(window, position + 7, 3);
        return EuropeanChecks.finnish(nine, upper(window, position + 10))
                ? new Hit(FindingKind.FI_HETU, position + 11)
                : null;
    }

    private @Nullable Hit irish(Window window, int position, char check) {
        char second = upper(window, position + 8);
        boolean two = isLetter(second);
        int end = position + (two ? 9 : 8);
        return ends(window, end)
                        && EuropeanChecks.irishPps(text(window, position, 7), check, two ? second : 0)
                        && IRELAND.before(window, position)
                ? new Hit(FindingKind.IE_PPS, end)
                : null;
    }

    private @Nullable Hit fromLetter(Window window, int position) {
        if (CharKinds.is(window.at(position + 1), CharKinds.LATIN)
                && CharKinds.is(window.at(position + 2), CharKinds.LATIN)) {
            return CharKinds.is(window.at(position + 5), CharKinds.LATIN)
                            && CharKinds.is(window.at(position + 6), CharKinds.DIGIT)
                    ? italian(window, position)
                    : null;
        }
        run.alnum(window, position, 3);
        if (run.length() < 3 || isLetter(run.charAt(2))) {
            return null;
        }
        return isLetter(run.charAt(1)) ? british(window, position) : foreigner(window, position);
    }

    /** Six letters, a digit, then digits and letters; only as one word. */
    private @Nullable Hit italian(Window window, int position) {
        run.alnum(window, position, ITALIAN);
        return run.length() == ITALIAN
                        && run.end(ITALIAN - 1) == position + ITALIAN
                        && ends(window, position + ITALIAN)
                        && EuropeanChecks.italianCode(run.first(ITALIAN))
                ? new Hit(FindingKind.IT_CF, position + ITALIAN)
                : null;
    }

    private @Nullable Hit british(Window window, int position) {
        run.alnum(window, position, 9);
        if (run.length() < 9 || !run.last(8) || "ABCD".indexOf(run.charAt(8)) < 0 || !allDigits(2, 8)) {
            return null;
        }
        return EuropeanChecks.ukNino(run.charAt(0), run.charAt(1)) && UK.before(window, position)
                ? new Hit(FindingKind.UK_NINO, run.end(8))
                : null;
    }

    private @Nullable Hit foreigner(Window window, int position) {
        run.alnum(window, position, 9);
        int prefix = "XYZ".indexOf(run.charAt(0));
        if (prefix < 0 || run.length() < 9 || !run.last(8) || !isLetter(run.charAt(8)) || !allDigits(1, 8)) {
            return null;
        }
        return EuropeanChecks.spanish(prefix + run.first(8).substring(1), run.charAt(8))
                        && SPAIN.before(window, position)
                ? new Hit(FindingKind.ES_DNI, run.end(8))
                : null;
    }

    private boolean allDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLetter(run.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int digits(Window window, int start, int most) {
        int count = 0;
        while (count < most && CharKinds.is(window.at(start + count), CharKinds.DIGIT)) {
            count++;
        }
        return count;
    }

    private static String text(Window window, int start, int length) {
        var out = new StringBuilder(length);
        for (int i = start; i < start + length; i++) {
            out.append(window.at(i));
        }
        return out.toString();
    }

    private static char upper(Window window, int position) {
        return Normal.upper(window.at(position));
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean ends(Window window, int end) {
        return !Normal.alnum(window.at(end)) && window.at(end) != '_';
    }
}
