package zhiheng.gateway.contain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import zhiheng.gateway.inspect.Normal;

/** Whom and where a text names: addresses of people, accounts, hosts of links. */
final class Named {
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]++@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+){1,60}");
    /** IBANs and what else runs to twelve digits and more, as account and telephone numbers with their country do. */
    private static final Pattern ACCOUNT = Pattern.compile(
            "\\b[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]{4}){3,8}(?:[ -]?[a-z0-9]{1,3})?\\b|\\+?[0-9](?:[ -]?[0-9]){11,33}");

    private static final Pattern LINK = Pattern.compile(
            "(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+:)?[/\\\\]{2,}([^/\\\\?#\\s<>\"'()\\[\\]{}]+)"
                    + "|https?:([^/\\\\?#\\s<>\"'()\\[\\]{}]+)|\\bwww\\.([\\p{L}\\p{N}.-]+)"
                    + "|(?<![\\p{L}\\p{N}-])([\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+){0,20}\\.[\\p{L}]{2,24})(?::[0-9]+)?/");

    private static final Pattern TIME = Pattern.compile("(?:[\\s0-9.,:/-]"
            + "|[零〇一二两三四五六七八九十廿百]|[年月日号时点分秒周]|星期|礼拜|上午|下午|中午|晚上|早上|今天|明天|后天"
            + "|\\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
            + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?"
            + "|fri(?:day)?|sat(?:urday)?|sun(?:day)?|today|tomorrow|noon|am|pm|at|on|of|the)\\b"
            + "|(?<=[0-9])(?:st|nd|rd|th|am|pm|h)\\b)+");

    private static final Pattern PATH =
            Pattern.compile("(?<![\\p{L}\\p{N}_-])[\\p{L}\\p{N}_-]*+[./][\\p{L}_][\\p{L}\\p{N}./_-]*"
                    + "|(?<![a-z0-9_-])[a-z0-9]++(?:[-_][a-z0-9]++){1,20}");

    private Named() {}

    /** Lower case and one width, and nothing else: a Cyrillic letter is no Latin one, an accent makes another address. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    static Set<String> emails(String text) {
        return all(EMAIL, plain(text));
    }

    static Set<String> accounts(String text) {
        var bare = new HashSet<String>();
        all(ACCOUNT, plain(text)).forEach(a -> bare.add(a.replaceAll("[ +-]", "")));
        return bare;
    }

    static Set<String> hosts(String text) {
        return hostsIn(plain(text));
    }

    /** Whether it is a day, a time or a number, and nothing else. */
    static boolean isTime(String text) {
        return TIME.matcher(plain(text)).matches();
    }

    /** Lower case and one width, without addresses, accounts and links: what is left are words. */
    static String withoutNames(String text) {
        var rest = plain(text);
        for (var pattern : new Pattern[] {EMAIL, ACCOUNT, LINK}) {
            rest = pattern.matcher(rest).replaceAll(" ");
        }
        return rest;
    }

    /** As {@link #withoutNames}, and without names of files and the like, whose parts are no words either. */
    static String withoutPaths(String text) {
        return PATH.matcher(withoutNames(text)).replaceAll(" ");
    }

    /** Whom a text may mean: as {@link #emails}, also where lookalikes, accents and invisible characters stand in an address. */
    static Set<String> emailsMeant(String text) {
        var all = emails(text);
        all.addAll(all(EMAIL, Normal.folded(text)));
        return all;
    }

    /** As {@link #emailsMeant} for hosts. */
    static Set<String> hostsMeant(String text) {
        var all = hosts(text);
        all.addAll(hostsIn(Normal.folded(text)));
        return all;
    }

    private static Set<String> hostsIn(String text) {
        var hosts = new HashSet<String>();
        var found = LINK.matcher(text);
        while (found.find()) {
            for (int i = 1; i <= found.groupCount(); i++) {
                var authority = found.group(i);
                if (authority != null) {
                    hosts.add(host(i == 3 ? "www." + authority : authority));
                }
            }
        }
        hosts.remove("");
        return hosts;
    }

    private static String host(String authority) {
        var host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.lastIndexOf(':');
        host = port > 0 && host.substring(port + 1).matches("[0-9]*") ? host.substring(0, port) : host;
        return host.replaceAll("^[.]+|[.,;:!]+$", "");
    }

    private static Set<String> all(Pattern pattern, String text) {
        var found = new HashSet<String>();
        pattern.matcher(text).results().forEach(m -> found.add(m.group()));
        return found;
    }

    /** Runs of letters and digits, one width and lower case; each Chinese character is a word. */
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        plain(text).codePoints().forEach(c -> {
            if (!Character.isLetterOrDigit(c) || Character.isIdeographic(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (Character.isIdeographic(c)) {
                    words.add(Character.toString(c));
                }
            } else {
                word.appendCodePoint(c);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /** Whether {@code name} is what whole words in a row make together: a part of a word is another name. */
    static boolean holds(List<String> words, String name) {
        for (int from = 0; from < words.size(); from++) {
            if (holds(words, name, from)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #holds}, where the words begin at a place. */
    static boolean holds(List<String> words, String name, int from) {
        return end(words, name, from) >= 0;
    }

    /** Where whole words from a place on that make a name together end; -1 where they do not. */
    static int end(List<String> words, String name, int from) {
        int at = 0;
        int i = from;
        while (i < words.size() && at < name.length() && name.startsWith(words.get(i), at)) {
            at += words.get(i).length();
            i++;
        }
        return at == name.length() ? i : -1;
    }
}
