package zhiheng.labels.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Inflate;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;

/**
 * A zip archive, spliced: entries not replaced are copied in their compressed form, byte for byte. Only what office
 * documents use is taken, in 32 or 64 bits; encryption, several disks and doubled names are refused by name.
 */
public final class Zip {
    private static final int MAX_ENTRY = 8 << 20;
    /** Largest directory read. */
    private static final int MAX_DIRECTORY = 64 << 20;

    private final Source in;
    private final Map<String, ZipRecord> entries = new LinkedHashMap<>();
    private final byte[] comment;

    public Zip(Source in, Found found) throws IOException {
        this.in = in;
        ZipEnd end = ZipEnd.find(in);
        comment = end.comment();
        if (end.at() - end.directory() > MAX_DIRECTORY) {
            throw new BadFile("压缩包目录过大", "the archive's directory is larger than " + MAX_DIRECTORY + " bytes");
        }
        byte[] directory = in.bytes(end.directory(), end.at() - end.directory());
        int at = 0;
        for (long i = 0; i < end.count(); i++) {
            found.step();
            at = entry(directory, at);
        }
        long total =
                entries.values().stream().mapToLong(e -> 30 + e.compressed()).sum();
        if (total > in.size()) {
            throw new BadFile("压缩包条目互相重叠", "entries of the archive overlap: together they are longer than the file");
        }
    }

    private int entry(byte[] directory, int at) throws IOException {
        ByteBuffer b = ByteBuffer.wrap(directory).order(ByteOrder.LITTLE_ENDIAN);
        if (at + ZipRecord.FIXED > directory.length || b.getInt(at) != 0x02014b50) {
            throw ZipEnd.broken();
        }
        int length = ZipRecord.FIXED
                + (b.getShort(at + 28) & 0xffff)
                + (b.getShort(at + 30) & 0xffff)
                + (b.getShort(at + 32) & 0xffff);
        if (at + length > directory.length) {
            throw ZipEnd.broken();
        }
        if ((b.getShort(at + 8) & 1) != 0) {
            throw new BadFile("文档已加密", "the document is encrypted");
        }
        ZipRecord e = ZipRecord.of(Arrays.copyOfRange(directory, at, at + length));
        if (entries.put(e.name(), e) != null) {
            throw new BadFile("压缩包内有重名文件", "the archive holds the name " + e.name() + " twice");
        }
        if (e.header() > in.size() - 4 || in.u32le(e.header()) != 0x04034b50L) {
            throw new BadFile("压缩包条目损坏", "the archive's entry " + e.name() + " is broken");
        }
        in.require(data(e), e.compressed());
        return at + length;
    }

    private long data(ZipRecord e) throws IOException {
        return e.header() + 30 + in.u16le(e.header() + 26) + in.u16le(e.header() + 28);
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The entry's own name: as given, or one that differs in the case of ASCII letters alone, which OPC takes for the same (6.2.2.3). */
    public String alike(String name) {
        if (!entries.containsKey(name)) {
            for (var other : entries.keySet()) {
                if (other.equalsIgnoreCase(name)) {
                    return other;
                }
            }
        }
        return name;
    }

    /** The content of an entry as a Latin-1 view, or null when there is none of this name. */
    @Nullable
    String text(String name) throws IOException {
        var bytes = bytes(name);
        return bytes == null ? null : TextBytes.latin1(bytes);
    }

    /** The content of an entry, or null when there is none of this name. */
    public byte @Nullable [] bytes(String name) throws IOException {
        ZipRecord e = entries.get(name);
        if (e == null) {
            return null;
        }
        if (e.compressed() > MAX_ENTRY) {
            throw new BadFile("压缩包条目过大", "the part " + name + " is too large");
        }
        byte[] raw = in.bytes(data(e), e.compressed());
        byte[] bytes = switch (e.method()) {
            case 0 -> raw;
            case 8 -> Inflate.all(raw, 0, true, MAX_ENTRY);
            default -> throw new BadFile("不支持的压缩方法", "the part " + name + " uses an unknown compression");
        };
        if (crc(bytes) != e.crc()) {
            throw new BadFile("压缩包条目校验和不符", "the checksum of the part " + name + " is wrong");
        }
        return bytes;
    }

    /** Writes the archive with these entries replaced or added, stored without compression. */
    public void write(Sink out, Map<String, byte[]> changed) throws IOException {
        List<byte[]> directory = new ArrayList<>();
        var left = new LinkedHashMap<>(changed);
        for (ZipRecord e : entries.values()) {
            byte[] bytes = left.remove(e.name());
            if (bytes != null) {
                directory.add(stored(out, e.name(), bytes));
                continue;
            }
            directory.add(e.at(out.position()));
            out.copy(in, e.header(), localEnd(e));
        }
        for (var e : left.entrySet()) {
            directory.add(stored(out, e.getKey(), e.getValue()));
        }
        long from = out.position();
        for (byte[] record : directory) {
            out.write(record);
        }
        ZipEnd.write(out, directory.size(), from, out.position() - from, comment);
    }

    /** Behind the data and, where announced, its descriptor, whose sizes are of 32 or 64 bits. */
    private long localEnd(ZipRecord e) throws IOException {
        long end = data(e) + e.compressed();
        if ((in.u16le(e.header() + 6) & 8) == 0) {
            return end;
        }
        boolean signed = end + 4 <= in.size() && in.u32le(end) == 0x08074b50L;
        long sizes = end + (signed ? 8 : 4);
        boolean narrow = in.u32le(sizes) == e.compressed();
        boolean wide = sizes + 16 <= in.size()
                && in.u32le(sizes) == (e.compressed() & 0xffff_ffffL)
                && in.u32le(sizes + 4) == e.compressed() >>> 32
                && (e.wide() || !narrow);
        if (!narrow && !wide) {
            throw new BadFile("压缩包条目描述损坏", "the descriptor of the archive's entry " + e.name() + " is broken");
        }
        return sizes + (wide && next(sizes + 16) ? 16 : 8);
    }

    /** Whether another record of the archive begins here. */
    private boolean next(long at) throws IOException {
        return in.matches(at, "PK\3\4") || in.matches(at, "PK\1\2") || in.matches(at, "PK\6\b");
    }

    private static byte[] stored(Sink out, String name, byte[] bytes) throws IOException {
        byte[] n = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer local = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        local.putInt(0x04034b50).put(fixed(bytes)).putShort((short) n.length).putShort((short) 0);
        long at = out.position();
        out.write(local.array());
        out.write(n);
        out.write(bytes);
        ByteBuffer central = ByteBuffer.allocate(46 + n.length).order(ByteOrder.LITTLE_ENDIAN);
        central.putInt(0x02014b50).putShort((short) 20).put(fixed(bytes)).putShort((short) n.length);
        central.position(ZipRecord.FIXED).put(n);
        return ZipRecord.of(central.array()).at(at);
    }

    /** Version, flags (UTF-8 names), method, a fixed date (1980-01-01), checksum and sizes. */
    private static byte[] fixed(byte[] bytes) {
        ByteBuffer b = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort((short) 20)
                .putShort((short) 0x800)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0x21);
        b.putInt((int) crc(bytes)).putInt(bytes.length).putInt(bytes.length);
        return b.array();
    }

    private static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Names in use, for choosing a free one. */
    java.util.Set<String> names() {
        return new HashSet<>(entries.keySet());
    }
}
