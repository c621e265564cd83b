package zhiheng.gateway.inspect;

/**
 * A row of single digits with one blank between two, as in tables of figures: at each of them a number might begin, so each would cost as
 * much as a number does. One look at the digits says that none does, for nearly all.
 */
final class DigitRow {
    /** More than any number has that is looked for among such. */
    private static final int DIGITS = 20;

    private static final int SHORTEST_CARD = 12;
    private static final int LONGEST_CARD = 19;

    private DigitRow() {}

    /** Whether such a row begins here, and no number that is written so begins with it. */
    static boolean isPassed(Window window, int position) {
        var digits = new char[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            char c = window.at(position + 2 * i);
            if (c < '0' || c > '9' || i > 0 && window.at(position + 2 * i - 1) != ' ') {
                return false;
            }
            digits[i] = c;
        }
        var row = new String(digits);
        boolean oldId =
                CheckDigits.oldResidentId(row.substring(0, 15)); // any row of ones is; words before have to say so
        return !mayBegin(row) && !(oldId && !Context.text(window, position).isEmpty());
    }

    private static boolean mayBegin(String row) {
        if (isMobile(row, 0)
                || row.startsWith("86") && isMobile(row, 2)
                || row.startsWith("0086") && isMobile(row, 4)) {
            return true;
        }
        for (int length = SHORTEST_CARD; length <= LONGEST_CARD; length++) {
            var digits = row.substring(0, length);
            if (CheckDigits.cardIssuer(digits) && CheckDigits.luhn(digits)) {
                return true;
            }
        }
        var eighteen = row.substring(0, 18);
        return CheckDigits.residentId(eighteen) || CheckDigits.residencePermit(eighteen) || CheckDigits.uscc(eighteen);
    }

    private static boolean isMobile(String row, int at) {
        return row.charAt(at) == '1' && row.charAt(at + 1) >= '3';
    }
}
