package zhiheng.gateway.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/**
 * What has no check digit and is personal by what is said of it: dates of birth, numbers of medical records, accounts of messengers,
 * places on the map; and addresses of network cards, which show by their form.
 */
final class LabelledRecogniser {
    private static final int LONGEST_ACCOUNT = 20;
    private static final int MOST_SIGNS = 6;
    private static final int LONGEST_MONTH = 9;
    private static final Context BIRTH = Context.of(
            "出生",
            "出生日期",
            "出生年月",
            "生日",
            "生于",
            "birth",
            "birthday",
            "birthdate",
            "dateofbirth",
            "dob",
            "d0b",
            "born",
            "born on",
            "geboren",
            "geburtsdatum",
            "ne le",
            "nee le",
            "date de naissance",
            "nacido",
            "nacida",
            "nacimiento");
    /** A date that is said to be another one. */
    private static final Context OTHER_DATE = Context.of(
            "入院",
            "入职",
            "签发",
            "有效",
            "日期至",
            "成立",
            "issued",
            "expires",
            "expiry",
            "valid",
            "admitted",
            "died",
            "hired",
            "founded");

    private static final Context PLACE = Context.of(
            "经纬度",
            "坐标",
            "定位",
            "位置",
            "纬度",
            "经度",
            "gps",
            "lat",
            "lon",
            "lng",
            "latitude",
            "longitude",
            "latlon",
            "latlng",
            "location",
            "position",
            "coordinates",
            "coords");
    private static final List<String> MESSENGERS =
            List.of("微信", "微信号", "微信id", "wechat", "weixin", "wechat id", "wechatid");
    private static final List<String> QQ = List.of("qq", "qq号", "qq号码", "扣扣");
    private static final List<String> RECORDS = List.of(
            "病历号",
            "病历号码",
            "病案号",
            "住院号",
            "门诊号",
            "就诊卡号",
            "就诊号",
            "诊疗卡号",
            "病歷號",
            "mrn",
            "mrn no",
            "medical record number",
            "medical record no",
            "medical record",
            "patient id",
            "patient no",
            "patient number",
            "hospital number",
            "hospital no");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private LabelledRecogniser() {}

    /** @param position at an ASCII letter or digit */
    static Recogniser.@Nullable Hit at(Window window, int position) {
        if (CharKinds.is(window.at(position - 1), CharKinds.ALNUM)) {
            return null;
        }
        char c = window.at(position);
        var hit = c <= '9' ? fromDigit(window, position) : fromLetter(window, position);
        return hit == null && hex(c) && hex(window.at(position + 1)) ? mac(window, position) : hit;
    }

    /** Whether a word is a month with a day behind it: most words are passed with one look. */
    static boolean isMonth(Window window, int start, int end) {
        return end - start >= 3
                && end - start <= LONGEST_MONTH
                && "jfmasond".indexOf(window.at(start)) >= 0
                && window.at(end) == ' '
                && CharKinds.is(window.at(end + 1), CharKinds.DIGIT)
                && MONTHS.contains(text(window, start, end));
    }

    private static Recogniser.@Nullable Hit fromDigit(Window window, int position) {
        int digits = digits(window, position, 12);
        char after = window.at(position + digits);
        if (digits <= 4 && digits != 3) {
            int end = date(window, position, digits, after);
            if (end > 0) {
                return birth(window, position, end);
            }
        }
        if (digits <= 3 && (after == '.' || after == '°')) {
            return place(window, position, digits);
        }
        if (digits >= 5 && !Normal.alnum(after) && after != '_') {
            if (digits <= 11 && window.at(position) > '0' && label(window, position, QQ)) {
                return new Recogniser.Hit(FindingKind.ACCOUNT, position + digits);
            }
            return record(window, position, position + digits);
        }
        return null;
    }

