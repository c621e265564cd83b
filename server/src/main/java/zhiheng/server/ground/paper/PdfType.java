package zhiheng.server.ground.paper;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/** Sets text in the fonts of one PDF: which font draws a character, how wide it is, where a line may end. */
final class PdfType implements Closeable {
    /** May not begin a line. */
    private static final String CLOSING = "，。、；：？！）》」』】〉”’％…,.;:?!)]}%";
    /** May not end a line. */
    private static final String OPENING = "（《「『【〈“‘([{";

    private record Face(PDFont font, CmapLookup map) {}

    /** Characters one after the other that one font draws. */
    record Run(PDFont font, String text) {}

    private final List<Closeable> open = new ArrayList<>();
    private final List<Face> faces = new ArrayList<>();

    PdfType(PDDocument document, PdfFonts fonts) throws IOException {
        var files = new ArrayList<>(List.of(fonts.latin(), fonts.han()));
        files.addAll(fonts.more());
        for (var file : files) {
            var ttf = font(file);
            // a ligature would be drawn by a glyph that no text stands behind: not to be found, not to be copied
            ttf.setEnableGsub(false);
            faces.add(new Face(PDType0Font.load(document, ttf, true), ttf.getUnicodeCmapLookup()));
        }
    }

    private TrueTypeFont font(Path file) throws IOException {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".ttc")) {
            var ttf = new TTFParser().parse(new RandomAccessReadBufferedFile(file.toFile()));
            open.add(ttf);
            return ttf;
        }
        var collection = new TrueTypeCollection(file.toFile());
        open.add(collection);
        var all = new ArrayList<TrueTypeFont>();
        collection.processAllFonts(all::add);
        return all.getFirst();
    }

    /** What cannot be drawn is named by its number, so that nothing is lost unseen. */
    private String drawable(String text) {
        var result = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean unseen = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            if (c == '\t') {
                result.append(' ');
            } else if (c == '\n' || !unseen && face(c) != null) {
                result.appendCodePoint(c);
            } else if (!unseen) {
                result.append(String.format(Locale.ROOT, "[U+%04X]", c));
            }
        });
        return result.toString();
    }

    private @Nullable Face face(int c) {
        for (var face : faces) {
            if (face.map().getGlyphId(c) != 0) {
                return face;
            }
        }
        return null;
    }

    /** @param text one of {@link #lines} */
    List<Run> runs(String text) {
        var runs = new ArrayList<Run>();
        int from = 0;
        Face now = null;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            var face = face(text.codePointAt(i));
            if (face != now && now != null) {
                runs.add(new Run(now.font(), text.substring(from, i)));
                from = i;
            }
            now = face;
        }
        if (now != null) {
            runs.add(new Run(now.font(), text.substring(from)));
        }
        return runs;
    }

    double width(String text, double size) {
        try {
            double width = 0;
            for (var run : runs(text)) {
                width += run.font().getStringWidth(run.text()) * size / 1000;
            }
            return width;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks at spaces and between Chinese characters; what is longer than a line, such as a digest, anywhere. */
    List<String> lines(String text, double size, double most) {
        var lines = new ArrayList<String>();
        for (var paragraph : drawable(text).split("\n", -1)) {
            var left = paragraph;
            while (width(left, size) > most) {
                int at = breakAt(left, size, most);
                lines.add(left.substring(0, at).stripTrailing());
                left = left.substring(at).stripLeading();
            }
            lines.add(left);
        }
        return lines;
    }

    /** After how many chars the line ends; at least one character is on it. */
    private int breakAt(String text, double size, double most) {
        int fits = 0;
        int good = 0;
        double width = 0;
        while (fits < text.length()) {
            int c = text.codePointAt(fits);
            int next = fits + Character.charCount(c);
            width += width(text.substring(fits, next), size);
            if (width > most) {
                break;
            }
            fits = next;
            if (fits < text.length() && mayBreak(c, text.codePointAt(fits))) {
                good = fits;
            }
        }
        return good > 0 ? good : Math.max(fits, Character.charCount(text.codePointAt(0)));
    }

    private static boolean mayBreak(int before, int after) {
        if (before == ' ') {
            return true;
        }
        return (wide(before) || wide(after)) && OPENING.indexOf(before) < 0 && CLOSING.indexOf(after) < 0;
    }

    private static boolean wide(int c) {
        return Character.isIdeographic(c) || c >= 0x3000 && c <= 0x30ff || c >= 0xff00 && c <= 0xffef;
    }

    @Override
    public void close() throws IOException {
        for (var font : open) {
            font.close();
        }
    }
}
