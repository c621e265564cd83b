package zhiheng.labels.explicit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import zhiheng.base.Text;
import zhiheng.labels.label.Format;

/** A file of several pictures: frames of an animation, each as it is shown, or pages. */
interface Frames {
    /** More than this are asked of nobody: with all pictures together, not of each. */
    long MOST_PIXELS = 1_000_000_000;

    /** Is given each picture in turn, and may change it. */
    interface Each {
        void picture(BufferedImage image) throws IOException, ExplicitRefusal;
    }

    void read(Each each) throws IOException, ExplicitRefusal;

    /** Writes the pictures to a new file as {@code paint} leaves them; what was done to the file. */
    Text write(Path to, Each paint) throws IOException, ExplicitRefusal;

    static boolean areIn(Path file, Format format) throws IOException {
        if (format == Format.PNG) {
            return PngParts.animated(file);
        }
        if (format != Format.GIF && format != Format.TIFF) {
            return false;
        }
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var reader = ImageIO.getImageReadersByFormatName(format.name()).next();
            try {
                reader.setInput(in);
                return reader.getNumImages(true) > 1;
            } finally {
                reader.dispose();
            }
        }
    }

    static Frames of(Path file, Format format) {
        return switch (format) {
            case GIF -> new GifFrames(file);
            case TIFF -> new TiffPages(file);
            default -> new ApngFrames(file);
        };
    }

    static long counted(long before, int width, int height) throws ExplicitRefusal {
        long pixels = before + (long) width * height;
        if (pixels > MOST_PIXELS) {
            throw new ExplicitRefusal(
                    new Text("全部画面合计超过十亿像素", "the pictures together have more than a thousand million pixels"),
                    new Text("请先缩小, 或转换为视频", "make them smaller first, or convert them to a film"));
        }
        return pixels;
    }
}
