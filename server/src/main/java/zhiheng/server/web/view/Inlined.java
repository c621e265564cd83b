package zhiheng.server.web.view;

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
        var sheet = read("zhiheng.css");
        int start = sheet.indexOf(TOKENS);
        int end = sheet.indexOf(END, start + 1);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("zhiheng.css has no section \"tokens\"");
        }
        return sheet.substring(start, end);
    }

    /** What the report on a folder of files adds to the tokens. */
    public static String report() {
        return read("report.css");
    }

    /** The seal as a drawing. */
    public static String seal() {
        return read("logo.svg");
    }

    private static String read(String name) {
        try (var in = Objects.requireNonNull(Inlined.class.getResourceAsStream("/static/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
