package zhiheng.labels;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.util.List;

/** The hint drawn at a corner of a picture (GB 45438-2025, 5.2). */
final class ExplicitImage {
    private static final double SHARE = 0.05;

    private ExplicitImage() {}

    /**
     * Draws the hint into the lower right corner, on a dark plate so that it is legible on any picture.
     *
     * @return where its ink is; its height is at least 5 % of the shortest side
     * @throws IllegalArgumentException when the hint lacks an element, the font a character, or the image room
     */
    public static Rectangle draw(BufferedImage image, String hint, Font font) {
        if (!ExplicitText.hasBothElements(hint)) {
            throw new IllegalArgumentException("the hint needs 人工智能 or AI, and 生成 or 合成 (5.2)");
        }
        if (font.canDisplayUpTo(hint) >= 0) {
            throw new IllegalArgumentException(
                    "the font " + font.getName() + " lacks characters of the hint; name a Chinese font");
        }
        int wanted = requiredHeight(image);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            // the ink of a glyph is smaller than the nominal size of the font, so the size is found by measuring
            float size = wanted;
            Rectangle ink = ink(g, hint, font, size);
            while (ink.height < wanted + 1) {
                size *= 1.03f;
                ink = ink(g, hint, font, size);
            }
            int margin = Math.max(2, wanted / 2);
            int x = image.getWidth() - margin - ink.width;
            int y = image.getHeight() - margin - ink.height;
            if (x < margin || y < margin) {
                throw new IllegalArgumentException(
                        "the image is too narrow for the hint; use a shorter one, such as AI生成");
            }
            g.setColor(new Color(0, 0, 0, 150));
            g.fillRect(x - margin / 2, y - margin / 2, ink.width + margin, ink.height + margin);
            g.setColor(Color.WHITE);
            g.setFont(font.deriveFont(size));
            new TextLayout(hint, font.deriveFont(size), g.getFontRenderContext()).draw(g, x - ink.x, y - ink.y);
            return new Rectangle(x, y, ink.width, ink.height);
        } finally {
            g.dispose();
        }
    }

    /** The least height of ink in pixels for this image. */
    public static int requiredHeight(BufferedImage image) {
        return (int) Math.ceil(SHARE * Math.min(image.getWidth(), image.getHeight()));
    }

    /**
     * Judges a mark drawn in a region: measures its bright or dark ink against the region's prevailing tone.
     *
     * @return what is wrong, empty when nothing is
     */
    public static List<Bilingual> problems(BufferedImage image, Rectangle region) {
        int height = measuredHeight(image, region.intersection(new Rectangle(image.getWidth(), image.getHeight())));
        var problems = new java.util.ArrayList<Bilingual>();
        if (height < requiredHeight(image)) {
            problems.add(new Bilingual(
                    "文字高度 " + height + " 像素, 应不低于 " + requiredHeight(image) + " 像素 (5.2)",
                    "the text is " + height + " px high and should be at least " + requiredHeight(image)
                            + " px (5.2)"));
        }
        boolean edge = region.x < image.getWidth() / 4
                || region.y < image.getHeight() / 4
                || region.getMaxX() > image.getWidth() * 0.75
                || region.getMaxY() > image.getHeight() * 0.75;
        if (!edge) {
            problems.add(new Bilingual("标识不在边或角 (5.2)", "the mark is not at an edge or corner (5.2)"));
        }
        return problems;
    }

    private static int measuredHeight(BufferedImage image, Rectangle region) {
        int first = -1;
        int last = -2;
        int ground = tone(image, region.x, region.y);
        for (int y = region.y; y < region.y + region.height; y++) {
            for (int x = region.x; x < region.x + region.width; x++) {
                if (Math.abs(tone(image, x, y) - ground) > 96) {
                    first = first < 0 ? y : first;
                    last = y;
                    break;
                }
            }
        }
        return last - first + 1 < 0 ? 0 : last - first + 1;
    }

    private static int tone(BufferedImage image, int x, int y) {
        int rgb = image.getRGB(x, y);
        return ((rgb >> 16 & 0xff) * 299 + (rgb >> 8 & 0xff) * 587 + (rgb & 0xff) * 114) / 1000;
    }

    private static Rectangle ink(Graphics2D g, String hint, Font font, float size) {
        return new TextLayout(hint, font.deriveFont(size), g.getFontRenderContext()).getPixelBounds(null, 0, 0);
    }
}
