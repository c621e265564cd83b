package zhiheng.labels.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Inflate;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.LabelJson;
import zhiheng.labels.format.Tail;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * PNG: the label is in an uncompressed iTXt chunk {@code XML:com.adobe.xmp} before the first IDAT (PNG 3rd ed., 11.3.3.4), and before the
 * chunks of an animation: players refuse one that stands between a frame's control and its data.
 */
public final class Png implements LabelFormat {
    private static final String PROFILE = "Raw profile type xmp";
    private static final String XMP = "XML:com.adobe.xmp";
    /** Before the first of these. */
    private static final Set<String> PAYLOAD = Set.of("IDAT", "acTL", "fcTL");

    /** A chunk from its length field to behind its CRC. */
    private record Chunk(String type, long from, long data, long to) {
        long length() {
            return to - 4 - data;
        }
    }

    /** A text chunk understood. */
    private record TextChunk(String keyword, byte[] text, boolean compressed) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        boolean image = false;
        Chunk last = null;
        for (Chunk c : chunks(in, found)) {
            image |= c.type.equals("IDAT");
            if (c.type.equals("caBX")) {
                found.binds(Binding.C2PA);
            }
            visit(in, c, image, found);
            last = c;
        }
        if (last != null) {
            Tail.read(in, last.to, found);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        List<Chunk> chunks = chunks(in, scratch);
        byte[] old = null;
        for (Chunk c : chunks) {
            TextChunk text = text(in, c, scratch);
            if (old == null && text != null && text.keyword.equals(XMP)) {
                old = text.text;
            }
            if (old == null && text != null && profile(text).length > 0) {
                old = profile(text);
            }
        }
        byte[] packet = Jpeg.merged(old, label);
        out.copy(in, 0, 8);
        boolean written = false;
        for (Chunk c : chunks) {
            if (PAYLOAD.contains(c.type) && !written) {
                chunk(out, "iTXt", join(TextBytes.bytes(XMP + "\0\0\0\0\0"), packet));
                written = true;
            }
            if (c.type.equals("IEND")) {
                Tail.copy(in, c.from, c.to, out, scratch);
            } else if (c.type.equals("eXIf")) {
                exif(in, c, out, scratch);
            } else if (!replaced(in, c, scratch)) {
                out.copy(in, c.from, c.to);
            }
        }
    }

    private static boolean replaced(Source in, Chunk c, Found scratch) throws IOException {
        TextChunk text = text(in, c, scratch);
        return text != null && (text.keyword.equals(XMP) || visit(in, c, false, scratch));
    }

    /** @return whether the chunk holds a label outside XMP */
    private static boolean visit(Source in, Chunk c, boolean afterImage, Found found) throws IOException {
        if (c.type.equals("eXIf")) {
            Exif.read(in, c.data, c.to - 4, found);
        }
        TextChunk text = text(in, c, found);
        if (text == null) {
            return false;
        }
        var seen = new ArrayList<Deviation>();
        if (text.compressed) {
            seen.add(Deviation.COMPRESSED);
        }
        if (afterImage) {
            seen.add(Deviation.AFTER_PAYLOAD);
        }
        int before = found.labels().size();
        var profile = profile(text);
        if (profile.length > 0) {
            seen.add(Deviation.WRONG_PLACE);
            Xmp.read(text.keyword, profile, found, seen.toArray(Deviation[]::new));
        } else if (text.keyword.equals(XMP)) {
            Xmp.read("XMP (" + c.type + ")", text.text, found, seen.toArray(Deviation[]::new));
        } else {
            seen.add(text.keyword.contains("AIGC") ? Deviation.ALTERNATIVE_PLACE : Deviation.WRONG_PLACE);
            var words = TextBytes.meant(text.text);
            if (text.keyword.equalsIgnoreCase("AIGC")) {
                found.named(c.type + " " + text.keyword, words, seen.toArray(Deviation[]::new));
            } else {
                found.label(c.type + " " + text.keyword, words, seen.toArray(Deviation[]::new));
            }
        }
        if (found.labels().size() > before && crc(in.bytes(c.from + 4, c.length() + 4)) != in.u32(c.to - 4)) {
            throw new BadFile("PNG 文本块校验和不符", "the checksum of a PNG text chunk is wrong at byte " + c.from);
        }
        return found.labels().size() > before;
    }

