package zhiheng.labels.explicit;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A rendering of a hint at a small standard size, to be compared with pictures.
 *
 * @param ink white on black, {@link #HEIGHT} rows
 * @param glyphs where each character begins, and where the last ends
 */
record HintTemplate(String hint, int width, float[] ink, int[] glyphs) {
    static final int HEIGHT = 18;

    private static final int MOST_FONTS = 3;
    private static final List<String> HINTS = List.of("人工智能生成", "AI生成", "人工智能合成", "AI合成");
    private static final int OVERSAMPLING = 4;

    /** Looking through the fonts of a machine takes long, so it is done once. */
    private static final class Usual {
        static final List<HintTemplate> TEMPLATES =
                HINTS.stream().flatMap(hint -> styles(hint).stream()).toList();
    }

    /** The usual hints in the usual styles, after the hint and the font given. */
    static List<HintTemplate> usual(ExplicitOptions options) {
        var out = new ArrayList<HintTemplate>();
        if (options.font().isPresent()) {
            var font = new Font(options.font().get(), Font.PLAIN, 12);
            if (font.canDisplayUpTo(options.hint()) < 0) {
                out.add(of(options.hint(), font));
            }
        }
        if (!HINTS.contains(options.hint())) {
            out.addAll(styles(options.hint()));
        }
        out.addAll(Usual.TEMPLATES);
        return out;
    }

    private static List<HintTemplate> styles(String hint) {
        List<Font> fonts = HintFont.all(hint, MOST_FONTS);
        var out = new ArrayList<HintTemplate>();
        fonts.forEach(font -> out.add(of(hint, font)));
        fonts.stream().findFirst().ifPresent(font -> out.add(of(hint, font.deriveFont(Font.BOLD))));
        return out;
    }

    static HintTemplate of(String hint, Font font) {
        GlyphVector glyphs = font.deriveFont(100f).createGlyphVector(new FontRenderContext(null, true, true), hint);
        Rectangle2D bounds = glyphs.getOutline().getBounds2D();
        double scale = HEIGHT / bounds.getHeight();
        int width = (int) Math.ceil(bounds.getWidth() * scale);
        var image = new BufferedImage(width * OVERSAMPLING, HEIGHT * OVERSAMPLING, BufferedImage.TYPE_BYTE_GRAY);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.scale(scale * OVERSAMPLING, scale * OVERSAMPLING);
        g.setColor(Color.WHITE);
        g.fill(glyphs.getOutline((float) -bounds.getX(), (float) -bounds.getY()));
        g.dispose();
        var starts = new int[glyphs.getNumGlyphs() + 1];
        for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
            double x = glyphs.getGlyphOutline(i).getBounds2D().getX() - bounds.getX();
            starts[i] = Math.clamp((int) (x * scale), 0, width - 1);
        }
        starts[glyphs.getNumGlyphs()] = width;
        float[] ink = Luma.of(image).patch(0, 0, image.getWidth(), image.getHeight(), width, HEIGHT);
        return new HintTemplate(hint, width, ink, starts);
    }

    /** How well a strip of rows of {@code stride} matches at {@code (x, y)}, from -1 to 1; columns {@code [from, to)} only. */
    double match(float[] strip, int stride, int x, int y, int from, int to) {
        double st = 0;
        double s = 0;
        double t = 0;
        double ss = 0;
        double tt = 0;
        for (int j = 0; j < HEIGHT; j++) {
            int a = (y + j) * stride + x;
            int b = j * width;
            for (int i = from; i < to; i++) {
                float u = strip[a + i];
                float v = ink[b + i];
                st += u * v;
                s += u;
                t += v;
                ss += u * u;
                tt += v * v;
            }
        }
        double n = HEIGHT * (double) (to - from);
        double varS = ss - s * s / n;
        double varT = tt - t * t / n;
        // ground with hardly any contrast correlates with everything by chance
        return varS < n * 36 || varT <= 0 ? 0 : (st - s * t / n) / Math.sqrt(varS * varT);
    }
}
