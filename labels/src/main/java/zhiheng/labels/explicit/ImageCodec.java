package zhiheng.labels.explicit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.label.Format;

/** One still picture: read whole, and written again as near to what it was as the format allows. */
final class ImageCodec implements AutoCloseable {
    /** A decoded pixel takes four bytes and more. */
    private static final long MOST_PIXELS = 100_000_000;

    /** Mean difference in brightness, of 255. Wrong colours or tables give far more, coding at low quality less. */
    private static final double MOST_LOSS = 12;

    private final Path file;
    private final Format format;
    private final ImageInputStream in;
    private final ImageReader reader;

    private ImageCodec(Path file, Format format, ImageInputStream in, ImageReader reader) {
        this.file = file;
        this.format = format;
        this.in = in;
        this.reader = reader;
    }

    static ImageCodec open(Path file, Format format) throws IOException, ExplicitRefusal {
        ImageInputStream in = ImageIO.createImageInputStream(file.toFile());
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        if (in == null || !readers.hasNext()) {
            throw new BadFile("图像无法解码", "the picture cannot be decoded");
        }
        var codec = new ImageCodec(file, format, in, readers.next());
        try {
            codec.reader.setInput(in);
            codec.examine();
            return codec;
        } catch (IOException | ExplicitRefusal | RuntimeException e) {
            codec.close();
            throw e;
        }
    }

    private void examine() throws IOException, ExplicitRefusal {
        boolean many = switch (format) {
            case GIF, TIFF -> reader.getNumImages(true) > 1;
            case PNG -> PngParts.animated(file);
            default -> false;
        };
        if (many) {
            throw animated();
        }
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
            throw new ExplicitRefusal(
                    new Text("图像超过一亿像素", "the picture has more than a hundred million pixels"),
                    new Text("请先缩小", "make it smaller first"));
        }
    }

    static ExplicitRefusal animated() {
        return new ExplicitRefusal(
                new Text("动画或多页图像暂不支持显式标识", "animated and many-page pictures are not supported"),
                new Text("请转换为视频, 或逐帧加标后合成", "convert it to a film, or label each frame before joining them"));
    }

    BufferedImage read() throws IOException {
        try {
            return reader.read(0);
        } catch (javax.imageio.IIOException e) {
            throw new BadFile(
                    "图像无法解码 (损坏或为 CMYK 等少见色彩)",
                    "the picture cannot be decoded: it is damaged, or of rare colours such as CMYK");
        }
    }

    /** The orientation EXIF asks for, 1 when it says nothing. */
    int orientation() throws IOException {
        return format == Format.JPEG ? JpegParts.orientation(file) : 1;
    }

    /** Writes the changed picture in the format it came in; what was done to it. */
    Text write(BufferedImage image, Path to) throws IOException, ExplicitRefusal {
        return switch (format) {
            case JPEG -> jpeg(image, to);
            case PNG -> {
                encode(image, null, to);
                PngParts.adopt(file, to);
                yield new Text("无损重新编码, 元数据保留", "coded again without loss; the metadata are kept");
            }
            case TIFF -> {
                encode(image, reader.getImageMetadata(0), to);
                yield new Text("按原压缩方式重新编码, 元数据保留", "coded again with the compression it had; the metadata are kept");
            }
            case GIF -> {
                encode(image, null, to);
                yield new Text("重新编码为 256 色; 注释不保留", "coded again in 256 colours; comments are not kept");
            }
            default -> {
                encode(image, null, to);
                yield new Text("无损重新编码", "coded again without loss");
            }
        };
    }

    private Text jpeg(BufferedImage image, Path to) throws IOException {
        try {
            encode(image, reader.getImageMetadata(0), to);
            JpegParts.adopt(file, to);
            readBack(image, to);
            return new Text(
                    "以原量化表重新编码, 元数据保留; EXIF 缩略图不变",
                    "coded again with its own quantisation tables; the metadata are kept, the EXIF thumbnail is as it was");
        } catch (IOException | RuntimeException e) { // some encoders' tables are refused by the codec
            Files.deleteIfExists(to);
            encode(image, null, to);
            JpegParts.adopt(file, to);
            readBack(image, to);
            return new Text("以质量 95 重新编码, 元数据保留", "coded again at quality 95; the metadata are kept");
        }
    }

    /** The new file can be decoded, and shows what was meant but for the loss of coding. */
    private static void readBack(BufferedImage meant, Path file) throws IOException {
        BufferedImage got = ImageIO.read(file.toFile());
        if (got == null || got.getWidth() != meant.getWidth() || got.getHeight() != meant.getHeight()) {
            throw new BadFile("写入后的图像无法解码", "the new picture cannot be decoded");
        }
        Luma a = Luma.of(meant);
        Luma b = Luma.of(got);
        long off = 0;
        for (int i = 0; i < a.values().length; i++) {
            off += Math.abs((a.values()[i] & 0xff) - (b.values()[i] & 0xff));
        }
        if (off > a.values().length * MOST_LOSS) {
            throw new BadFile("写入后的图像有明显差异", "the new picture differs visibly from what was meant");
        }
    }

    private void encode(BufferedImage image, @Nullable IIOMetadata metadata, Path to) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        if (format == Format.JPEG && metadata == null) {
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(0.95f);
        }
        var type = ImageTypeSpecifier.createFromRenderedImage(image);
        IIOMetadata fitting = metadata == null
                ? null
                : format == Format.JPEG
                        ? JpegParts.coding(metadata, writer.getDefaultImageMetadata(type, how))
                        : writer.convertImageMetadata(metadata, type, how);
        Files.createFile(to);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(to.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, fitting), how);
        } finally {
            writer.dispose();
        }
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        in.close();
    }
}
