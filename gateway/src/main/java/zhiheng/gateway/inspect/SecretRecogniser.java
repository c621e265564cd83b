package zhiheng.gateway.inspect;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Keys and tokens: those whose issuer gives them a prefix, JSON web tokens, private keys, and random-looking words that are named as a secret. */
final class SecretRecogniser implements Recogniser {
    private static final int LONGEST_TOKEN = 512;
    private static final int LONGEST_JWT = 8192;
    private static final int LONGEST_KEY = 16_384;
    private static final int SHORTEST_UNKNOWN = 20;
    /** The header of a JSON web token; all else is longer. */
    private static final int SHORTEST = 12;

    /** Random base64 has about 4 bits in each of 20 characters as counted here, English words below 3.4. */
    private static final double LEAST_ENTROPY_BITS = 3.5;

    private static final String BEGIN = "-----begin ";
    private static final String END = "-----end ";

    private record Prefix(String prefix, IntPredicate alphabet, int least, int most) {}

    private static final IntPredicate WORD = c -> Normal.alnum((char) c) || c == '_' || c == '-';
    private static final IntPredicate ALNUM = c -> Normal.alnum((char) c);
    private static final IntPredicate UPPER = c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    private static final IntPredicate BASE64 = c -> CharKinds.is((char) c, CharKinds.TOKEN);

    private static final List<Prefix> PREFIXES = List.of(
            new Prefix("sk-", WORD, 20, LONGEST_TOKEN),
            new Prefix("sk_live_", ALNUM, 16, LONGEST_TOKEN),
            new Prefix("rk_live_", ALNUM, 16, LONGEST_TOKEN),
            new Prefix("AKIA", UPPER, 16, 16),
            new Prefix("ASIA", UPPER, 16, 16),
            new Prefix("AKID", ALNUM, 28, 40),
            new Prefix("LTAI", ALNUM, 12, 26),
            new Prefix("AIza", WORD, 35, 35),
            new Prefix("ghp_", ALNUM, 36, LONGEST_TOKEN),
            new Prefix("gho_", ALNUM, 36, LONGEST_TOKEN),
            new Prefix("ghu_", ALNUM, 36, LONGEST_TOKEN),
            new Prefix("ghs_", ALNUM, 36, LONGEST_TOKEN),
            new Prefix("ghr_", ALNUM, 36, LONGEST_TOKEN),
            new Prefix("github_pat_", WORD, 50, LONGEST_TOKEN),
            new Prefix("glpat-", WORD, 20, LONGEST_TOKEN),
            new Prefix("xoxb-", WORD, 20, LONGEST_TOKEN),
            new Prefix("xoxp-", WORD, 20, LONGEST_TOKEN),
            new Prefix("npm_", ALNUM, 36, 36),
            new Prefix("hf_", ALNUM, 30, 40));

    private static final Context NAMED = Context.of(
            "key",
            "token",
            "secret",
            "passw",
            "credential",
            "bearer",
            "authorization",
            "密钥",
            "密码",
            "口令",
            "令牌",
            "凭据",
            "凭证");

    @Override
    public int next(Window window, int position) {
        int at = position;
        while ((at = window.findPlain(CharKinds.TOKEN, at)) < window.size()
                && !mayBegin(window, at)
                && !window.starved) {
            at = CharKinds.is(window.plain(at), CharKinds.ALNUM) ? window.passPlain(CharKinds.ALNUM, at) : at + 1;
        }
        return at;
    }

    /** Whether two hyphens stand here, or enough characters for the shortest of what is looked for. */
    private static boolean mayBegin(Window window, int position) {
        char c = window.plain(position);
        if (c == '-') {
            return window.plain(position - 1) != '-' && window.plain(position + 1) == '-';
        }
        return CharKinds.is(c, CharKinds.ALNUM) && !WORD.test(window.plain(position - 1)) && isLong(window, position);
    }

