package zhiheng.gateway.inspect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.inspect.PhoneWords.Said;

/**
 * Telephones other than Chinese mobiles without a country code: with a country code (ITU-T E.164), North American numbers, Chinese land
 * lines, and European national numbers where a word says that they are telephones.
 */
final class PhoneRecogniser implements Recogniser {
    /**
     * Country codes with the least and most digits of a national number, from the numbering plans that countries notify to the ITU
     * (E.164, operational bulletins).
     */
    private static final Map<String, int[]> COUNTRIES = countries(
            "1:10 7:10 20:8-10 27:9 30:10 31:9 32:8-9 33:9 34:9 36:8-9 39:8-11 40:9 41:9 43:7-12 44:9-10 45:8 46:7-9"
                    + " 47:8 48:9 49:7-11 51:8-9 52:10 53:8 54:10-11 55:10-11 56:9 57:10 58:10 60:8-10 61:9 62:8-12"
                    + " 63:9-10 64:8-10 65:8 66:8-9 81:9-10 82:8-10 84:9-10 86:9-11 90:10 91:10 92:9-10 93:9 94:9 95:8-10"
                    + " 98:10 211:9 212:9 213:8-9 216:8 218:8-9 220:7 221:9 223:8 225:10 226:8 228:8 229:8-10 230:7-8"
                    + " 233:9 234:8-10 237:9 243:9 244:9 248:7 249:9 250:9 251:9 254:9 255:9 256:9 258:8-9 260:9 261:9"
                    + " 263:9 264:8-9 266:8 267:7-8 268:8 351:9 352:6-9 353:7-9 354:7 355:8-9 356:8 357:8 358:6-11 359:7-9"
                    + " 370:8 371:8 372:7-8 373:8 374:8 375:9 376:6 377:8-9 378:6-10 380:9 381:8-9 382:8 383:8 385:8-9"
                    + " 386:8 387:8 389:8 420:9 421:9 423:7 501:7 502:8 503:8 504:8 505:8 506:8 507:7-8 509:8 591:8 592:7"
                    + " 593:8-9 595:9 597:6-7 598:8 670:7-8 673:7 675:7-8 679:7 685:7 852:8 853:8 855:8-9 856:8-10"
                    + " 880:8-10 886:8-9 960:7 961:7-8 962:8-9 963:8-9 964:8-10 965:8 966:8-9 967:7-9 968:8 970:8-9"
                    + " 971:8-9 972:8-9 973:8 974:8 975:7-8 976:8 977:8-10 992:9 993:8 994:9 995:9 996:9 998:9");

