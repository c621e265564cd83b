package zhiheng.provenance.fingerprint;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

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
        return read(file, (reader, how) -> {
            int step = (int) Math.ceil(Math.sqrt((double) reader.getWidth(0) * reader.getHeight(0) / enough));
            if (step > 1) {
                how.setSourceSubsampling(step, step, step / 2, step / 2);
            }
        });
    }

    /** Only the middle, at most so wide and high, but every pixel of it; it begins where blocks of a JPEG do. */
    public static Optional<BufferedImage> middle(Path file, int side) {
        return read(file, (reader, how) -> {
            int width = Math.min(side, reader.getWidth(0));
            int height = Math.min(side, reader.getHeight(0));
            int left = (reader.getWidth(0) - width) / 32 * 16;
            int top = (reader.getHeight(0) - height) / 32 * 16;
            how.setSourceRegion(new Rectangle(left, top, width, height));
        });
    }

    private interface Part {
        void choose(ImageReader reader, ImageReadParam how) throws IOException;
    }

    private static Optional<BufferedImage> read(Path file, Part part) {
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
                part.choose(reader, how);
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
