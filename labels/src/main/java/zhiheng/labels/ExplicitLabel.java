package zhiheng.labels;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/** The label people see: a hint in text (GB 45438-2025, 5.1) or drawn at a corner of an image (5.2). */
public final class ExplicitLabel {
    /** The usual hint; it has both elements that the standard asks for. */
    public static final String HINT = "人工智能生成";

    private static final double SHARE = 0.05;

    private ExplicitLabel() {}

    /** The text with the hint before it; unchanged when one is already at its start or end. */
    public static String affix(String text) {
        return problem(text).isEmpty() ? text : "【" + HINT + "】\n" + text;
    }

    /** What is wrong with the explicit label of a text, or empty when there is a good one at its start or end. */
    public static Optional<Bilingual> problem(String text) {
        String start = text.substring(0, Math.min(60, text.length()));
        String end = text.substring(Math.max(0, text.length() - 60));
        if (hasBothElements(start) || hasBothElements(end)) {
            return Optional.empty();
        }
        return Optional.of(new Bilingual(
                "文首和文末未见同时含有“人工智能/AI”与“生成/合成”的提示 (5.1)",
                "neither start nor end has a hint with both 人工智能 or AI, and 生成 or 合成 (5.1)"));
    }

    static boolean hasBothElements(String text) {
        String narrow = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC);
        return (narrow.contains("人工智能") || narrow.matches("(?s).*(?<![A-Za-z])(AI|ai|Ai)(?![A-Za-z]).*"))
                && (narrow.contains("生成") || narrow.contains("合成"));
    }

    /**
     * Draws the hint into the lower right corner, on a dark plate so that it is legible on any picture.
     *
     * @return where its ink is; its height is at least 5 % of the shortest side
     * @throws IllegalArgumentException when the hint lacks an element, the font a character, or the image room
     */
    public static Rectangle draw(BufferedImage image, String hint, Font font) {
        if (!hasBothElements(hint)) {
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
