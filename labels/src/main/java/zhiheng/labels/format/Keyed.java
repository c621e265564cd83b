package zhiheng.labels.format;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.label.Deviation;

/**
 * A label under a key. Annex E a): the field's name or keyword contains AIGC. Tools also put it into a comment or a description: there the
 * text must spell a label unmistakably, and it stands in the wrong place.
 *
 * @param named whether the key says that it is one
 */
public record Keyed(String value, boolean named) {
    private static final String KEY = "AIGC";

    /** What stands under a key, null where it is no label: other people's fields may have such a name too, then the value decides. */
    public static @Nullable Keyed of(String key, String value) {
        if (key.equalsIgnoreCase(KEY)) {
            return new Keyed(value, true);
        }
        boolean named = key.toUpperCase(Locale.ROOT).contains(KEY);
        boolean is = named ? LabelJson.isLabel(value) : spells(value);
        return is ? new Keyed(value, named) : null;
    }

    /** Whether a text under somebody else's key can be nothing but a label. */
    public static boolean spells(String value) {
        return value.contains("ContentProducer") && LabelJson.isLabel(value);
    }

    public boolean tell(Found found, String place, Deviation... seen) throws BadFile {
        var all = Arrays.copyOf(seen, named ? seen.length : seen.length + 1);
        if (!named) {
            all[seen.length] = Deviation.WRONG_PLACE;
        }
        return named ? found.named(place, value, all) : found.label(place, value, all);
    }
}
