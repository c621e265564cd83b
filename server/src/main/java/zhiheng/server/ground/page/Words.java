package zhiheng.server.ground.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import zhiheng.base.Text;

/** The texts of the pages in one language. A key that does not exist is a mistake in the program and throws. */
public final class Words {
    private static final Words EN = new Words("en");
    private static final Words ZH = new Words("zh");

    private final String language;
    private final Properties texts = new Properties();

    private Words(String language) {
        this.language = language;
        var file = "words_" + language + ".properties";
        try (var in = Objects.requireNonNull(Words.class.getResourceAsStream(file), file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chinese when {@code language} begins with "zh", English otherwise. */
    public static Words in(String language) {
        return language.startsWith("zh") ? ZH : EN;
    }

    public String language() {
        return language;
    }

    /** The text of {@code key} with {0}, {1}… replaced by {@code values}. */
    public String t(String key, Object... values) {
        var text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("No text for \"" + key + "\" in words_" + language + ".properties");
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
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
