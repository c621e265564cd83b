package zhiheng.server.ground.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import zhiheng.base.Text;

/**
 * The texts of the pages in one language: those of the ground and those of rooms, each in a file {@code words_zh.properties} and
 * {@code words_en.properties} beside the room's classes. A key that does not exist, or that two files have, is a mistake in the
 * program and throws.
 */
public final class Words {
    private final String language;
    private final Properties texts = new Properties();

    private Words(String language) {
        this.language = language;
    }

    /**
     * The words of the ground and of some rooms.
     *
     * @param language Chinese when it begins with "zh", English otherwise
     * @param rooms a class of each room that has words
     */
    public static Words of(String language, List<Class<?>> rooms) {
        var words = new Words(language.startsWith("zh") ? "zh" : "en");
        words.read(Words.class);
        rooms.forEach(words::read);
        return words;
    }

    private void read(Class<?> place) {
        var file = "words_" + language + ".properties";
        var read = new Properties();
        try (var in = Objects.requireNonNull(place.getResourceAsStream(file), place.getPackageName() + "/" + file)) {
            read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read.forEach((key, text) -> {
            if (texts.put(key, text) != null) {
                throw new IllegalArgumentException(
                        "\"" + key + "\" stands in " + place.getPackageName() + " and before");
            }
        });
    }

    public String language() {
        return language;
    }

    /**
     * The text of {@code key} with {0}, {1}… replaced by {@code values}; {0#day|days} is the first form when the value
     * is 1, else the second.
     */
    public String t(String key, Object... values) {
        var text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("No text for \"" + key + "\" in words_" + language + ".properties");
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
            text = numbered(text, "{" + i + "#", String.valueOf(values[i]).equals("1"));
        }
        return text;
    }

    private static String numbered(String text, String open, boolean one) {
        for (int from = text.indexOf(open); from >= 0; from = text.indexOf(open)) {
            int to = text.indexOf('}', from);
            var forms = text.substring(from + open.length(), to).split("\\|", 2);
            text = text.substring(0, from) + forms[one ? 0 : 1] + text.substring(to + 1);
        }
        return text;
    }

    public String t(Text text) {
        return text.in(language);
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    public Set<String> keys() {
        return texts.stringPropertyNames();
    }
}
