package zhiheng.drills.exercise.forgery;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Draws the pictures of the drill and does with them what people do: codes, scales, crops, takes them off a screen. */
final class Studio {
    private Studio() {}

    static BufferedImage draw(RandomGenerator random, int side) {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setPaint(new GradientPaint(
                random.nextInt(side),
                random.nextInt(side),
                colour(random),
                random.nextInt(side),
                side,
                colour(random)));
        g.fillRect(0, 0, side, side);
        int shapes = 12 + random.nextInt(20);
        for (int i = 0; i < shapes; i++) {
            g.setPaint(colour(random));
            double x = random.nextDouble() * side;
            double y = random.nextDouble() * side;
            double w = side * (.04 + random.nextDouble() * .3);
            double h = side * (.04 + random.nextDouble() * .3);
            g.rotate(random.nextDouble() * Math.PI, x, y);
            g.fill(random.nextBoolean() ? new Ellipse2D.Double(x, y, w, h) : new Rectangle2D.Double(x, y, w, h));
        }
        g.dispose();
        return picture;
    }

    private static Color colour(RandomGenerator random) {
        return Color.getHSBColor(random.nextFloat(), .2f + random.nextFloat() * .7f, .2f + random.nextFloat() * .8f);
    }

    static void png(BufferedImage picture, Path to) throws IOException {
        ImageIO.write(picture, "png", to.toFile());
    }

    static void jpeg(BufferedImage picture, Path to, float quality) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(to.toFile())) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
    }

    static BufferedImage scaled(BufferedImage picture, double by) {
        var to = new BufferedImage(
                Math.max(1, (int) (picture.getWidth() * by)),
                Math.max(1, (int) (picture.getHeight() * by)),
                BufferedImage.TYPE_INT_RGB);
        return new AffineTransformOp(AffineTransform.getScaleInstance(by, by), AffineTransformOp.TYPE_BILINEAR)
                .filter(picture, to);
    }

    /** So much of each side is left, somewhere. */
    static BufferedImage cropped(BufferedImage picture, double kept, RandomGenerator random) {
        int w = (int) (picture.getWidth() * kept);
        int h = (int) (picture.getHeight() * kept);
        int x = random.nextInt(picture.getWidth() - w + 1);
        int y = random.nextInt(picture.getHeight() - h + 1);
        return picture.getSubimage(x, y, w, h);
    }

    /** Scaled to the screen, a little darker and bluer, with its grain, and put back in another size. */
    static BufferedImage screenshot(BufferedImage picture, RandomGenerator random) {
        var screen = scaled(picture, 1.1 + random.nextDouble() * .6);
        for (int y = 0; y < screen.getHeight(); y++) {
            for (int x = 0; x < screen.getWidth(); x++) {
                int rgb = screen.getRGB(x, y);
                int noise = random.nextInt(9) - 4;
                screen.setRGB(
                        x,
                        y,
                        channel((rgb >> 16 & 255) * 94 / 100 + noise) << 16
                                | channel((rgb >> 8 & 255) * 96 / 100 + noise) << 8
                                | channel((rgb & 255) + noise));
            }
        }
        return screen;
    }

    private static int channel(int value) {
        return Math.clamp(value, 0, 255);
    }
}