    private static @Nullable TextChunk text(Source in, Chunk c, Found found) throws IOException {
        boolean international = c.type.equals("iTXt");
        boolean zipped = c.type.equals("zTXt");
        if (!international && !zipped && !c.type.equals("tEXt")) {
            return null;
        }
        String start = TextBytes.latin1(in.bytes(c.data, Math.min(80, c.length())));
        int nul = start.indexOf('\0');
        String keyword = nul < 0 ? "" : start.substring(0, nul);
        if (!keyword.equals(XMP)
                && !keyword.equals(PROFILE)
                && !keyword.contains("AIGC")
                && !spelled(in, c, start, nul)) {
            return null;
        }
        byte[] data = in.bytes(c.data, c.length(), found.limits());
        int at = nul + 1;
        if (zipped) {
            at += 1;
        } else if (international) {
            int flag = at < data.length ? data[at] : 0;
            zipped = flag == 1;
            at = after(data, after(data, at + 2));
        }
        if (at > data.length) {
            throw new BadFile("PNG 文本块不完整", "a PNG text chunk is incomplete at byte " + c.from);
        }
        byte[] text = zipped ? Inflate.all(data, at, false, Inflate.MAX) : Arrays.copyOfRange(data, at, data.length);
        found.inflated(zipped ? text.length : 0);
        return new TextChunk(keyword, text, zipped);
    }

    /** A label under a keyword of somebody else, such as a comment. */
    private static boolean spelled(Source in, Chunk c, String start, int nul) throws IOException {
        int at = Tail.start(start);
        boolean plain = nul >= 0 && at > nul && at <= nul + 6 && c.length() <= 1 << 16;
        return plain && LabelJson.isLabel(TextBytes.latin1(in.bytes(c.data + at, c.length() - at)));
    }

    /** The packet that some tools write in hexadecimal, behind a name and its length; empty where the chunk is no such one. */
    private static byte[] profile(TextChunk text) {
        var parts = text.keyword.equals(PROFILE)
                ? TextBytes.latin1(text.text).strip().split("\\s+", 3)
                : new String[0];
        var digits = parts.length == 3 ? parts[2].replaceAll("\\s", "") : "";
        return digits.matches("(?:[0-9a-fA-F]{2})+") ? HexFormat.of().parseHex(digits) : new byte[0];
    }

    private static int after(byte[] data, int from) {
        int at = from;
        while (at < data.length && data[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static void exif(Source in, Chunk c, Sink out, Found scratch) throws IOException {
        List<Exif.Range> ranges = Exif.read(in, c.data, c.to - 4, scratch);
        if (ranges.isEmpty()) {
            out.copy(in, c.from, c.to);
            return;
        }
        byte[] data = in.bytes(c.data, c.length(), scratch.limits());
        for (Exif.Range r : ranges) {
            System.arraycopy(r.blanks(), 0, data, (int) (r.from() - c.data), (int) (r.to() - r.from()));
        }
        chunk(out, c.type, data);
    }

    private static void chunk(Sink out, String type, byte[] data) throws IOException {
        byte[] named = join(TextBytes.bytes(type), data);
        out.u32(data.length);
        out.write(named);
        out.u32(crc(named));
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** All chunks to IEND; a file without it is incomplete. */
    private static List<Chunk> chunks(Source in, Found found) throws IOException {
        var chunks = new ArrayList<Chunk>();
        long at = 8;
        while (true) {
            found.step();
            long length = in.u32(at);
            in.require(at, length + 12);
            String type = TextBytes.latin1(in.bytes(at + 4, 4));
            chunks.add(new Chunk(type, at, at + 8, at + 12 + length));
            at += 12 + length;
            if (type.equals("IEND")) {
                return chunks;
            }
        }
    }
}
