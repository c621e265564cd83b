package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Codes of letters and digits: company codes, bank accounts, passports, ids of Hong Kong and Taiwan, plates. */
final class CodeRecogniser implements Recogniser {
    private static final int LONGEST = 34;
    static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";
    private static final String PLATE_TAILS = "挂学警港澳领试超";
    private static final Context PASSPORT = Context.of(
            "护照",
            "護照",
            "passport",
            "passeport",
            "reisepass",
            "pasaporte",
            "passaporto",
            "通行证",
            "通行證",
            "travel document");
    private static final Context HONG_KONG = Context.of("香港", "身份证", "身份證", "hkid", "hong kong");
    private static final Context TAIWAN = Context.of("台湾", "台灣", "身分證", "身份证", "身份證", "taiwan", "national id");

    private final Run run = new Run(LONGEST);

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (c >= 128) {
            return PROVINCES.indexOf(c) >= 0 ? plate(window, position) : null;
        }
        if (!Normal.alnum(c) || Normal.alnum(window.at(position - 1))) {
            return null;
        }
        run.alnum(window, position, 3);
        if (run.length() < 3 || !isDigit(run.charAt(2))) {
            return null;
        }
        boolean letter = !isDigit(run.charAt(0));
        var hit = letter && !isDigit(run.charAt(1)) ? iban(window, position) : null;
        hit = hit == null ? uscc(window, position) : hit;
        return hit == null && letter ? card(window, position) : hit;
    }

    private @Nullable Hit uscc(Window window, int position) {
        run.alnum(window, position, 18);
        if (run.length() < 18 || !run.last(17) || !run.uniform(18) || !"123456789ANY".contains(run.first(1))) {
            return null;
        }
        for (int i = 2; i < 8; i++) {
            if (!isDigit(run.charAt(i))) {
                return null;
            }
        }
        return CheckDigits.uscc(run.first(18)) ? new Hit(FindingKind.USCC, run.end(17)) : null;
    }

    private @Nullable Hit iban(Window window, int position) {
        run.alnum(window, position, 4);
        if (run.length() < 4 || !isDigit(run.charAt(3))) {
            return null;
        }
        var length = CheckDigits.IBAN_LENGTHS.get(run.first(2));
        if (length == null) {
            return null;
        }
        run.alnum(window, position, length);
        return run.length() == length
                        && run.last(length - 1)
                        && run.uniform(length)
                        && CheckDigits.iban(run.first(length))
                ? new Hit(FindingKind.IBAN, run.end(length - 1))
                : null;
    }

    /** One or two letters, then digits. */
    private @Nullable Hit card(Window window, int position) {
        run.alnum(window, position, 12);
        int letters = isDigit(run.charAt(1)) ? 1 : 2;
        int digits = 0;
        while (letters + digits < run.length() && isDigit(run.charAt(letters + digits))) {
            digits++;
        }
        int length = letters + digits;
        boolean ends = run.last(length - 1);
        if (digits >= 6 && digits <= 7) {
            var hongKong = hongKong(window, position, letters);
            if (hongKong != null) {
                return hongKong;
            }
        }
        if (ends
                && letters == 1
                && digits == 9
                && "1289".indexOf(run.charAt(1)) >= 0
                && CheckDigits.taiwan(run.first(10))) {
            return new Hit(TAIWAN.before(window, position) ? FindingKind.TW_ID : FindingKind.TW_ID_BARE, run.end(9));
        }
        if (ends && passportForm(letters, digits) && PASSPORT.before(window, position)) {
            return new Hit(FindingKind.PASSPORT, run.end(length - 1));
        }
        // of most countries: a letter or two and digits, where the clause says so
        boolean foreign = letters == 1 ? digits == 7 || digits == 8 : digits >= 6 && digits <= 7;
        if (ends && foreign && PASSPORT.in(Context.clause(window, position)) > 0) {
            return new Hit(FindingKind.PASSPORT, run.end(length - 1));
        }
        return null;
    }

    /** Ordinary (E, EA to EZ, G), diplomatic, service and public-affairs passports. They have no check digit but in their MRZ. */
    private boolean passportForm(int letters, int digits) {
        char first = run.charAt(0);
        return letters == 1
                ? (first == 'E' || first == 'G') && digits == 8
                        || "DSP".indexOf(first) >= 0 && (digits == 7 || digits == 8)
                        || "HMCWLT".indexOf(first) >= 0 && digits == 8
                : "EDSP".indexOf(first) >= 0 && run.charAt(1) != 'I' && run.charAt(1) != 'O' && digits == 7;
    }

    private @Nullable Hit hongKong(Window window, int position, int letters) {
        int sixth = letters + 5;
        char check = CheckDigits.hongKongCheck(run.first(letters + 6));
        int at = Run.skip(window, run.end(sixth));
        if (window.at(at) == '(') {
            return Normal.upper(window.at(at + 1)) == check && window.at(at + 2) == ')'
                    ? new Hit(FindingKind.HK_ID, at + 3)
                    : null;
        }
        return Normal.upper(window.at(at)) == check
                        && !Normal.alnum(window.at(at + 1))
                        && HONG_KONG.before(window, position)
                ? new Hit(FindingKind.HK_ID, at + 1)
                : null;
    }

    /** GA 36: five characters after the letter of the authority, without I and O; six on new-energy vehicles. */
    private @Nullable Hit plate(Window window, int position) {
        char authority = window.at(position + 1);
        if (authority < 'a' || authority > 'z' || authority == 'i') {
            return null;
        }
        int start = position + 2;
        if (" ·.-•".indexOf(window.at(start)) >= 0) {
            start++;
        }
        int length = 0;
        int letters = 0;
        while (length < 7) {
            char c = window.at(start + length);
            if (!Normal.alnum(c) || c == 'i' || c == 'o') {
                break;
            }
            letters += c > '9' ? 1 : 0;
            length++;
        }
        char after = window.at(start + length);
        if (Normal.alnum(after)) {
            return null;
        }
        if (length == 4 && PLATE_TAILS.indexOf(after) >= 0) {
            return new Hit(FindingKind.PLATE, start + 5);
        }
        return length == 5 && letters <= 2 || length == 6 && newEnergy(window, start, letters)
                ? new Hit(FindingKind.PLATE, start + length)
                : null;
    }

    private static boolean newEnergy(Window window, int start, int letters) {
        char first = window.at(start);
        char last = window.at(start + 5);
        return first >= 'a' && first <= 'k' && (letters == 1 || letters == 2 && window.at(start + 1) > '9')
                || last >= 'a' && last <= 'k' && letters == 1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
