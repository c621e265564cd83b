package zhiheng.labels.document;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import zhiheng.labels.bytes.BadFile;

/**
 * An entry as the directory of an archive has it. Numbers too large for 32 bits are in the extra field 1 (APPNOTE 6.3, 4.5.3):
 * of size, compressed size and place those that read as all ones, in this order.
 */
record ZipRecord(String name, int method, long crc, long compressed, long header, boolean wide, byte[] bytes) {
    static final int FIXED = 46;
    private static final long NARROW = 0xffff_ffffL;

    /** @param bytes the whole record, as long as its fields say */
    static ZipRecord of(byte[] bytes) throws BadFile {
        ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int names = b.getShort(28) & 0xffff;
        String name = new String(bytes, FIXED, names, StandardCharsets.UTF_8);
        long size = b.getInt(24) & NARROW;
        long compressed = b.getInt(20) & NARROW;
        long header = b.getInt(42) & NARROW;
        int extra = extra(b, FIXED + names, FIXED + names + (b.getShort(30) & 0xffff));
        if (size == NARROW || compressed == NARROW || header == NARROW) {
            int length = extra < 0 ? 0 : b.getShort(extra + 2) & 0xffff;
            int at = extra + 4 + (size == NARROW ? 8 : 0);
            int need = (size == NARROW ? 8 : 0) + (compressed == NARROW ? 8 : 0) + (header == NARROW ? 8 : 0);
            if (length < need) {
                throw ZipEnd.broken();
            }
            if (compressed == NARROW) {
                compressed = b.getLong(at);
                at += 8;
            }
            header = header == NARROW ? b.getLong(at) : header;
        }
        if (compressed < 0 || header < 0) {
            throw ZipEnd.broken();
        }
        return new ZipRecord(
                name, b.getShort(10) & 0xffff, b.getInt(16) & NARROW, compressed, header, extra >= 0, bytes);
    }

    /** Where the extra field 1 begins, or -1. */
    private static int extra(ByteBuffer b, int from, int to) throws BadFile {
        int at = from;
        while (at + 4 <= to) {
            int length = b.getShort(at + 2) & 0xffff;
            if (at + 4 + length > to) {
                return -1; // some writers pad this field with anything
            }
            if (b.getShort(at) == 1) {
                return at;
            }
            at += 4 + length;
        }
        return -1;
    }

    /** The record for an entry whose header is now at another place. */
    byte[] at(long place) throws BadFile {
        ByteBuffer b = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        boolean inExtra = (b.getInt(42) & NARROW) == NARROW;
        if (!inExtra && place < NARROW) {
            return b.putInt(42, (int) place).array();
        }
        int names = b.getShort(28) & 0xffff;
        int extras = b.getShort(30) & 0xffff;
        int extra = extra(b, FIXED + names, FIXED + names + extras);
        int before = (b.getInt(24) == -1 ? 8 : 0) + (b.getInt(20) == -1 ? 8 : 0);
        if (inExtra) {
            return b.putLong(extra + 4 + before, place).array();
        }
        ByteBuffer number = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        var out = new ByteArrayOutputStream();
        if (extra < 0) {
            number.putShort((short) 1).putShort((short) 8).putLong(place);
            out.write(bytes, 0, FIXED + names);
            out.writeBytes(number.array());
            out.write(bytes, FIXED + names, bytes.length - FIXED - names);
        } else {
            int at = extra + 4 + before;
            b.putShort(extra + 2, (short) (b.getShort(extra + 2) + 8));
            out.write(b.array(), 0, at);
            out.writeBytes(Arrays.copyOf(number.putLong(place).array(), 8));
            out.write(b.array(), at, bytes.length - at);
        }
        int longer = out.size() - bytes.length + extras;
        if (longer > 0xffff) {
            throw new BadFile("压缩包条目附加信息过长", "an entry of the archive has no room for a place beyond 4 GB");
        }
        ByteBuffer moved = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        moved.putShort(30, (short) longer).putInt(42, -1);
        moved.putShort(6, (short) Math.max(45, moved.getShort(6)));
        return moved.array();
    }
}