    private static Recogniser.@Nullable Hit fromLetter(Window window, int position) {
        int letters = letters(window, position);
        if (letters > LONGEST_ACCOUNT) {
            return null;
        }
        if (letters >= 3 && isMonth(window, position, position + letters)) {
            int day = position + letters + 1;
            int at = day + digits(window, day, 3);
            if (at - day > 2) {
                return null;
            }
            at = window.at(at) == ',' ? at + 1 : at;
            at = window.at(at) == ' ' ? at + 1 : at;
            return isYear(window, at) ? birth(window, position, at + 4) : null;
        }
        int end = position;
        int signs = 0;
        while (end - position <= LONGEST_ACCOUNT && inAccount(window.at(end))) {
            signs += window.at(end) < 'a' ? 1 : 0;
            end++;
        }
        if (signs == 0 || end - position < 6 || end - position > LONGEST_ACCOUNT || window.at(end) == '@') {
            return null;
        }
        boolean own =
                end - position >= 11 && text(window, position, position + 5).equals("wxid_");
        if (own || label(window, position, MESSENGERS)) {
            return new Recogniser.Hit(FindingKind.ACCOUNT, end);
        }
        int number = position + letters;
        boolean coded = letters <= 3 && digits(window, number, 12) == end - number && end - number >= 5;
        return coded ? record(window, position, end) : null;
    }

    private static Recogniser.@Nullable Hit record(Window window, int position, int end) {
        return end - position <= 13 && label(window, position, RECORDS)
                ? new Recogniser.Hit(FindingKind.MEDICAL_RECORD, end)
                : null;
    }

    /** @return where a date of a day, with its year, ends; 0 when there is none */
    private static int date(Window window, int position, int digits, char sign) {
        if (digits == 4) {
            if ("-/.年".indexOf(sign) < 0 || !isYear(window, position)) {
                return 0;
            }
            int month = digits(window, position + 5, 3);
            int at = position + 5 + month;
            boolean alike = window.at(at) == (sign == '年' ? '月' : sign);
            int day = digits(window, at + 1, 3);
            if (!alike || month < 1 || month > 2 || day < 1 || day > 2) {
                return 0;
            }
            at += 1 + day;
            return sign != '年' ? at : window.at(at) == '日' ? at + 1 : 0;
        }
        int at = position + digits;
        if ("-/.".indexOf(sign) >= 0) {
            int month = digits(window, at + 1, 3);
            int year = at + 2 + month;
            boolean alike = month >= 1 && month <= 2 && window.at(year - 1) == sign;
            return alike && isYear(window, year) ? year + 4 : 0;
        }
        if (sign != ' ' || !CharKinds.is(window.at(at + 1), CharKinds.LATIN)) {
            return 0;
        }
        int end = at + 1 + letters(window, at + 1);
        return isMonth(window, at + 1, end) && isYear(window, end + 1) ? end + 5 : 0;
    }

    /** 1900 to 2099, and no digit more. */
    private static boolean isYear(Window window, int at) {
        char century = window.at(at + 1);
        return (window.at(at) == '1' && century == '9' || window.at(at) == '2' && century == '0')
                && digits(window, at, 5) == 4;
    }

    private static Recogniser.@Nullable Hit birth(Window window, int position, int end) {
        var clause = Context.clause(window, position);
        int said = BIRTH.in(clause);
        boolean before = said > 0 && said >= OTHER_DATE.in(clause);
        char next = window.at(end);
        boolean after = next == '生' && window.at(end + 1) != '产'
                || next == '出' && window.at(end + 1) == '生'
                || next == ' ' && text(window, end, end + 5).equals(" born");
        return before || after ? new Recogniser.Hit(FindingKind.BIRTH, end) : null;
    }

    /** Two decimals of four places or more after a word for places; degrees and minutes with their letters need none. */
    private static Recogniser.@Nullable Hit place(Window window, int position, int digits) {
        if (window.at(position + digits) == '°') {
            int north = degrees(window, position, "ns");
            int next = north;
            while (north > 0 && next - north < 2 && (window.at(next) == ' ' || window.at(next) == ',')) {
                next++;
            }
            int east = north > 0 ? degrees(window, next, "ew") : 0;
            return east > 0 ? new Recogniser.Hit(FindingKind.POSITION, east) : null;
        }
        int first = decimal(window, position);
        if (first == 0) {
            return null;
        }
        int next = first;
        while (next - first < 3 && (window.at(next) == ' ' || window.at(next) == ',')) {
            next++;
        }
        next = window.at(next) == '-' ? next + 1 : next;
        int second = next > first ? decimal(window, next) : 0;
        if (second == 0 || !PLACE.before(window, position)) {
            return null;
        }
        return new Recogniser.Hit(FindingKind.POSITION, second);
    }

