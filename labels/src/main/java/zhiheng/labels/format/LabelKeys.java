package zhiheng.labels.format;

import java.util.Locale;

/** Annex E a): the field's name or keyword contains AIGC. */
public final class LabelKeys {
    private LabelKeys() {}

    /** Other people's fields may have such a name too; then the value decides. */
    public static boolean carries(String key, String value) {
        return key.equalsIgnoreCase("AIGC")
                || (key.toUpperCase(Locale.ROOT).contains("AIGC") && LabelJson.isLabel(value));
    }
}
