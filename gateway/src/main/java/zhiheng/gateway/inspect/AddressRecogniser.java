package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** E-mail and IP addresses. */
final class AddressRecogniser implements Recogniser {
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.at(position);
        if (!Normal.alnum(c) && c != '_' || insideWord(window, position)) {
            return null;
        }
        var email = email(window, position);
        if (email != null) {
            return email;
        }
        var ip = c <= '9' ? ipv4(window, position) : null;
        return ip != null || !hex(c) ? ip : ipv6(window, position);
    }

    private static boolean insideWord(Window window, int position) {
        char before = window.at(position - 1);
        return Normal.alnum(before) || inWord(before) && Normal.alnum(window.at(position - 2));
    }

    private static boolean inWord(char c) {
        return Normal.alnum(c) || c < 128 && "._%+-".indexOf(c) >= 0;
    }

    private static @Nullable Hit email(Window window, int start) {
        int at = start;
        while (at - start <= LONGEST_LOCAL && inWord(window.at(at))) {
            at++;
        }
        if (window.at(at) != '@' || at - start > LONGEST_LOCAL || window.at(at - 1) == '.') {
            return null;
        }
        int end = ++at;
        int labels = 0;
        int label = 0;
        boolean letters = true;
        while (at - end <= LONGEST_DOMAIN) {
            char c = window.at(at);
            if (Normal.alnum(c) || c == '-' && label > 0) {
                letters &= c > '9' || c == '-';
                label++;
                at++;
            } else if (c == '.' && label > 0 && Normal.alnum(window.at(at + 1))) {
                labels++;
                label = 0;
                letters = true;
                at++;
            } else {
                break;
            }
        }
        return labels >= 1 && label >= 2 && letters ? new Hit(FindingKind.EMAIL, at) : null;
    }

    private static @Nullable Hit ipv4(Window window, int start) {
        int at = start;
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            int value = 0;
            int digits = 0;
            while (digits < 4 && window.at(at) >= '0' && window.at(at) <= '9') {
                value = 10 * value + window.at(at++) - '0';
                digits++;
            }
            if (digits == 0 || value > 255 || digits > 1 && window.at(at - digits) == '0') {
                return null;
            }
            sum += value;
            if (i == 0 && (value == 0 || value == 127)) {
                return null;
            }
            if (i < 3 && window.at(at++) != '.') {
                return null;
            }
        }
        char after = window.at(at);
        boolean more = after == '.' && Normal.alnum(window.at(at + 1));
        return sum > 0 && !more && !Normal.alnum(after) && after != '_' ? new Hit(FindingKind.IP, at) : null;
    }

    /** Eight groups, or fewer with {@code ::} when the first is long and has a digit, so that {@code std::fix} is not one. */
    private static @Nullable Hit ipv6(Window window, int start) {
        int at = start;
        int groups = 0;
        boolean compressed = false;
        boolean firstLooksRight = false;
        while (groups < 8) {
            int digits = 0;
            boolean decimal = false;
            while (digits < 5 && hex(window.at(at))) {
                decimal |= window.at(at) <= '9';
                digits++;
                at++;
            }
            if (digits > 4 || digits == 0 && !(compressed && window.at(at - 1) == ':')) {
                return null;
            }
            if (digits > 0) {
                firstLooksRight |= groups == 0 && digits == 4 && decimal;
                groups++;
            }
            if (window.at(at) != ':' || digits == 0) {
                break;
            }
            if (window.at(at + 1) == ':') {
                if (compressed) {
                    return null;
                }
                compressed = true;
                at += 2;
            } else if (groups < 8 && hex(window.at(at + 1))) {
                at++;
            } else {
                break;
            }
        }
        char after = window.at(at);
        boolean whole = groups == 8 && !compressed || compressed && groups >= 2 && groups < 8 && firstLooksRight;
        return whole && !Normal.alnum(after) && after != ':' ? new Hit(FindingKind.IP, at) : null;
    }

    private static boolean hex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
