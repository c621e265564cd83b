package zhiheng.labels.explicit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;

/** The pages of a TIFF, each with the compression and the metadata it has. */
record TiffPages(Path file) implements Frames {
    private interface Page {
        void page(ImageReader reader, int i, BufferedImage image) throws IOException, ExplicitRefusal;
    }

    @Override
    public void read(Each each) throws IOException, ExplicitRefusal {
        pages((reader, i, image) -> each.picture(image));
    }

    private void pages(Page page) throws IOException, ExplicitRefusal {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
            try {
                reader.setInput(in);
                long pixels = 0;
                int count = reader.getNumImages(true);
                for (int i = 0; i < count; i++) {
                    pixels = Frames.counted(pixels, reader.getWidth(i), reader.getHeight(i));
                    page.page(reader, i, ExplicitImage.drawable(reader.read(i)));
                }
            } catch (javax.imageio.IIOException e) {
                throw new BadFile("图像无法解码", "a page of the TIFF cannot be decoded");
            } finally {
                reader.dispose();
            }
        }
    }

    @Override
    public Text write(Path to, Each paint) throws IOException, ExplicitRefusal {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        Files.createFile(to);
        try (var out = ImageIO.createImageOutputStream(to.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            pages((reader, i, image) -> {
                paint.picture(image);
                var how = writer.getDefaultWriteParam();
                var type = ImageTypeSpecifier.createFromRenderedImage(image);
                var metadata = writer.convertImageMetadata(reader.getImageMetadata(i), type, how);
                writer.writeToSequence(new IIOImage(image, null, metadata), how);
            });
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return new Text(
                "各页按原压缩方式重新编码, 元数据保留",
                "the pages were coded again with the compression they had; the metadata are kept");
    }
}
