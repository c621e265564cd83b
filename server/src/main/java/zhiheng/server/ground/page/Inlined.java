package zhiheng.server.ground.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files beside the pages as text, for a document that stands alone and so must carry them within itself. */
public final class Inlined {
    private static final String TOKENS = "/* == tokens == ";
    private static final String END = "\n/* == ";

    private Inlined() {}

    /** The colours and typefaces of the pages, light and dark: the first section of {@code zhiheng.css}. */
    public static String tokens() {
        var sheet = read(Inlined.class, "zhiheng.css");
        int start = sheet.indexOf(TOKENS);
        int end = sheet.indexOf(END, start + 1);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("zhiheng.css has no section \"tokens\"");
        }
        return sheet.substring(start, end);
    }

    /** The text of a file that lies beside a class of the room the document belongs to. */
    public static String beside(Class<?> room, String name) {
        return read(room, name);
    }

    /** The seal as a drawing. */
    public static String seal() {
        return read(Inlined.class, "logo.svg");
    }

    private static String read(Class<?> place, String name) {
        try (var in = Objects.requireNonNull(place.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
