package zhiheng.server.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Files to label. */
public final class LabelSamples {
    public static final String PRODUCER = "001191440300708461136T1XGW3";

    private LabelSamples() {}

    /** A small picture of noise. */
    public static Path jpeg(Path file) throws IOException {
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < 64 * 48; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt(1 << 24));
        }
        ImageIO.write(image, "jpg", file.toFile());
        return file;
    }
}
