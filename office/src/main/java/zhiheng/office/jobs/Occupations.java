package zhiheng.office.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * The ten major and forty-three sub-major groups of ISCO-08 (International Labour Organization, Resolution concerning updating the
 * International Standard Classification of Occupations, 2007) by their codes, with short titles of our own. Codes of three and four digits
 * belong to the sub-major group of their first two.
 */
public final class Occupations {
    private static final Map<String, Text> TITLES = read();

    private Occupations() {}

    private static Map<String, Text> read() {
        try (var in = Objects.requireNonNull(Occupations.class.getResourceAsStream("occupations.csv"))) {
            var titles = new LinkedHashMap<String, Text>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                var parts = line.split(";", 3);
                titles.put(parts[0], new Text(parts[1], parts[2]));
            });
            return titles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The groups by code: a major group of one digit before its sub-major groups of two. */
    public static Map<String, Text> groups() {
        return java.util.Collections.unmodifiableMap(TITLES);
    }

    /** Whether this is a sub-major group, or a code of three or four digits in one. */
    public static boolean known(String code) {
        return code.matches("[0-9]{2,4}") && TITLES.containsKey(code.substring(0, 2));
    }

    /** The title of the group that a code belongs to; null for a code of none. */
    public static @Nullable Text title(String code) {
        return code.isEmpty() ? null : TITLES.get(code.length() > 2 ? code.substring(0, 2) : code);
    }
}
