package zhiheng.labels.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Tail;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/** WebP: the label is in the RIFF chunk {@code XMP }; a simple file becomes an extended one first (RFC 9649, 2.7). */
public final class WebP implements LabelFormat {
    private static final int XMP_FLAG = 0x04;
    private static final int ALPHA_FLAG = 0x10;

    /** A chunk from its name to behind its padding. */
    private record Chunk(String type, long from, long length, long to) {
        long data() {
            return from + 8;
        }
    }

    @Override
    public void read(Source in, Found found) throws IOException {
        for (Chunk c : chunks(in, found)) {
            switch (c.type) {
                case "XMP " -> Xmp.read("XMP chunk", in.bytes(c.data(), c.length, found.limits()), found);
                case "EXIF" -> Exif.read(in, exifAt(in, c), c.data() + c.length, found);
                case "AIGC" -> foreign(in, c, found);
                case "C2PA" -> found.binds(Binding.C2PA);
                default -> {}
            }
        }
        Tail.read(in, riffEnd(in), found);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        List<Chunk> chunks = chunks(in, scratch);
        byte[] old = null;
        for (Chunk c : chunks) {
            if (old == null && c.type.equals("XMP ")) {
                old = in.bytes(c.data(), c.length, limits);
            }
        }
        byte[] packet = Jpeg.merged(old, label);
        out.copy(in, 0, 12);
        if (chunks.isEmpty() || !chunks.getFirst().type.equals("VP8X")) {
            extend(in, chunks, out);
        }
        for (Chunk c : chunks) {
            long shift = out.position() - c.from;
            switch (c.type) {
                case "VP8X" -> {
                    out.copy(in, c.from, c.data());
                    out.u8(in.u8(c.data()) | XMP_FLAG);
                    out.copy(in, c.data() + 1, c.to);
                }
                case "XMP " -> {}
                case "AIGC" -> {
                    if (!foreign(in, c, scratch)) {
                        out.copy(in, c.from, c.to);
                    }
                }
                case "EXIF" -> {
                    out.copy(in, c.from, c.to);
                    Jpeg.blank(out, Exif.read(in, exifAt(in, c), c.data() + c.length, scratch), shift);
                }
                default -> out.copy(in, c.from, c.to);
            }
        }
        out.write("XMP ");
        out.u32le(packet.length);
        out.write(packet);
        if (packet.length % 2 == 1) {
            out.u8(0);
        }
        long size = out.position() - 8;
        if (size > 0xffff_fffeL) {
            throw new BadFile("文件超过 WebP 的 4 GB 上限", "the file would exceed WebP's 4 GB");
        }
        Tail.copy(in, riffEnd(in), riffEnd(in), out, scratch);
        out.patch(4, new byte[] {(byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) (size >> 24)});
    }

    private static boolean foreign(Source in, Chunk c, Found found) throws IOException {
        String text = TextBytes.meant(in.bytes(c.data(), c.length, found.limits()));
        return found.named("RIFF AIGC", text, Deviation.WRONG_PLACE);
    }

    private static long exifAt(Source in, Chunk c) throws IOException {
        return c.length >= 6 && in.matches(c.data(), "Exif\0\0") ? c.data() + 6 : c.data();
    }

    private static void extend(Source in, List<Chunk> chunks, Sink out) throws IOException {
        Chunk image = chunks.isEmpty() ? new Chunk("", 0, 0, 0) : chunks.getFirst();
        int width;
        int height;
        int flags = XMP_FLAG;
        if (image.type.equals("VP8 ") && in.matches(image.data() + 3, "\u009d\u0001\u002a")) {
            width = in.u16le(image.data() + 6) & 0x3fff;
            height = in.u16le(image.data() + 8) & 0x3fff;
        } else if (image.type.equals("VP8L") && in.u8(image.data()) == 0x2f) {
            long bits = in.u32le(image.data() + 1);
            width = 1 + (int) (bits & 0x3fff);
            height = 1 + (int) (bits >> 14 & 0x3fff);
            flags |= (bits >> 28 & 1) == 1 ? ALPHA_FLAG : 0;
        } else {
            throw new BadFile("WebP 没有可识别的图像", "the WebP file begins with no image that is known");
        }
        if (width == 0 || height == 0) {
            throw new BadFile("WebP 图像尺寸为零", "the WebP image has no size");
        }
        out.write("VP8X");
        out.u32le(10);
        out.u32le(flags);
        u24le(out, width - 1);
        u24le(out, height - 1);
    }

    private static void u24le(Sink out, int value) throws IOException {
        out.write(new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)});
    }

    private static long riffEnd(Source in) throws IOException {
        long end = 8 + in.u32le(4);
        in.require(0, end);
        return end;
    }

    private static List<Chunk> chunks(Source in, Found found) throws IOException {
        var chunks = new ArrayList<Chunk>();
        long end = riffEnd(in);
        long at = 12;
        while (at < end) {
            found.step();
            long length = in.u32le(at + 4);
            in.require(at, 8 + length);
            long to = Math.min(at + 8 + length + (length & 1), end);
            if (at + 8 + length > end) {
                throw new BadFile("WebP 块超出文件", "a WebP chunk reaches beyond the file at byte " + at);
            }
            chunks.add(new Chunk(TextBytes.latin1(in.bytes(at, 4)), at, length, to));
            at = to;
        }
        if (chunks.isEmpty()) {
            throw new BadFile("WebP 没有图像", "the WebP file has no image");
        }
        return chunks;
    }
}
