package zhiheng.labels.explicit;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Cursor;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;

/**
 * An animated PNG (PNG, third edition, 4.9 and 11.3.6): each frame is decoded as a picture of its own and laid over those before it, and
 * written as a whole picture of eight bits a channel. A still picture in front that is no frame gets the hint too.
 */
record ApngFrames(Path file) implements Frames {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    /** Chunks that tell how pixels are coded; the rest is kept. */
    private static final Set<String> CODING = Set.of("IHDR", "PLTE", "tRNS", "sBIT", "bKGD", "hIST", "sPLT");

    private record Chunk(String type, byte[] body) {}

    /** What a frame's control says: its size and place, and how it is laid over the others. */
    private record Control(int width, int height, int x, int y, byte[] delay, int disposal, int blending) {
        static Control of(byte[] body) throws BadFile {
            var c = new Cursor(body, "fcTL");
            c.u32();
            var control = new Control(
                    (int) c.u32(), (int) c.u32(), (int) c.u32(), (int) c.u32(), Edits.u32(c.u32()), (int) c.u8(), (int)
                            c.u8());
            if (control.width <= 0 || control.height <= 0 || control.x < 0 || control.y < 0) {
                throw broken();
            }
            return control;
        }
    }

    /** One picture as it is coded; without a control it is the still one. */
    private record Picture(@Nullable Control control, byte[] data) {}

    private record Parts(
            int width,
            int height,
            byte[] header,
            byte[] animation,
            List<Chunk> coding,
            List<Chunk> kept,
            List<Picture> pictures) {}

    @Override
    public void read(Each each) throws IOException, ExplicitRefusal {
        show(parts(), (image, control) -> each.picture(image));
    }

    private interface Shown {
        void picture(BufferedImage image, @Nullable Control control) throws IOException, ExplicitRefusal;
    }

    private static void show(Parts parts, Shown shown) throws IOException, ExplicitRefusal {
        long pixels = Frames.counted(0, parts.width, parts.height);
        var canvas = new BufferedImage(parts.width, parts.height, BufferedImage.TYPE_INT_ARGB);
        for (var picture : parts.pictures) {
            pixels = Frames.counted(pixels, parts.width, parts.height);
            var control = picture.control;
            if (control == null) {
                shown.picture(drawn(decoded(parts, parts.width, parts.height, picture.data)), null);
                continue;
            }
            var frame = decoded(parts, control.width, control.height, picture.data);
            var before = drawn(canvas);
            Graphics2D g = canvas.createGraphics();
            if (control.blending == 0) {
                g.setComposite(AlphaComposite.Src);
            }
            g.drawImage(frame, control.x, control.y, null);
            shown.picture(drawn(canvas), control);
            if (control.disposal == 1) {
                g.setComposite(AlphaComposite.Clear);
                g.fillRect(control.x, control.y, control.width, control.height);
            }
            g.dispose();
            canvas = control.disposal == 2 ? before : canvas;
        }
    }

    private static BufferedImage drawn(BufferedImage image) {
        var copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = copy.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return copy;
    }