    private final Dialled dialled = new Dialled();
    private @Nullable Said said;

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        boolean plus = c == '+';
        if (!(plus || c == '(' || c >= '0' && c <= '9') || !begins(window, position, plus)) {
            return null;
        }
        char next = window.at(position + 1);
        if ((plus || c == '(') && (next < '0' || next > '9') && !(plus && next == '(')) {
            return null;
        }
        said = null;
        dialled.read(window, plus ? position + 1 : position);
        for (int groups = dialled.groups(); groups > 0; groups--) {
            int end = dialled.end(groups);
            if (ends(window, end)) {
                var kind = plus ? international(groups) : national(window, position, groups);
                if (kind != null) {
                    return new Hit(kind, end);
                }
            }
        }
        return null;
    }

    private @Nullable FindingKind international(int groups) {
        var all = dialled.first(groups, true);
        for (int length = 1; length <= 3 && length < all.length(); length++) {
            var national = COUNTRIES.get(all.substring(0, length));
            if (national != null) {
                int digits = all.length() - length;
                boolean fits = digits >= national[0]
                        && digits <= national[1]
                        && (length > 1 || all.charAt(0) != '1' || isAmerican(all.substring(1)));
                return fits ? FindingKind.PHONE : null;
            }
        }
        return null;
    }

    private @Nullable FindingKind national(Window window, int position, int groups) {
        int length = dialled.length(groups);
        if (length < 8 || length > 14) {
            return null;
        }
        var digits = dialled.first(groups, false);
        boolean american = (length == 10 || length == 11 && groups > 1 && digits.charAt(0) == '1')
                && isAmerican(digits.substring(length - 10));
        boolean chinese = isLandLine(digits, groups);
        boolean other = isEuropean(digits, groups);
        boolean code = dialled.bracketed() && isNeighbour(digits, groups);
        if (!american && !chinese && !other && !code) {
            return null;
        }
        said = said == null ? PhoneWords.before(window, position) : said;
        if (said == Said.PHONE) {
            return FindingKind.PHONE;
        }
        boolean written = american
                        && (dialled.bracketed() || !dialled.blank(groups))
                        && (dialled.sized(groups, 3, 3, 4) || dialled.sized(groups, 1, 3, 3, 4))
                || chinese && groups > 1 && !dialled.blank(groups);
        written |= code || isWrittenMobile(digits, groups);
        return written && said == Said.NOTHING
                ? dialled.bracketed() ? FindingKind.PHONE : FindingKind.PHONE_BARE
                : null;
    }

    /** Hong Kong, Macau and Taiwan with their code in brackets and no plus. */
    private boolean isNeighbour(String digits, int groups) {
        return (digits.startsWith("852") || digits.startsWith("853"))
                        && (dialled.sized(groups, 3, 8) || dialled.sized(groups, 3, 4, 4))
                || digits.startsWith("8869") && dialled.sized(groups, 3, 3, 3, 3);
    }

    /** Groups that are those of Taiwan's mobiles, or of British mobiles and London. */
    private boolean isWrittenMobile(String digits, int groups) {
        return digits.startsWith("09") && dialled.sized(groups, 4, 3, 3) && !dialled.blank(groups)
                || digits.startsWith("07") && dialled.sized(groups, 5, 6)
                || digits.startsWith("020") && dialled.sized(groups, 3, 4, 4);
    }

    /** NANP: area code and exchange begin with 2 to 9, and neither is one of the service codes 211 to 911. */
    private static boolean isAmerican(String ten) {
        return ten.length() == 10
                && ten.charAt(0) >= '2'
                && ten.charAt(3) >= '2'
                && ten.charAt(1) != '9'
                && !ten.startsWith("11", 1)
                && !ten.startsWith("11", 4);
    }

    /** Area codes 010, 02x, and 03xx to 09xx; then seven or eight digits that do not begin with 0, 1 or 9. */
    private boolean isLandLine(String digits, int groups) {
        boolean big = digits.startsWith("010") || digits.startsWith("02") && digits.charAt(2) != '6';
        int area = big ? 3 : 4;
        if (digits.charAt(0) != '0' || !big && digits.charAt(1) < '3') {
            return false;
        }
        int local = digits.length() - area;
        return (local == 8 || local == 7 && !big)
                && "019".indexOf(digits.charAt(area)) < 0
                && (groups == 1
                        || dialled.sized(groups, area, local)
                        || dialled.sized(groups, area, 4, 4)
                        || dialled.sized(groups, area, 3, 4));
    }

    /** With the 0 that is dialled within a country, or in the forms of countries without one. Only a word before makes it a telephone. */
    private boolean isEuropean(String digits, int groups) {
        int length = digits.length();
        if (dialled.least(groups) < 2 && !dialled.bracketed()) {
            return false;
        }
        if (digits.charAt(0) == '0') {
            return length >= 9 && (length <= 12 || digits.startsWith("00"));
        }
        return switch (length) {
            case 9 ->
                groups == 1
                        || dialled.sized(groups, 3, 3, 3)
                        || dialled.sized(groups, 3, 2, 2, 2)
                        || dialled.sized(groups, 2, 3, 4)
                        || dialled.sized(groups, 2, 3, 2, 2);
            case 8 ->
                digits.charAt(0) > '1'
                        && (groups == 1 && !digits.startsWith("20")
                                || dialled.sized(groups, 4, 4)
                                || dialled.sized(groups, 2, 2, 2, 2)
                                || dialled.sized(groups, 3, 2, 3));
            default -> false;
        };
    }

    private static boolean begins(Window window, int position, boolean plus) {
        char before = window.at(position - 1);
        if (plus || window.at(position) == '(') {
            return !Normal.alnum(before) && before != ')' && before != '_';
        }
        if (".-/:+(".indexOf(before) >= 0) {
            return !Normal.alnum(window.at(position - 2)) && before != '+' && before != '(';
        }
        return NumberRecogniser.begins(window, position);
    }

    private static boolean ends(Window window, int end) {
        char after = window.at(end);
        if (".-/:,%".indexOf(after) >= 0) {
            return !CharKinds.is(window.at(end + 1), CharKinds.ALNUM) && after != '%';
        }
        return !Normal.alnum(after) && after != '_' && after != '(';
    }

    private static Map<String, int[]> countries(String table) {
        var countries = new HashMap<String, int[]>();
        for (var entry : table.split(" ")) {
            var parts = entry.split("[:-]");
            int least = Integer.parseInt(parts[1]);
            countries.put(parts[0], new int[] {least, parts.length > 2 ? Integer.parseInt(parts[2]) : least});
        }
        return Map.copyOf(countries);
    }
}
