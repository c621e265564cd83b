package zhiheng.gateway.inspect;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/**
 * Links in any form that a browser or a reader of Markdown follows, unless they lead to a known host: {@code https://…} with any number of
 * slashes of either kind, {@code //host}, {@code www.host}, and the target of a Markdown link whose letters are written as entities.
 */
final class HostRecogniser implements Recogniser {
    private static final int LONGEST = 4096;
    private final Set<String> hosts;

    HostRecogniser(Set<String> hosts) {
        this.hosts = hosts;
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        return switch (window.at(position)) {
            case 'h' -> scheme(window, position);
            case '/', '\\' -> slashes(window, position);
            case 'w' -> www(window, position);
            case ']' -> coded(window, position);
            default -> null;
        };
    }

    private @Nullable Hit scheme(Window window, int position) {
        int at = after(window, position, "http");
        if (at < 0) {
            return null;
        }
        at += window.at(at) == 's' ? 1 : 0;
        if (window.at(at) != ':') {
            return null;
        }
        at++;
        while (isSlash(window.at(at)) && at - position < LONGEST) {
            at++;
        }
        return address(window, at, false);
    }

    private @Nullable Hit slashes(Window window, int position) {
        char before = window.at(position - 1);
        if (isSlash(before) || !isSlash(window.at(position + 1)) || Normal.alnum(before)) {
            return null;
        }
        int at = position;
        while (isSlash(window.at(at)) && at - position < LONGEST) {
            at++;
        }
        return address(window, at, true);
    }

    private @Nullable Hit www(Window window, int position) {
        char before = window.at(position - 1);
        return Normal.alnum(before)
                        || before == '.'
                        || before == '-'
                        || before == '/'
                        || after(window, position, "www.") < 0
                ? null
                : address(window, position, true);
    }

    /** {@code ](} with entities before the closing bracket: a reader of Markdown would put the letters in. */
    private static @Nullable Hit coded(Window window, int position) {
        if (window.at(position + 1) != '(') {
            return null;
        }
        boolean entity = false;
        int at = position + 2;
        while (at - position < LONGEST) {
            char c = window.at(at);
            if (c == ')' || c == '\n' || c == Window.NONE) {
                break;
            }
            entity |= c == '&'
                    && (window.at(at + 1) == '#'
                            || after(window, at, "&colon;") > 0
                            || after(window, at, "&sol;") > 0
                            || after(window, at, "&bsol;") > 0);
            at++;
        }
        return entity ? new Hit(FindingKind.CONTAIN_LINK, at) : null;
    }

    private static int after(Window window, int position, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (window.at(position + i) != word.charAt(i)) {
                return -1;
            }
        }
        return position + word.length();
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    /** @param mustLook whether what follows must look like a host: two slashes alone stand in code too */
    private @Nullable Hit address(Window window, int start, boolean mustLook) {
        var authority = new StringBuilder();
        boolean accented = false;
        int at = start;
        while (authority.length() < LONGEST && inAuthority(window, at)) {
            char c = Character.toLowerCase(window.plain(at)); // not folded: a lookalike makes another host
            accented |= window.isAccented(at++);
            authority.append(isDot(c) ? '.' : c);
        }
        int end = at;
        while (end - start < LONGEST && inRest(window.at(end))) {
            end++;
        }
        var host = authority
                .substring(authority.lastIndexOf("@") + 1)
                .replaceAll(":[0-9]*$", "")
                .replaceAll("\\.+$", "");
        if (host.isEmpty() || mustLook && !host.matches(".*\\.[\\p{L}0-9-]+|\\[.*")) {
            return null;
        }
        return !accented && LinkRules.covers(hosts, host) ? null : new Hit(FindingKind.CONTAIN_LINK, end);
    }

    /** Chinese full stops end a sentence, unless a letter of a host's name follows, where browsers take them for dots. */
    private static boolean inAuthority(Window window, int at) {
        char c = window.at(at);
        if (isDot(c) && c != '.') {
            char next = window.at(at + 1);
            return next < 128 && Normal.alnum(next);
        }
        return c != Window.NONE
                && (Character.isLetterOrDigit(c) && c < 0x2E80
                        || c == '.'
                        || "-_%@:[]~!$&*+=".indexOf(c) >= 0 && c != ']'
                        || Character.isLetterOrDigit(c) && isName(window, at));
    }

    /** Whether Chinese letters at {@code at} go on to a dot and a letter, as in a host's name, and not into a sentence. */
    private static boolean isName(Window window, int at) {
        int i = at;
        while (i - at < 64 && Character.isLetterOrDigit(window.at(i)) && window.at(i) != Window.NONE) {
            i++;
        }
        return window.at(i) == '.' && Character.isLetterOrDigit(window.at(i + 1));
    }

    private static boolean isDot(char c) {
        return c == '.' || c == '。' || c == '．' || c == '｡';
    }

    private static boolean inRest(char c) {
        return c > ' ' && c < 127 && "()<>\"`{}|^".indexOf(c) < 0;
    }
}
