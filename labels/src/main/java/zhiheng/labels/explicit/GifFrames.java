package zhiheng.labels.explicit;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;

/**
 * An animated GIF (GIF89a, 23): frames are laid over each other as they say. They are written as whole pictures with palettes of their
 * own, since a hint on a part of the picture alone would be painted over by the next.
 */
record GifFrames(Path file) implements Frames {
    private static final String TREE = "javax_imageio_gif_image_1.0";
    private static final String STREAM = "javax_imageio_gif_stream_1.0";
    private static final String CONTROL = "GraphicControlExtension";
    private static final String EXTENSIONS = "ApplicationExtensions";

    /** A frame laid over those before it, and how it is played. */
    private interface Shown {
        void frame(BufferedImage image, int delay, @Nullable Node extensions) throws IOException, ExplicitRefusal;
    }

    @Override
    public void read(Each each) throws IOException, ExplicitRefusal {
        show((image, delay, extensions) -> each.picture(image));
    }

    private void show(Shown shown) throws IOException, ExplicitRefusal {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            try {
                reader.setInput(in);
                show(reader, shown);
            } finally {
                reader.dispose();
            }
        }
    }

    private static void show(ImageReader reader, Shown shown) throws IOException, ExplicitRefusal {
        var screen = part(reader.getStreamMetadata().getAsTree(STREAM), "LogicalScreenDescriptor");
        int w = number(screen, "logicalScreenWidth");
        int h = number(screen, "logicalScreenHeight");
        int count = reader.getNumImages(true);
        Frames.counted(0, w, h);
        var canvas = new BufferedImage(Math.max(1, w), Math.max(1, h), BufferedImage.TYPE_INT_ARGB);
        long pixels = 0;
        for (int i = 0; i < count; i++) {
            pixels = Frames.counted(pixels, w, h);
            var tree = reader.getImageMetadata(i).getAsTree(TREE);
            var place = part(tree, "ImageDescriptor");
            var control = part(tree, CONTROL);
            var how = control == null ? "none" : text(control, "disposalMethod");
            var before = how.equals("restoreToPrevious") ? copy(canvas) : canvas;
            var frame = reader.read(i);
            int x = number(place, "imageLeftPosition");
            int y = number(place, "imageTopPosition");
            Graphics2D g = canvas.createGraphics();
            g.drawImage(frame, x, y, null);
            shown.frame(copy(canvas), control == null ? 0 : number(control, "delayTime"), part(tree, EXTENSIONS));
            if (how.equals("restoreToBackgroundColor")) { // which players take for transparent
                g.setComposite(AlphaComposite.Clear);
                g.fillRect(x, y, frame.getWidth(), frame.getHeight());
            }
            g.dispose();
            canvas = before;
        }
    }

    @Override
    public Text write(Path to, Each paint) throws IOException, ExplicitRefusal {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        Files.createFile(to);
        try (var out = ImageIO.createImageOutputStream(to.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            show((image, delay, extensions) -> {
                paint.picture(image);
                var indexed = Palette.indexed(image);
                writer.writeToSequence(new IIOImage(indexed, null, played(writer, indexed, delay, extensions)), null);
            });
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return new Text(
                "各帧重新编码为整幅画面, 每帧 256 色; 速度和循环不变, 注释不保留",
                "the frames were coded again as whole pictures of 256 colours each; speed and loop are as they were,"
                        + " comments are not kept");
    }

    private static IIOMetadata played(ImageWriter writer, BufferedImage image, int delay, @Nullable Node extensions)
            throws IOException {
        var metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        Node tree = metadata.getAsTree(TREE);
        if (part(tree, CONTROL) instanceof IIOMetadataNode control) {
            boolean holes = image.getColorModel().hasAlpha();
            control.setAttribute("delayTime", Integer.toString(delay));
            control.setAttribute("disposalMethod", holes ? "restoreToBackgroundColor" : "doNotDispose");
        }
        var loop = extensions == null ? null : loop(extensions);
        if (loop != null) {
            tree.appendChild(loop);
        }
        metadata.setFromTree(TREE, tree);
        return metadata;
    }

    /** How often the animation is played. Other extensions, a label among them, are not what the coder can carry. */
    private static @Nullable Node loop(Node extensions) {
        var kept = new IIOMetadataNode(EXTENSIONS);
        for (Node child = extensions.getFirstChild(); child != null; ) {
            Node next = child.getNextSibling();
            if (text(child, "applicationID").equals("NETSCAPE")) {
                kept.appendChild(child);
            }
            child = next;
        }
        return kept.hasChildNodes() ? kept : null;
    }

    private static BufferedImage copy(BufferedImage image) {
        var copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        image.copyData(copy.getRaster());
        return copy;
    }

    private static @Nullable Node part(Node tree, String name) {
        for (Node child = tree.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(name)) {
                return child;
            }
        }
        return null;
    }

    private static String text(Node node, String name) {
        var value = node.getAttributes().getNamedItem(name);
        return value == null ? "" : value.getNodeValue();
    }

    private static int number(@Nullable Node node, String name) throws BadFile {
        try {
            return node == null ? 0 : Integer.parseInt(text(node, name));
        } catch (NumberFormatException e) {
            throw new BadFile("GIF 结构异常", "the structure of the GIF is broken");
        }
    }
}
