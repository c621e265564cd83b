package zhiheng.provenance.fingerprint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures made on the spot, the same for the same seed: a sky, hills, shapes and some grain. */
final class Scenes {
    private Scenes() {}

    static BufferedImage scene(int width, int height, long seed) {
        var random = new Random(seed);
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        g.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 40; i++) {
            g.setPaint(colour(random));
            int w = 1 + random.nextInt(Math.max(2, width / 3));
            int h = 1 + random.nextInt(Math.max(2, height / 3));
            int x = random.nextInt(width) - w / 2;
            int y = random.nextInt(height) - h / 2;
            switch (random.nextInt(3)) {
                case 0 -> g.fillOval(x, y, w, h);
                case 1 -> g.fillRect(x, y, w, h);
                default -> {
                    g.setStroke(new BasicStroke(1 + width / 60f));
                    g.drawLine(x, y, x + w, y + h);
                }
            }
        }
        g.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = random.nextInt(13) - 6;
                int rgb = picture.getRGB(x, y);
                picture.setRGB(
                        x,
                        y,
                        clamp((rgb >> 16 & 255) + grain) << 16
                                | clamp((rgb >> 8 & 255) + grain) << 8
                                | clamp((rgb & 255) + grain));
            }
        }
        return picture;
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}
