package zhiheng.labels.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What changes in a file: ranges of the old one and the bytes that take their place. All else is copied untouched. */
public final class Edits {
    private record Change(long length, byte[] with) {}

    private final TreeMap<Long, Change> changes = new TreeMap<>();

    /** Puts bytes in the place of {@code [at, at+length)}; a length of 0 inserts. Ranges may touch but not overlap. */
    public void replace(long at, long length, byte[] with) throws BadFile {
        Map.Entry<Long, Change> before = changes.floorEntry(at);
        Long after = changes.higherKey(at);
        boolean overlaps = before != null && (before.getKey() == at || before.getKey() + before.getValue().length > at);
        if (overlaps || (after != null && after < at + length)) {
            throw new BadFile("文件中的数据块互相重叠", "blocks of the file overlap at byte " + at);
        }
        changes.put(at, new Change(length, with));
    }

    /** By how much the new file is longer than the old. */
    public long growth() {
        return changes.values().stream()
                .mapToLong(c -> c.with.length - c.length)
                .sum();
    }

    public void apply(Source in, Sink out) throws IOException {
        long at = 0;
        for (var change : changes.entrySet()) {
            out.copy(in, at, change.getKey());
            out.write(change.getValue().with);
            at = change.getKey() + change.getValue().length;
        }
        out.copy(in, at, in.size());
    }

    /** As {@link #apply}, in memory. */
    public byte[] applied(byte[] old) {
        var out = new ByteArrayOutputStream(old.length + 1024);
        int at = 0;
        for (var change : changes.entrySet()) {
            int from = Math.toIntExact(change.getKey());
            out.write(old, at, from - at);
            out.writeBytes(change.getValue().with);
            at = from + Math.toIntExact(change.getValue().length);
        }
        out.write(old, at, old.length - at);
        return out.toByteArray();
    }

    public static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] u32(long value) {
        return ByteBuffer.allocate(4).putInt((int) value).array();
    }

    public static byte[] u32le(long value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array();
    }

    public static byte[] u64(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    public static byte[] u64le(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }
}
