package zhiheng.server.rooms.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

/** Draws hills under a sky; the prompt only seeds the drawing. */
final class Pictures {
    private Pictures() {}

    /** A PNG. */
    static byte[] draw(String prompt, int width, int height) {
        var random = new Random(prompt.hashCode());
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = random.nextFloat();
        g.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, .35f, .95f), 0, height, Color.getHSBColor(hue + .08f, .15f, 1f)));
        g.fillRect(0, 0, width, height);
        int sun = Math.max(8, Math.min(width, height) / 8);
        g.setPaint(Color.getHSBColor(.1f, .5f, 1f));
        g.fillOval(width / 6 + random.nextInt(Math.max(1, width / 2)), height / 8, sun, sun);
        for (int ridge = 0; ridge < 5; ridge++) {
            g.setPaint(Color.getHSBColor(hue + .3f, .25f + ridge * .1f, .85f - ridge * .13f));
            var hills = new Path2D.Double();
            hills.moveTo(0, height);
            double phase = random.nextDouble() * 6;
            double waves = 1 + random.nextDouble() * 3;
            for (int x = 0; x <= width; x += 2) {
                double t = x / (double) width * Math.PI * 2;
                double y = height * (.45 + ridge * .11)
                        - height * .07 * (Math.sin(t * waves + phase) + .5 * Math.sin(t * waves * 2.3 + phase * 2));
                hills.lineTo(x, y);
            }
            hills.lineTo(width, height);
            hills.closePath();
            g.fill(hills);
        }
        g.setStroke(new BasicStroke(1));
        g.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The picture with an implicit label that says it is generated. */
    static byte[] labelled(byte[] png, String producer) {
        try {
            var folder = Files.createTempDirectory("sample");
            var file = Files.write(folder.resolve("picture.png"), png);
            try {
                var number = HexFormat.of().toHexDigits(Arrays.hashCode(png));
                new Labels().write(file, file, ContentLabel.of(Certainty.of("1"), producer, number));
                return Files.readAllBytes(file);
            } catch (LabelException e) {
                throw new IllegalArgumentException(e.reason().en(), e);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