    private static boolean isLong(Window window, int position) {
        for (int at = position; at < position + SHORTEST; at++) {
            if (!CharKinds.is(window.plain(at), CharKinds.TOKEN)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable Hit at(Window window, int position) {
        char c = window.plain(position);
        if (c == '-') {
            return privateKey(window, position);
        }
        for (var prefix : PREFIXES) {
            if (prefix.prefix.charAt(0) == c && starts(window, position, prefix.prefix)) {
                int start = position + prefix.prefix.length();
                int end = span(window, start, prefix.alphabet, prefix.most + 1);
                if (end - start >= prefix.least && (end - start <= prefix.most || prefix.most == LONGEST_TOKEN)) {
                    return new Hit(FindingKind.KEY, end);
                }
            }
        }
        var jwt = c == 'e' && window.plain(position + 1) == 'y' && window.plain(position + 2) == 'J'
                ? jwt(window, position)
                : null;
        return jwt != null ? jwt : unknown(window, position);
    }

    private static boolean starts(Window window, int position, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (window.plain(position + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int span(Window window, int start, IntPredicate alphabet, int most) {
        int at = start;
        while (at - start < most && alphabet.test(window.plain(at))) {
            at++;
        }
        return at;
    }

    private static @Nullable Hit jwt(Window window, int start) {
        int header = span(window, start, WORD, LONGEST_JWT);
        if (header - start < 12 || window.plain(header) != '.') {
            return null;
        }
        int body = span(window, header + 1, WORD, LONGEST_JWT);
        if (body - header < 8 || window.plain(body) != '.') {
            return null;
        }
        return new Hit(FindingKind.JWT, span(window, body + 1, WORD, LONGEST_JWT));
    }

    /** A PEM block, up to its end or to where it stops looking like one. */
    private static @Nullable Hit privateKey(Window window, int start) {
        if (!startsFolded(window, start, BEGIN)) {
            return null;
        }
        int at = start + BEGIN.length();
        int header = at;
        while (at - header < 40 && window.at(at) != '-' && window.at(at) != Window.NONE) {
            at++;
        }
        if (!window.before(at, at - header).contains("private key") || window.at(at) != '-') {
            return null;
        }
        while (at - start < LONGEST_KEY) {
            char c = window.at(at);
            if (c == '-' && startsFolded(window, at, END)) {
                int end = span(window, at, x -> x != '\n' && x < 128, 64);
                return new Hit(FindingKind.PRIVATE_KEY, lastDash(window, at + END.length(), end));
            }
            if (!BASE64.test(c) && "= \n\r\\:,".indexOf(c) < 0) {
                break;
            }
            at++;
        }
        return new Hit(FindingKind.PRIVATE_KEY, at);
    }

    private static int lastDash(Window window, int start, int end) {
        int at = start;
        while (at < end && window.at(at) != '-') {
            at++;
        }
        while (at < end && window.at(at) == '-') {
            at++;
        }
        return at;
    }

    private static boolean startsFolded(Window window, int position, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (window.at(position + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A long word of mixed characters, hard to guess, after a word that calls it a secret. */
    private static @Nullable Hit unknown(Window window, int start) {
        if (BASE64.test(window.plain(start - 1))) {
            return null;
        }
        int end = span(window, start, BASE64, LONGEST_TOKEN);
        if (end - start < SHORTEST_UNKNOWN) {
            return null;
        }
        boolean digit = false;
        boolean letter = false;
        var counts = new int[128];
        for (int i = start; i < end; i++) {
            char c = window.plain(i);
            digit |= c >= '0' && c <= '9';
            letter |= c > '9' && Normal.alnum(c);
            counts[c]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / (end - start);
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return digit && letter && bits >= LEAST_ENTROPY_BITS && NAMED.before(window, start)
                ? new Hit(FindingKind.UNKNOWN_SECRET, span(window, end, c -> c == '=', 2))
                : null;
    }
}
