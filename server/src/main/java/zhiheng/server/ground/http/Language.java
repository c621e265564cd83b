package zhiheng.server.ground.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language of an answer, "zh" or "en", negotiated once for pages and REST (RFC 9110 section 12.5.4). A range stands for
 * its first subtag, since there is one Chinese and one English: {@code zh-TW} and {@code zh-Hans-CN} ask for Chinese, {@code
 * en-GB} for English (lookup, RFC 4647 section 3.4). The higher quality wins, between equals the one named first. Without a
 * preference between the two, or with a header that cannot be read, it is English.
 */
public final class Language {
    /** Set by a visitor who chose; wins over what the browser says. */
    public static final String COOKIE = "zhiheng-language";

    private static final String DEFAULT = "en";
    private static final List<String> OFFERED = List.of(DEFAULT, "zh");
    private static final Pattern ELEMENT = Pattern.compile("(?<range>\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
            + "(?:[ \\t]*;[ \\t]*[qQ]=(?<quality>0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?");
    /** Named and refused is worse than not named. */
    private static final double REFUSED = -1;

    private Language() {}

    /** For a program, which has no cookie of ours. */
    public static String of(HttpServerRequest request) {
        return negotiate(String.join(",", request.headers().getAll("Accept-Language")));
    }

    /** For a visitor with a browser. */
    public static String of(HttpServerRequest request, @Nullable String chosen) {
        return chosen != null && OFFERED.contains(chosen) ? chosen : of(request);
    }

    static String negotiate(String accepted) {
        var wishes = new Wish[OFFERED.size()];
        int place = 0;
        for (var element : accepted.split(",", -1)) {
            var text = element.strip();
            if (text.isEmpty()) {
                continue; // RFC 9110 section 5.6.1.2
            }
            var match = ELEMENT.matcher(text);
            if (!match.matches()) {
                return DEFAULT;
            }
            var quality = match.group("quality");
            var range = match.group("range").toLowerCase(Locale.ROOT);
            place++;
            for (int i = 0; i < wishes.length; i++) {
                var wish = Wish.of(range, OFFERED.get(i), quality == null ? 1 : Double.parseDouble(quality), place);
                if (wish != null && wish.before(wishes[i])) {
                    wishes[i] = wish;
                }
            }
        }
        int best = 0;
        for (int i = 1; i < wishes.length; i++) {
            if (rank(wishes[i]) > rank(wishes[best])
                    || rank(wishes[i]) == rank(wishes[best]) && place(wishes[i]) < place(wishes[best])) {
                best = i;
            }
        }
        return OFFERED.get(best);
    }

    private static double rank(@Nullable Wish wish) {
        return wish == null ? 0 : wish.quality > 0 ? wish.quality : REFUSED;
    }

    private static int place(@Nullable Wish wish) {
        return wish == null || wish.any ? Integer.MAX_VALUE : wish.place;
    }

    /** What one range says of one language. {@code any}: it was {@code *}, which speaks for those not named otherwise. */
    private record Wish(double quality, int place, boolean any) {
        static @Nullable Wish of(String range, String language, double quality, int place) {
            if (range.equals("*")) {
                return new Wish(quality, place, true);
            }
            boolean bare = range.equals(language);
            // to refuse one region's variant, which is not what we have, is not to refuse the language
            boolean named = bare || quality > 0 && range.startsWith(language + "-");
            return named ? new Wish(quality, place, false) : null;
        }

        boolean before(@Nullable Wish other) {
            if (other == null || other.any != any) {
                return other == null || other.any;
            }
            return quality > other.quality;
        }
    }
}
