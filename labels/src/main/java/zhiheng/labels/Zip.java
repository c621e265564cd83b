package zhiheng.labels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive, spliced: entries not replaced are copied in their compressed form, byte for byte. Only what office
 * documents use is taken; encryption, Zip64, several disks and doubled names are refused by name.
 */
final class Zip {
    private static final int MAX_ENTRY = 8 << 20;

    /** An entry and its record in the central directory. */
    record Entry(String name, int method, long crc, long compressed, long header, byte[] record) {}

    private final Source in;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final byte[] comment;
    private final long directoryAt;

    Zip(Source in, Found found) throws IOException {
        this.in = in;
        long end = end(in);
        int count = in.u16le(end + 10);
        long size = in.u32le(end + 12);
        directoryAt = in.u32le(end + 16);
        if (count == 0xffff || directoryAt == 0xffffffffL) {
            throw new BadFile("暂不支持 Zip64", "Zip64 archives are not yet supported");
        }
        if (in.u16le(end + 4) != 0 || directoryAt + size > end) {
            throw new BadFile("压缩包目录损坏", "the archive's directory is broken");
        }
        comment = in.bytes(end + 22, in.u16le(end + 20));
        long at = directoryAt;
        for (int i = 0; i < count; i++) {
            found.step();
            at = entry(at, end);
        }
    }

    private long entry(long at, long end) throws IOException {
        if (in.u32le(at) != 0x02014b50L) {
            throw new BadFile("压缩包目录损坏", "the archive's directory is broken at byte " + at);
        }
        int names = in.u16le(at + 28);
        long length = 46L + names + in.u16le(at + 30) + in.u16le(at + 32);
        if (at + length > end) {
            throw new BadFile("压缩包目录损坏", "the archive's directory is broken at byte " + at);
        }
        if ((in.u16le(at + 8) & 1) != 0) {
            throw new BadFile("文档已加密", "the document is encrypted");
        }
        String name = new String(in.bytes(at + 46, names), StandardCharsets.UTF_8);
        var e = new Entry(
                name, in.u16le(at + 10), in.u32le(at + 16), in.u32le(at + 20), in.u32le(at + 42), in.bytes(at, length));
        if (entries.put(name, e) != null) {
            throw new BadFile("压缩包内有重名文件", "the archive holds the name " + name + " twice");
        }
        if (in.u32le(e.header) != 0x04034b50L) {
            throw new BadFile("压缩包条目损坏", "the archive's entry " + name + " is broken");
        }
        in.require(data(e), e.compressed);
        return at + length;
    }

    private long data(Entry e) throws IOException {
        return e.header + 30 + in.u16le(e.header + 26) + in.u16le(e.header + 28);
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The content of an entry as a Latin-1 view, or null when there is none of this name. */
    @Nullable
    String text(String name) throws IOException {
        Entry e = entries.get(name);
        if (e == null) {
            return null;
        }
        if (e.compressed > MAX_ENTRY) {
            throw new BadFile("压缩包条目过大", "the part " + name + " is too large");
        }
        byte[] raw = in.bytes(data(e), e.compressed);
        byte[] bytes = switch (e.method) {
            case 0 -> raw;
            case 8 -> Inflate.all(raw, 0, true, MAX_ENTRY);
            default -> throw new BadFile("不支持的压缩方法", "the part " + name + " uses an unknown compression");
        };
        if (crc(bytes) != e.crc) {
            throw new BadFile("压缩包条目校验和不符", "the checksum of the part " + name + " is wrong");
        }
        return Text.latin1(bytes);
    }

    /** Writes the archive with these entries replaced or added, stored without compression. */
    void write(Sink out, Map<String, byte[]> changed) throws IOException {
        List<byte[]> directory = new ArrayList<>();
        var left = new LinkedHashMap<>(changed);
        for (Entry e : entries.values()) {
            byte[] bytes = left.remove(e.name);
            if (bytes != null) {
                directory.add(stored(out, e.name, bytes));
                continue;
            }
            ByteBuffer record = ByteBuffer.wrap(e.record.clone()).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt(42, (int) out.position());
            directory.add(record.array());
            out.copy(in, e.header, localEnd(e));
        }
        for (var e : left.entrySet()) {
            directory.add(stored(out, e.getKey(), e.getValue()));
        }
        long from = out.position();
        for (byte[] record : directory) {
            out.write(record);
        }
        long size = out.position() - from;
        if (from + size > 0xffff_fff0L || directory.size() >= 0xffff) {
            throw new BadFile("文件过大, 暂不支持 Zip64", "the archive is too large; Zip64 is not yet supported");
        }
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(0).putShort((short) directory.size()).putShort((short) directory.size());
        end.putInt((int) size).putInt((int) from).putShort((short) comment.length);
        out.write(end.array());
        out.write(comment);
    }

    /** Behind the data and, where announced, its descriptor. */
    private long localEnd(Entry e) throws IOException {
        long end = data(e) + e.compressed;
        if ((in.u16le(e.header + 6) & 8) == 0) {
            return end;
        }
        return end + (end + 4 <= in.size() && in.u32le(end) == 0x08074b50L ? 16 : 12);
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
        central.putInt(42, (int) at).position(46).put(n);
        return central.array();
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

    private static long end(Source in) throws IOException {
        long from = Math.max(0, in.size() - 65_557);
        byte[] tail = in.bytes(from, in.size() - from);
        for (int i = tail.length - 22; i >= 0; i--) {
            if (tail[i] == 'P'
                    && tail[i + 1] == 'K'
                    && tail[i + 2] == 5
                    && tail[i + 3] == 6
                    && i + 22 + (tail[i + 20] & 0xff) + ((tail[i + 21] & 0xff) << 8) == tail.length) {
                return from + i;
            }
        }
        throw new BadFile("压缩包不完整, 没有目录", "the archive is incomplete: it has no directory");
    }

    /** Names in use, for choosing a free one. */
    java.util.Set<String> names() {
        return new HashSet<>(entries.keySet());
    }
}
