package zhiheng.labels.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

/** GIF: the label is in the application extension {@code XMP Data}, closed by the 258-byte magic trailer (XMP part 3, 1.1.2). */
public final class Gif implements LabelFormat {
    private static final String XMP = "XMP DataXMP";
    private static final int MAGIC = 258;

    private enum Kind {
        XMP,
        COMMENT,
        OTHER_EXTENSION,
        IMAGE,
        TRAILER
    }

    /** A block; {@code body} is where the data sub-blocks begin. */
    private record Block(Kind kind, long from, long body, long to) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        List<Block> blocks = blocks(in, found);
        boolean image = false;
        for (Block b : blocks) {
            image |= b.kind == Kind.IMAGE;
            if (b.kind == Kind.OTHER_EXTENSION && in.matches(b.from + 3, "C2PA_GIF")) {
                found.binds(Binding.C2PA);
            }
            if (b.kind == Kind.OTHER_EXTENSION && isDamaged(in, b, found)) {
                found.broken("XMP application extension", "");
            } else if (b.kind == Kind.XMP) {
                Deviation[] seen = image ? new Deviation[] {Deviation.AFTER_PAYLOAD} : new Deviation[0];
                Xmp.read("XMP application extension", packet(in, b, found.limits()), found, seen);
            } else if (b.kind == Kind.COMMENT) {
                comment(in, b, found);
            }
        }
        Tail.read(in, blocks.getLast().to, found);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        List<Block> blocks = blocks(in, scratch);
        byte[] old = null;
        for (Block b : blocks) {
            if (old == null && b.kind == Kind.XMP) {
                old = packet(in, b, limits);
            }
        }
        byte[] packet = Jpeg.merged(old, label);
        out.write("GIF89a");
        out.copy(in, 6, blocks.getFirst().from);
        boolean written = false;
        for (Block b : blocks) {
            boolean application = b.kind == Kind.XMP || (b.kind == Kind.OTHER_EXTENSION && in.u8(b.from + 1) == 0xff);
            if (!written && !application) {
                extension(out, packet);
                written = true;
            }
            if (b.kind == Kind.TRAILER) {
                Tail.copy(in, b.from, b.to, out, scratch);
            } else if (b.kind != Kind.XMP
                    && !(b.kind == Kind.OTHER_EXTENSION && isDamaged(in, b, scratch))
                    && !(b.kind == Kind.COMMENT && comment(in, b, scratch))) {
                out.copy(in, b.from, b.to);
            }
        }
    }

    private static void extension(Sink out, byte[] packet) throws IOException {
        out.write("!\u00ff\u000b" + XMP);
        out.write(packet);
        var magic = new byte[MAGIC];
        magic[0] = 1;
        for (int i = 0; i < 256; i++) {
            magic[1 + i] = (byte) (255 - i);
        }
        out.write(magic);
    }

    /**
     * A packet that a program read as plain sub-blocks, each of whose lengths is a letter of it, and wrote again without those letters and
     * with its name in small letters (seen of ImageMagick 6). No parser reads it; that a label was in it can be told.
     */
    private static boolean isDamaged(Source in, Block b, Found found) throws IOException {
        return in.u8(b.from + 1) == 0xff
                && b.body == b.from + 14
                && TextBytes.latin1(in.bytes(b.from + 3, 11)).equalsIgnoreCase(XMP)
                && TextBytes.latin1(joined(in, b, found.limits())).matches("(?s).*(TC260|AIGC|tc260\\.org).*");
    }

    private static boolean comment(Source in, Block b, Found found) throws IOException {
        String text = TextBytes.latin1(joined(in, b, found.limits()));
        int at = Tail.start(text);
        String candidate = at >= 0 ? text.substring(at) : text;
        return found.label("comment extension", TextBytes.meant(candidate), Deviation.WRONG_PLACE);
    }

    /** The raw packet before the magic trailer; some writers use plain sub-blocks instead. */
    private static byte[] packet(Source in, Block b, Limits limits) throws IOException {
        if (b.to - b.body >= MAGIC && in.u8(b.to - MAGIC) == 1 && in.u8(b.to - MAGIC + 1) == 0xff) {
            return in.bytes(b.body, b.to - b.body - MAGIC, limits);
        }
        return joined(in, b, limits);
    }

    private static byte[] joined(Source in, Block b, Limits limits) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] raw = in.bytes(b.body, b.to - b.body, limits);
        int at = 0;
        while (at < raw.length && raw[at] != 0) {
            int n = raw[at] & 0xff;
            out.writeBytes(Arrays.copyOfRange(raw, at + 1, Math.min(raw.length, at + 1 + n)));
            at += 1 + n;
        }
        return out.toByteArray();
    }

    private static List<Block> blocks(Source in, Found found) throws IOException {
        var blocks = new ArrayList<Block>();
        long at = 13 + table(in.u8(10));
        while (true) {
            found.step();
            int kind = in.u8(at);
            if (kind == 0x3b) {
                blocks.add(new Block(Kind.TRAILER, at, at, at + 1));
                return blocks;
            }
            if (kind == 0x2c) {
                long body = at + 10 + table(in.u8(at + 9)) + 1;
                long to = subBlocks(in, body, found);
                blocks.add(new Block(Kind.IMAGE, at, body, to));
                at = to;
            } else if (kind == 0x21) {
                Block b = extension(in, at, found);
                blocks.add(b);
                at = b.to;
            } else {
                throw new BadFile("GIF 块结构损坏", "the GIF's blocks are broken at byte " + at);
            }
        }
    }

    private static Block extension(Source in, long at, Found found) throws IOException {
        int label = in.u8(at + 1);
        if (label == 0xff && in.u8(at + 2) == 11) {
            long to = subBlocks(in, at + 14, found);
            return new Block(in.matches(at + 3, XMP) ? Kind.XMP : Kind.OTHER_EXTENSION, at, at + 14, to);
        }
        return new Block(label == 0xfe ? Kind.COMMENT : Kind.OTHER_EXTENSION, at, at + 2, subBlocks(in, at + 2, found));
    }

    private static long subBlocks(Source in, long from, Found found) throws IOException {
        long at = from;
        while (true) {
            int n = in.u8(at);
            if (n == 0) {
                return at + 1;
            }
            in.require(at, 1 + n);
            at += 1 + n;
        }
    }

    private static int table(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }
}
