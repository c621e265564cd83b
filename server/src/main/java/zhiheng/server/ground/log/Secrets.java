package zhiheng.server.ground.log;

import java.util.regex.Pattern;

/**
 * The last belt: no place should log a secret, and where one does (an address with a token in its query, the text of a driver's
 * exception), its value is struck out. Names are looked at, not values: {@code token=}, {@code password:}, {@code Bearer}.
 */
final class Secrets {
    private static final String VALUE = "(\"[^\"]*\"|'[^']*'|[^\\s&;,\"'<>)\\]}]+)";
    private static final Pattern HEADER =
            Pattern.compile("(?i)\\b((?:proxy-)?authorization[\"']?\\s*[:=]\\s*)((?:bearer|basic)\\s+)?" + VALUE);
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b((?:bearer|basic)\\s+)([A-Za-z0-9._~+/=-]{8,})");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)([a-z0-9_.-]*(?:token|passw(?:or)?d|secret|api[_-]?key|csrf|cookie|credential)s?[\"']?\\s*[=:]\\s*)"
                    + VALUE);
    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s/:@]*:)[^\\s/@]+@");
    private static final Pattern KEY = Pattern.compile("\\b(sk-|zh_)[A-Za-z0-9_-]{8,}");

    private Secrets() {}

    static String hidden(String text) {
        var seen = HEADER.matcher(text).replaceAll("$1***");
        seen = SCHEME.matcher(seen).replaceAll("$1***");
        seen = NAMED.matcher(seen).replaceAll("$1***");
        seen = USER_INFO.matcher(seen).replaceAll("$1***@");
        return KEY.matcher(seen).replaceAll("$1***");
    }
}
