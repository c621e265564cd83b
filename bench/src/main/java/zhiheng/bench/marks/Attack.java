package zhiheng.bench.marks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What happens to a picture on its way.
 *
 * @param wanted whether the wanted rates are about it
 */
public record Attack(String name, boolean wanted, BiFunction<BufferedImage, Random, BufferedImage> change) {
    public static final List<Attack> ALL = List.of(
            new Attack("none", true, (p, r) -> p),
            new Attack("JPEG 75", true, (p, r) -> jpeg(p, 75)),
            new Attack("JPEG 50", true, (p, r) -> jpeg(p, 50)),
            new Attack("JPEG 30", false, (p, r) -> jpeg(p, 30)),
            new Attack("resize .5", true, (p, r) -> resize(p, 0.5)),
            new Attack("resize .75", true, (p, r) -> resize(p, 0.75)),
            new Attack("resize 1.5", true, (p, r) -> resize(p, 1.5)),
            new Attack("resize any .5 to 1.5", true, (p, r) -> resize(p, 0.5 + r.nextDouble())),
            new Attack("crop to 50 %", true, (p, r) -> crop(p, 0.5, r)),
            new Attack("crop to 25 %", true, (p, r) -> crop(p, 0.25, r)),
            new Attack("crop to 10 %", false, (p, r) -> crop(p, 0.1, r)),
            new Attack("rotate 2°", true, (p, r) -> rotate(p, 2)),
            new Attack("rotate 10°", true, (p, r) -> rotate(p, r.nextBoolean() ? 10 : -10)),
            new Attack("rotate any to 10°", true, (p, r) -> rotate(p, 20 * r.nextDouble() - 10)),
            new Attack("brightness +30", true, (p, r) -> tone(p, 1, 30)),
            new Attack("brightness −30", true, (p, r) -> tone(p, 1, -30)),
            new Attack("contrast 1.5", false, (p, r) -> tone(p, 1.5, -64)),
            new Attack("noise σ 10", true, (p, r) -> noise(p, 10, r)),
            new Attack("blur σ 1", true, (p, r) -> blur(p, 1)),
            new Attack("blur σ 2", false, (p, r) -> blur(p, 2)),
            new Attack("resize .75, JPEG 75", true, (p, r) -> jpeg(resize(p, 0.75), 75)),
            new Attack("crop to 50 %, JPEG 50", false, (p, r) -> jpeg(crop(p, 0.5, r), 50)),
            new Attack("rotate 5°, crop 50 %, JPEG 75", false, (p, r) -> jpeg(crop(rotate(p, 5), 0.5, r), 75)),
            new Attack("screenshot", false, Attack::screenshot));

    public static BufferedImage jpeg(BufferedImage picture, int quality) {
        try {
            return ImageIO.read(new ByteArrayInputStream(jpegBytes(picture, quality)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] jpegBytes(BufferedImage picture, int quality) {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality / 100f);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    public static BufferedImage resize(BufferedImage picture, double factor) {
        int width = (int) Math.round(picture.getWidth() * factor);
        int height = (int) Math.round(picture.getHeight() * factor);
        // cameras' and browsers' software smooths before it makes small
        var from = factor < 1 ? blur(picture, 0.45 / factor) : picture;
        var out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = smooth(out);
        g.drawImage(from, 0, 0, width, height, null);
        g.dispose();
        return out;
    }

    private static Graphics2D smooth(BufferedImage on) {
        var g = on.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return g;
    }

    public static BufferedImage crop(BufferedImage picture, double area, Random random) {
        int width = (int) Math.round(picture.getWidth() * Math.sqrt(area));
        int height = (int) Math.round(picture.getHeight() * Math.sqrt(area));
        int x = random.nextInt(picture.getWidth() - width + 1);
        int y = random.nextInt(picture.getHeight() - height + 1);
        var out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = out.createGraphics();
        g.drawImage(picture, -x, -y, null);
        g.dispose();
        return out;
    }

    /** About the middle, with black corners. */
    public static BufferedImage rotate(BufferedImage picture, double degrees) {
        var turn = AffineTransform.getRotateInstance(
                Math.toRadians(degrees), picture.getWidth() / 2.0, picture.getHeight() / 2.0);
        var out = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        return new AffineTransformOp(turn, AffineTransformOp.TYPE_BICUBIC).filter(picture, out);
    }

    public static BufferedImage tone(BufferedImage picture, double factor, int plus) {
        return each(picture, value -> factor * value + plus);
    }

    public static BufferedImage noise(BufferedImage picture, double strength, Random random) {
        return each(picture, value -> value + strength * random.nextGaussian());
    }

    private interface Change {
        double of(int value);
    }

    private static BufferedImage each(BufferedImage picture, Change change) {
        int width = picture.getWidth();
        var all = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
        for (int i = 0; i < all.length; i++) {
            all[i] = clamp(change.of(all[i] >> 16 & 255)) << 16
                    | clamp(change.of(all[i] >> 8 & 255)) << 8
                    | clamp(change.of(all[i] & 255));
        }
        var out = new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        out.setRGB(0, 0, width, picture.getHeight(), all, 0, width);
        return out;
    }

    private static int clamp(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }

    public static BufferedImage blur(BufferedImage picture, double sigma) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        out.setRGB(
                0,
                0,
                width,
                height,
                blurred(picture.getRGB(0, 0, width, height, null, 0, width), width, height, sigma),
                0,
                width);
        return out;
    }

    /** With a Gaussian; the edge goes on. */
    static int[] blurred(int[] rgb, int width, int height, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        var weight = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weight[i + reach] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += weight[i + reach];
        }
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= sum;
        }
        var out = new int[rgb.length];
        var from = new float[rgb.length];
        var rows = new float[rgb.length];
        for (int shift = 0; shift <= 16; shift += 8) {
            for (int i = 0; i < from.length; i++) {
                from[i] = rgb[i] >> shift & 255;
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float value = 0;
                    for (int i = -reach; i <= reach; i++) {
                        value += weight[i + reach] * from[y * width + Math.clamp(x + i, 0, width - 1)];
                    }
                    rows[y * width + x] = value;
                }
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float value = 0;
                    for (int i = -reach; i <= reach; i++) {
                        value += weight[i + reach] * rows[Math.clamp(y + i, 0, height - 1) * width + x];
                    }
                    out[y * width + x] |= clamp(value) << shift;
                }
            }
        }
        return out;
    }

    /** Shown at four fifths of its size in a window with text around it, and saved as JPEG 85. */
    private static BufferedImage screenshot(BufferedImage picture, Random random) {
        var shown = resize(picture, 0.8);
        var screen = new BufferedImage(shown.getWidth() * 3 / 2, shown.getHeight() * 5 / 4, BufferedImage.TYPE_INT_RGB);
        var g = screen.createGraphics();
        g.setColor(new Color(240, 240, 240));
        g.fillRect(0, 0, screen.getWidth(), screen.getHeight());
        g.setColor(new Color(40, 40, 40));
        for (int y = 10; y < screen.getHeight(); y += 18) {
            for (int x = 8; x < screen.getWidth() - 12; x += 9) {
                g.drawLine(x, y + random.nextInt(6), x + random.nextInt(6), y + 8);
            }
        }
        g.drawImage(shown, screen.getWidth() / 6, screen.getHeight() / 9, null);
        g.dispose();
        return jpeg(screen, 85);
    }
}
