package zhiheng.labels;

import java.util.Locale;

/** Annex E a): the field's name or keyword contains AIGC. */
final class LabelKeys {
    private LabelKeys() {}

    /** Other people's fields may have such a name too; then the value decides. */
    static boolean carries(String key, String value) {
        return key.equalsIgnoreCase("AIGC")
                || (key.toUpperCase(Locale.ROOT).contains("AIGC")
                        && LabelJson.read(value).isPresent());
    }
}
