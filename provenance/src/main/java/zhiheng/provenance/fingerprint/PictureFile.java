package zhiheng.provenance.fingerprint;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A picture's pixels out of a file. Large ones are read in part only: a fingerprint needs few. */
public final class PictureFile {
    /** Larger pictures are read with every second, third, … pixel only. */
    private static final long ENOUGH = 4_000_000;

    private static final long MOST = 400_000_000;

    private PictureFile() {}

    /** Empty for what is no picture of JPEG, PNG, GIF, BMP or TIFF, is damaged, or has more than 400 million pixels. */
    public static Optional<BufferedImage> read(Path file) {
        return read(file, ENOUGH);
    }

    /** @param enough of larger pictures only every second, third, … pixel is read, so that about so many come */
    public static Optional<BufferedImage> read(Path file, long enough) {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = in == null ? null : ImageIO.getImageReaders(in);
            if (readers == null || !readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST) {
                    return Optional.empty();
                }
                var how = reader.getDefaultReadParam();
                int step = (int) Math.ceil(Math.sqrt((double) pixels / enough));
                if (step > 1) {
                    how.setSourceSubsampling(step, step, step / 2, step / 2);
                }
                return Optional.of(reader.read(0, how));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) { // readers of the JDK answer damage with either
            return Optional.empty();
        }
    }

    /** The fingerprint of a picture's file. */
    public static Optional<Fingerprint> fingerprint(Path file) {
        return read(file).map(Pdq::of);
    }
}
