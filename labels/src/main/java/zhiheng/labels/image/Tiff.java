package zhiheng.labels.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;

/**
 * TIFF and BigTIFF: the label is in the XMP packet under tag 700 of the first directory. A packet that fits takes the old
 * one's place; else packet and a new first directory go to the end of the file. Nothing else moves.
 */
public final class Tiff implements LabelFormat {
    private static final int XMP = 0x02BC;
    private static final int BYTES = 7;
    private static final int MANIFEST = 0xCD41;

    /** The first directory: raw entries, sorted by tag as TIFF asks. */
    private record Directory(boolean little, boolean big, byte[] entries, int count, long next) {
        int entrySize() {
            return big ? 20 : 12;
        }

        ByteBuffer buffer(byte[] bytes) {
            return ByteBuffer.wrap(bytes).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        }
    }

    private record Packet(long at, long length) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        Directory d = directory(in);
        Packet packet = packet(in, d);
        if (packet != null) {
            Xmp.read("XMP (tag 700)", in.bytes(packet.at, packet.length, found.limits()), found);
        }
        Exif.read(in, 0, in.size(), found);
        manifests(in, d, found);
    }

    /** A C2PA manifest is the value of a tag in the last directory (C2PA 2.2, A.3.4); all are looked through. */
    private static void manifests(Source in, Directory first, Found found) throws IOException {
        var seen = new HashSet<Long>();
        for (Directory d = first; ; d = directory(in, d.next)) {
            found.step();
            ByteBuffer entries = d.buffer(d.entries);
            for (int i = 0; i < d.count; i++) {
                if ((entries.getShort(i * d.entrySize()) & 0xffff) == MANIFEST) {
                    found.binds(Binding.C2PA);
                }
            }
            if (d.next == 0 || d.next > in.size() - 8 || !seen.add(d.next)) {
                return;
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        Directory d = directory(in);
        Packet old = packet(in, d);
        byte[] packet = Jpeg.merged(old == null ? null : in.bytes(old.at, old.length, limits), label);
        out.copy(in, 0, in.size());
        Jpeg.blank(out, Exif.read(in, 0, in.size(), scratch), 0);
        if (old != null) {
            byte[] same = new byte[(int) old.length];
            Arrays.fill(same, (byte) ' ');
            if (packet.length <= old.length) {
                System.arraycopy(packet, 0, same, 0, packet.length);
                out.patch(old.at, same);
                return;
            }
            out.patch(old.at, same);
        }
        append(out, d, packet);
    }

    private static void append(Sink out, Directory d, byte[] packet) throws IOException {
        align(out);
        long packetAt = out.position();
        out.write(packet);
        align(out);
        long directoryAt = out.position();
        if (!d.big && directoryAt > 0xffff_0000L) {
            throw new BadFile("文件超过 TIFF 的 4 GB 上限", "the file would exceed TIFF's 4 GB");
        }
        out.write(newDirectory(d, packetAt, packet.length));
        if (d.big) {
            out.patch(8, d.buffer(new byte[8]).putLong(directoryAt).array());
        } else {
            out.patch(4, d.buffer(new byte[4]).putInt((int) directoryAt).array());
        }
    }

    private static byte[] newDirectory(Directory d, long packetAt, int length) {
        ByteBuffer to = d.buffer(new byte[(d.count + 1) * d.entrySize() + 16]);
        ByteBuffer from = d.buffer(d.entries);
        boolean present = false;
        for (int i = 0; i < d.count; i++) {
            present |= (from.getShort(i * d.entrySize()) & 0xffff) == XMP;
        }
        int count = present ? d.count : d.count + 1;
        if (d.big) {
            to.putLong(count);
        } else {
            to.putShort((short) count);
        }
        boolean written = false;
        for (int i = 0; i < d.count; i++) {
            int tag = from.getShort(i * d.entrySize()) & 0xffff;
            if (!written && tag >= XMP) {
                entry(d, to, packetAt, length);
                written = true;
            }
            if (tag != XMP) {
                to.put(d.entries, i * d.entrySize(), d.entrySize());
            }
        }
        if (!written) {
            entry(d, to, packetAt, length);
        }
        if (d.big) {
            to.putLong(d.next);
        } else {
            to.putInt((int) d.next);
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    private static void entry(Directory d, ByteBuffer to, long at, int length) {
        to.putShort((short) XMP).putShort((short) BYTES);
        if (d.big) {
            to.putLong(length).putLong(at);
        } else {
            to.putInt(length).putInt((int) at);
        }
    }

    private static void align(Sink out) throws IOException {
        if (out.position() % 2 == 1) {
            out.u8(0);
        }
    }

    private static @Nullable Packet packet(Source in, Directory d) throws IOException {
        ByteBuffer entries = d.buffer(d.entries);
        for (int i = 0; i < d.count; i++) {
            int e = i * d.entrySize();
            if ((entries.getShort(e) & 0xffff) != XMP) {
                continue;
            }
            int type = entries.getShort(e + 2);
            long length = d.big ? entries.getLong(e + 4) : entries.getInt(e + 4) & 0xffffffffL;
            long at = d.big ? entries.getLong(e + 12) : entries.getInt(e + 8) & 0xffffffffL;
            if ((type != 1 && type != 2 && type != BYTES) || length <= 8) {
                throw new BadFile(
                        "TIFF 的 XMP 条目无效", "the XMP entry of the TIFF file has type " + type + " or no length");
            }
            in.require(at, length);
            return new Packet(at, length);
        }
        return null;
    }

    private static Directory directory(Source in) throws IOException {
        boolean little = isLittle(in);
        boolean big = isBig(in);
        if (big && (little ? in.u16le(4) : in.u16(4)) != 8) {
            throw new BadFile("BigTIFF 偏移量长度不是 8", "the BigTIFF file has offsets that are not 8 bytes long");
        }
        return directory(in, big ? (little ? in.u64le(8) : in.u64(8)) : (little ? in.u32le(4) : in.u32(4)));
    }

    private static boolean isLittle(Source in) throws IOException {
        return in.u16(0) == 0x4949;
    }

    private static boolean isBig(Source in) throws IOException {
        return (isLittle(in) ? in.u16le(2) : in.u16(2)) == 43;
    }

    private static Directory directory(Source in, long at) throws IOException {
        boolean little = isLittle(in);
        boolean big = isBig(in);
        long count = big ? (little ? in.u64le(at) : in.u64(at)) : (little ? in.u16le(at) : in.u16(at));
        if (count == 0 || count > 65_535) {
            throw new BadFile("TIFF 目录条目数无效", "a TIFF directory claims " + count + " entries");
        }
        long first = at + (big ? 8 : 2);
        long size = count * (big ? 20 : 12);
        long next = big ? number64(in, first + size, little) : (little ? in.u32le(first + size) : in.u32(first + size));
        return new Directory(little, big, in.bytes(first, size), (int) count, next);
    }

    private static long number64(Source in, long at, boolean little) throws IOException {
        return little ? in.u64le(at) : in.u64(at);
    }
}
