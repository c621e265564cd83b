package zhiheng.office.exports;

import java.util.Map;
import zhiheng.base.Text;

/**
 * How a file is written.
 *
 * @param language "zh" or "en": which of the two texts stands first; the other is beside it where the format has a place for it
 * @param personal whether people's words and names go along: of evidence the title, file name and link, of duties whoever is written down as
 *     owner and the reasons given, of people the name. Else people are ids, and evidence is its digest
 * @param names of people, by id; used only with {@code personal}
 */
public record Manner(String language, boolean personal, Map<String, String> names) {
    public Manner {
        names = personal ? Map.copyOf(names) : Map.of();
    }

    /** Without people's names and words. */
    public Manner(String language) {
        this(language, false, Map.of());
    }

    String say(Text text) {
        return text.in(language);
    }

    String say(String zh, String en) {
        return language.startsWith("zh") ? zh : en;
    }

    /** The text that does not stand first. */
    String aside(Text text) {
        return text.in(other());
    }

    String other() {
        return language.startsWith("zh") ? "en" : "zh";
    }
}