    private static int decimal(Window window, int start) {
        int whole = digits(window, start, 4);
        int point = start + whole;
        int places = whole >= 1 && whole <= 3 && window.at(point) == '.' ? digits(window, point + 1, 12) : 0;
        return places >= 4 && places < 12 ? point + 1 + places : 0;
    }

    private static int degrees(Window window, int start, String sides) {
        int at = start;
        for (int signs = 0; at - start < 20; at++) {
            char c = window.at(at);
            if (sides.indexOf(c) >= 0) {
                return signs > 0 && !CharKinds.is(window.at(at + 1), CharKinds.ALNUM) ? at + 1 : 0;
            }
            boolean sign = "°'\"’”′″".indexOf(c) >= 0;
            signs += sign ? 1 : 0;
            if (!sign && !CharKinds.is(c, CharKinds.DIGIT) && c != '.' && c != ' ') {
                return 0;
            }
        }
        return 0;
    }

    /** Six pairs with one sign between them; all alike is nobody's. */
    private static Recogniser.@Nullable Hit mac(Window window, int position) {
        char sign = window.at(position + 2);
        if (sign != ':' && sign != '-' || window.at(position - 1) == sign) {
            return null;
        }
        boolean alike = true;
        for (int i = 0; i < 6; i++) {
            int at = position + 3 * i;
            if (!hex(window.at(at)) || !hex(window.at(at + 1)) || i > 0 && window.at(at - 1) != sign) {
                return null;
            }
            alike &= window.at(at) == window.at(position) && window.at(at + 1) == window.at(position);
        }
        char after = window.at(position + 17);
        return alike || Normal.alnum(after) || after == sign
                ? null
                : new Recogniser.Hit(FindingKind.MAC, position + 17);
    }

    /** Whether one of the words stands before, with nothing but signs, "no" or "is" between. */
    private static boolean label(Window window, int position, List<String> words) {
        int at = position - 1;
        while (position - at <= MOST_SIGNS && " :=\"'|是为号#.,(".indexOf(window.at(at)) >= 0) {
            at--;
        }
        var text = window.before(at + 1, 26);
        if (text.isEmpty()) {
            return false;
        }
        for (var word : words) {
            if (ends(text, word) || word.endsWith("号") && ends(text, word.substring(0, word.length() - 1))) {
                return true;
            }
        }
        return text.endsWith(" is")
                && words.stream().anyMatch(word -> ends(text.substring(0, text.length() - 3), word));
    }

    private static boolean ends(String text, String word) {
        int before = text.length() - word.length() - 1;
        return text.endsWith(word)
                && (before < 0 || word.charAt(0) >= 128 || !CharKinds.is(text.charAt(before), CharKinds.LATIN));
    }

    private static boolean inAccount(char c) {
        return CharKinds.is(c, CharKinds.ALNUM) || c == '_' || c == '-';
    }

    /** No more than is of any use, so that a text of letters alone is not held back. */
    private static int letters(Window window, int start) {
        int count = 0;
        while (count <= LONGEST_ACCOUNT && CharKinds.is(window.at(start + count), CharKinds.LATIN)) {
            count++;
        }
        return count;
    }

    private static int digits(Window window, int start, int most) {
        int count = 0;
        while (count < most && CharKinds.is(window.at(start + count), CharKinds.DIGIT)) {
            count++;
        }
        return count;
    }

    private static String text(Window window, int start, int end) {
        var text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            text.append(window.at(i));
        }
        return text.toString();
    }

    private static boolean hex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
