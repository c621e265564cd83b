package zhiheng.gateway.permit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/**
 * Regions are written as codes of ISO 3166: a country, CN, or a part of one, CN-31. A call cannot match a region of any
 * other word.
 */
public final class Region {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> NAMES = names();

    private Region() {}

    /** Countries by their names in Chinese and English, and by their codes, in small letters. */
    private static Map<String, String> names() {
        var names = new HashMap<String, String>();
        for (var code : COUNTRIES) {
            var country = Locale.of("", code);
            names.put(country.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
            names.put(country.getDisplayCountry(Locale.CHINESE), code);
            names.put(code.toLowerCase(Locale.ROOT), code);
        }
        return Map.copyOf(names);
    }

    /** What is wrong with a word that is no such code, and which one may be meant; null for a code. */
    public static @Nullable Text problem(String word) {
        if (word.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?") && COUNTRIES.contains(word.substring(0, 2))) {
            return null;
        }
        var meant = meant(word.strip().toLowerCase(Locale.ROOT));
        return new Text(
                "“" + word + "”不是 ISO 3166 代码" + (meant == null ? "。" : "；是否为 " + meant + "？")
                        + "中国写 CN，德国写 DE；国内地区写如 CN-31。",
                "“" + word + "” is no code of ISO 3166" + (meant == null ? ". " : "; did you mean " + meant + "? ")
                        + "Write CN for China, DE for Germany; of a part of a country CN-31.");
    }

    private static @Nullable String meant(String word) {
        var near = NAMES.containsKey(word) || word.length() < 3 ? word : Nearest.to(word, NAMES.keySet());
        return near == null ? null : NAMES.get(near);
    }
}
