package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/**
 * Numbers made of digits alone (and the X of a resident id): ids, cards, phones. A number begins and ends where a group of digits does,
 * so that no part of a longer number is taken for one. Where several readings fit, the one with the strongest proof is taken.
 */
final class NumberRecogniser implements Recogniser {
    private static final int LONGEST = 20;
    private static final Context ID = Context.of("身份证", "证件", "公民身份", "id card", "resident id", "identity");
    private static final Context CARD = Context.of(
            "卡号",
            "银行卡",
            "信用卡",
            "储蓄卡",
            "借记卡",
            "账号",
            "账户",
            "card",
            "cards",
            "creditcard",
            "visa",
            "unionpay",
            "maestro",
            "mastercard",
            "jcb",
            "iban");
    /** What phones and their cards are numbered by ends in Luhn's digit too. */
    private static final Context DEVICE = Context.of("imei", "meid", "iccid", "串号", "设备识别码");

    private static final Context LETTERS_BEFORE =
            Context.of("tel", "phone", "mobile", "id", "no", "card", "cell", "call", "number");

    /** @param proof how hard it is to be this by chance */
    private record Reading(FindingKind kind, int proof) {}

    private final Run run = new Run(LONGEST);

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (Normal.digit(c) < 0 || !begins(window, position)) {
            return null;
        }
        run.digits(window, position);
        Hit best = null;
        int proof = 0;
        for (int i = 10; i < run.length(); i++) {
            if (!run.last(i)) {
                continue;
            }
            int length = i + 1;
            if (length == 17) {
                var hit = endingInX(window, i);
                if (hit != null) {
                    return hit;
                }
            }
            if (!ends(window, run.end(i)) || !run.grouped(length)) {
                continue;
            }
            var reading = reading(window, position, length);
            if (reading != null && run.overLine(length) && isColumn(window, position, reading)) {
                continue;
            }
            if (reading != null && reading.proof >= proof) {
                proof = reading.proof;
                best = new Hit(reading.kind, run.end(i));
            }
        }
        return best;
    }

    private @Nullable Reading reading(Window window, int position, int length) {
        var digits = run.first(length);
        if (length == 18 && CheckDigits.residentId(digits)) {
            return new Reading(FindingKind.RESIDENT_ID, 4);
        }
        if (length == 18 && CheckDigits.residencePermit(digits)) {
            return new Reading(FindingKind.RESIDENCE_PERMIT, 4);
        }
        if (length >= 12 && length <= 19 && isCard(digits) && !goesOn(window, length - 1)) {
            if (CARD.before(window, position)) {
                return new Reading(FindingKind.BANK_CARD, 3);
            }
            if (length > 12 && !DEVICE.before(window, position)) {
                return new Reading(FindingKind.BANK_CARD_BARE, 2);
            }
        }
        if (length == 15 && CheckDigits.oldResidentId(digits) && ID.before(window, position)) {
            return new Reading(FindingKind.RESIDENT_ID, 3);
        }
        return isMobile(digits) ? mobile(window, position, digits) : null;
    }

    /**
     * With a word that says so, or 86 before, all numbers that can be mobile phones are; without, those of ranges that were allotted
     * and that nothing else is said of.
     */
    private @Nullable Reading mobile(Window window, int position, String digits) {
        if (run.strong(digits.length()) && !run.sized(3, 4, 4) && !run.sized(2, 3, 4, 4) && !run.sized(1, 1, 1, 1)) {
            return null;
        }
        return switch (PhoneWords.before(window, position)) {
            case PHONE -> new Reading(FindingKind.PHONE, 1);
            case OTHER -> null;
            case NOTHING ->
                digits.length() > 11
                        ? new Reading(FindingKind.PHONE, 1)
                        : PhoneWords.allotted(digits) && !PhoneWords.isCount(window, run.end(digits.length() - 1))
                                ? new Reading(FindingKind.PHONE_BARE, 1)
                                : null;
        };
    }

    /** Figures in a column are no number over the end of a line: that begins within a line, or a word before says what it is. */
    private static boolean isColumn(Window window, int position, Reading reading) {
        int before = position - 1;
        while (before > position - LONGEST && window.at(before) == ' ') {
            before--;
        }
        boolean startsLine = window.at(before) == '\n' || window.at(before) == Window.NONE;
        return reading.kind == FindingKind.PHONE_BARE || startsLine && reading.kind == FindingKind.BANK_CARD_BARE;
    }

    private @Nullable Hit endingInX(Window window, int i) {
        int x = Run.skip(window, run.end(i));
        if (window.at(x) != 'x' || !ends(window, x + 1) || !run.uniform(17)) {
            return null;
        }
        var id = run.first(17) + "X";
        return CheckDigits.residentId(id)
                ? new Hit(FindingKind.RESIDENT_ID, x + 1)
                : CheckDigits.residencePermit(id) ? new Hit(FindingKind.RESIDENCE_PERMIT, x + 1) : null;
    }

    /** Whether a card number written in groups has a further short group: then the check digit of the longer number decides. */
    private boolean goesOn(Window window, int end) {
        int next = end + 1;
        while (next < run.length() && !run.last(next)) {
            next++;
        }
        return run.last(end)
                && !run.sized(end + 1)
                && next < run.length()
                && next - end <= 4
                && next < 19
                && !run.lineBefore(end + 1)
                && window.at(run.end(next)) != '/' // a month of expiry
                && run.uniform(next + 1)
                && CheckDigits.cardIssuer(run.first(next + 1));
    }

    private static boolean isCard(String digits) {
        return CheckDigits.cardIssuer(digits) && CheckDigits.luhn(digits);
    }

    /** 1, then 3 to 9, then nine more; 86 or 0086 may stand before. */
    private static boolean isMobile(String digits) {
        int skip = digits.length() - 11;
        return (skip == 0 || skip == 2 && digits.startsWith("86") || skip == 4 && digits.startsWith("0086"))
                && digits.charAt(skip) == '1'
                && digits.charAt(skip + 1) >= '3';
    }

    static boolean begins(Window window, int position) {
        char before = window.at(position - 1);
        if (Normal.digit(before) >= 0) {
            return before < 128 != window.at(position) < 128;
        }
        if (before == '.') {
            return Normal.digit(window.at(position - 2)) < 0;
        }
        boolean escape = window.at(position - 2) == '\\'; // as in the JSON of a tool call: \n13800138000
        return escape || !Normal.alnum(before) && before != '_' || LETTERS_BEFORE.rightBefore(window, position);
    }

    static boolean ends(Window window, int end) {
        char after = window.at(end);
        if (after == '.') {
            return Normal.digit(window.at(end + 1)) < 0;
        }
        return after != '_' && (!Normal.alnum(after) || Normal.digit(after) >= 0);
    }
}
