package zhiheng.labels.explicit;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import zhiheng.base.Text;

/** Draws a hint so large that even its lowest character has ink of 5 % of the shortest side (5.2, 5.4). */
final class HintDrawing {
    static final double SHARE = 0.05;

    /** Chinese characters with less ink than this are a smudge; pictures too small for it are refused. */
    private static final int LEGIBLE = 12;

    /** Characters that are flat by nature and say nothing about the size of the others. */
    private static final String FLAT = "一二-—－·.,:，。、：()（）【】[] ";

    private HintDrawing() {}

    /** The least height of ink in pixels. */
    static int required(int width, int height) {
        return (int) Math.ceil(SHARE * Math.min(width, height) - 1e-9);
    }

    /**
     * A hint as it lies on a picture of this size.
     *
     * @param margin between the ink and the edge; a plate around the ink takes half of it
     */
    record Laid(ExplicitMark.Drawn mark, Shape outline, int margin) {}

    /**
     * Draws onto a picture of this size, as people see it; {@code toStored} leads from there to the pixels of {@code g}.
     *
     * @return where the ink is
     */
    static ExplicitMark.Drawn draw(
            Graphics2D g, AffineTransform toStored, int width, int height, ExplicitOptions options, Font font)
            throws ExplicitRefusal {
        var laid = laid(width, height, options, font);
        var mark = laid.mark;
        int margin = laid.margin;
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.transform(toStored);
        // a dark plate makes white letters legible on any ground
        g.setColor(new Color(0, 0, 0, 160));
        g.fillRect(mark.x() - margin / 2, mark.y() - margin / 2, mark.width() + margin, mark.height() + margin);
        g.setColor(Color.WHITE);
        g.fill(laid.outline);
        return mark;
    }

    static Laid laid(int width, int height, ExplicitOptions options, Font font) throws ExplicitRefusal {
        int required = required(width, height);
        double least = Math.max(required, LEGIBLE) + 1;
        var context = new FontRenderContext(null, true, true);
        // outlines grow in proportion, so one look at a large size gives the size wanted
        GlyphVector large = font.deriveFont(1000f).createGlyphVector(context, options.hint());
        double lowest = 1000;
        for (int i = 0; i < large.getNumGlyphs(); i++) {
            if (FLAT.indexOf(options.hint().charAt(Math.min(i, options.hint().length() - 1))) < 0) {
                lowest = Math.min(lowest, large.getGlyphOutline(i).getBounds2D().getHeight());
            }
        }
        float size = (float) (1000 * least / Math.max(1, lowest));
        GlyphVector glyphs = font.deriveFont(size).createGlyphVector(context, options.hint());
        Rectangle2D ink = glyphs.getOutline().getBounds2D();
        int margin = (int) Math.max(4, least / 2);
        int w = (int) Math.ceil(ink.getWidth());
        int h = (int) Math.ceil(ink.getHeight());
        if (w + 2 * margin > width || h + 2 * margin > height) {
            throw new ExplicitRefusal(
                    new Text("画面太小, 放不下清晰的提示", "the picture is too small for a legible hint"),
                    new Text("请放大画面或使用更短的提示, 如 AI生成", "enlarge the picture, or use a shorter hint such as AI生成"));
        }
        int x = switch (options.corner()) {
            case UPPER_LEFT, LOWER_LEFT -> margin;
            case UPPER_RIGHT, LOWER_RIGHT -> width - margin - w;
        };
        int y = switch (options.corner()) {
            case UPPER_LEFT, UPPER_RIGHT -> margin;
            case LOWER_LEFT, LOWER_RIGHT -> height - margin - h;
        };
        Shape outline = glyphs.getOutline((float) (x - ink.getX()), (float) (y - ink.getY()));
        return new Laid(new ExplicitMark.Drawn(x, y, w, h, required), outline, margin);
    }
}
