package zhiheng.provenance.c2pa;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Small files of each format, made here. */
final class Samples {
    private Samples() {}

    static byte[] picture(String format) {
        var image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 48; x++) {
            for (int y = 0; y < 32; y++) {
                image.setRGB(x, y, new Color(x * 5, y * 7, (x * y) % 256).getRGB());
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer of " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