    private static BufferedImage decoded(Parts parts, int width, int height, byte[] data) throws IOException {
        byte[] header = parts.header.clone();
        System.arraycopy(Edits.u32(width), 0, header, 0, 4);
        System.arraycopy(Edits.u32(height), 0, header, 4, 4);
        var png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header);
        for (var chunk : parts.coding) {
            chunk(png, chunk.type, chunk.body);
        }
        chunk(png, "IDAT", data);
        chunk(png, "IEND", new byte[0]);
        var image = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
        if (image == null) {
            throw broken();
        }
        return image;
    }

    @Override
    public Text write(Path to, Each paint) throws IOException, ExplicitRefusal {
        var parts = parts();
        if (parts.header[8] == 16) {
            throw new ExplicitRefusal(
                    new Text("每通道 16 位的动画 PNG 暂不支持", "an animated PNG of sixteen bits a channel is not supported"),
                    new Text("请先转换为 8 位", "convert it to eight bits first"));
        }
        byte[] header = Edits.join(Edits.u32(parts.width), Edits.u32(parts.height), new byte[] {8, 6, 0, 0, 0});
        try (var out = Files.newOutputStream(to)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header);
            for (var chunk : parts.kept) {
                chunk(out, chunk.type, chunk.body);
            }
            chunk(out, "acTL", parts.animation);
            int[] sequence = {0};
            show(parts, (image, control) -> {
                paint.picture(image);
                boolean still = control == null || sequence[0] == 0 && parts.pictures.getFirst().control != null;
                if (control != null) {
                    chunk(
                            out,
                            "fcTL",
                            Edits.join(
                                    Edits.u32(sequence[0]++),
                                    Edits.u32(parts.width),
                                    Edits.u32(parts.height),
                                    new byte[8],
                                    control.delay,
                                    new byte[2]));
                }
                byte[] data = coded(image);
                if (still) {
                    chunk(out, "IDAT", data);
                } else {
                    chunk(out, "fdAT", Edits.join(Edits.u32(sequence[0]++), data));
                }
            });
            chunk(out, "IEND", new byte[0]);
        }
        return new Text(
                "各帧无损重新编码为整幅画面; 速度、循环和元数据保留",
                "the frames were coded again without loss as whole pictures; speed, loop and metadata are kept");
    }

    /** The pixels of a picture of eight bits in four channels, as the JDK's coder lays them out. */
    private static byte[] coded(BufferedImage image) throws IOException {
        var png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
            throw broken();
        }
        var data = new ByteArrayOutputStream();
        try (var in = new Source(png.toByteArray())) {
            for (long at = 8; at + 12 <= in.size(); at += 12 + in.u32(at)) {
                if (in.matches(at + 4, "IDAT")) {
                    data.writeBytes(in.bytes(at + 8, in.u32(at)));
                }
            }
        }
        return data.toByteArray();
    }

    private Parts parts() throws IOException {
        byte @Nullable [] header = null;
        byte @Nullable [] animation = null;
        @Nullable Control control = null;
        var coding = new ArrayList<Chunk>();
        var kept = new ArrayList<Chunk>();
        var pictures = new ArrayList<Picture>();
        var data = new ByteArrayOutputStream();
        try (Source in = Source.open(file)) {
            for (long at = 8; at + 12 <= in.size(); at += 12 + in.u32(at)) {
                var type = TextBytes.latin1(in.bytes(at + 4, 4));
                byte[] body = in.bytes(at + 8, in.u32(at), Limits.DEFAULT);
                switch (type) {
                    case "IHDR" -> header = body;
                    case "acTL" -> animation = body;
                    case "fcTL" -> {
                        close(pictures, control, data);
                        control = Control.of(body);
                    }
                    case "IDAT" -> data.writeBytes(body);
                    case "fdAT" -> data.writeBytes(Arrays.copyOfRange(body, Math.min(4, body.length), body.length));
                    case "IEND" -> {}
                    default -> (CODING.contains(type) ? coding : kept).add(new Chunk(type, body));
                }
            }
        }
        close(pictures, control, data);
        if (header == null || header.length != 13 || animation == null || pictures.isEmpty()) {
            throw broken();
        }
        var size = new Cursor(header, "IHDR");
        int width = (int) size.u32();
        int height = (int) size.u32();
        if (width <= 0 || height <= 0 || (long) width * height > Frames.MOST_PIXELS) {
            throw broken();
        }
        return new Parts(width, height, header, animation, coding, kept, pictures);
    }

    private static void close(List<Picture> pictures, @Nullable Control control, ByteArrayOutputStream data) {
        if (data.size() > 0) {
            pictures.add(new Picture(control, data.toByteArray()));
            data.reset();
        }
    }

    private static void chunk(OutputStream out, String type, byte[] body) throws IOException {
        byte[] name = Edits.latin1(type);
        var crc = new CRC32();
        crc.update(name);
        crc.update(body);
        out.write(Edits.u32(body.length));
        out.write(name);
        out.write(body);
        out.write(Edits.u32(crc.getValue()));
    }

    private static BadFile broken() {
        return new BadFile("动画 PNG 结构异常", "the animated PNG is broken");
    }
}
