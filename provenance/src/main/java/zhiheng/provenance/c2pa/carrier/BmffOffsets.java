package zhiheng.provenance.c2pa.carrier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import zhiheng.provenance.c2pa.bytes.BadAsset;

/**
 * Moves the places in a file that a box speaks of (ISO/IEC 14496-12): chunks (stco, co64), auxiliary data (saio), fragments
 * (tfhd, tfra) and items (iloc). The lengths of boxes do not change; a place that no longer fits its field is refused.
 */
final class BmffOffsets {
    private static final Set<String> CONTAINERS =
            Set.of("moov", "trak", "mdia", "minf", "stbl", "moof", "traf", "mfra", "udta");
    private static final int MAX_DEPTH = 16;

    private final ByteBuffer bytes;
    private final LongUnaryOperator moved;

    BmffOffsets(byte[] box, LongUnaryOperator moved) {
        this.bytes = ByteBuffer.wrap(box);
        this.moved = moved;
    }

    void move() throws BadAsset {
        try {
            boxes(0, bytes.limit(), 0);
        } catch (IndexOutOfBoundsException e) {
            throw broken();
        }
    }

    private static BadAsset broken() {
        return new BadAsset("数据盒内部损坏", "a box is damaged inside");
    }

    private void boxes(int from, int to, int depth) throws BadAsset {
        for (int at = from; at + 8 <= to; ) {
            long size = bytes.getInt(at) & 0xffffffffL;
            int body = at + 8;
            if (size == 1) {
                size = bytes.getLong(body);
                body += 8;
            } else if (size == 0) {
                size = (long) to - at;
            }
            if (size < body - at || size > to - at || depth > MAX_DEPTH) {
                throw broken();
            }
            int end = (int) (at + size);
            box(new String(bytes.array(), at + 4, 4, StandardCharsets.ISO_8859_1), body, end, depth);
            at = end;
        }
    }

    private void box(String type, int body, int end, int depth) throws BadAsset {
        if (CONTAINERS.contains(type)) {
            boxes(body, end, depth + 1);
            return;
        }
        switch (type) {
            case "meta" -> {
                boolean version = end - body >= 12 && bytes.getInt(body + 4) != 0x68646c72; // hdlr, in QuickTime
                boxes(version ? body + 4 : body, end, depth + 1);
            }
            case "stco" -> table(body + 4, 4, end);
            case "co64" -> table(body + 4, 8, end);
            case "saio" -> table(body + ((flags(body) & 1) != 0 ? 12 : 4), bytes.get(body) == 1 ? 8 : 4, end);
            case "tfhd" -> {
                if ((flags(body) & 1) != 0) {
                    field(body + 8, 8);
                }
            }
            case "tfra" -> access(body, end);
            case "iloc" -> items(body, end);
            default -> {}
        }
    }

    private int flags(int body) {
        return bytes.getInt(body) & 0xffffff;
    }

    private void table(int at, int width, int end) throws BadAsset {
        long count = bytes.getInt(at) & 0xffffffffL;
        if (count > (end - at - 4) / width) {
            throw broken();
        }
        for (int i = 0; i < count; i++) {
            field(at + 4 + i * width, width);
        }
    }

    /** 8.8.10: times and places are 64 bits wide in version 1. */
    private void access(int body, int end) throws BadAsset {
        int wide = bytes.get(body) == 1 ? 8 : 4;
        int lengths = bytes.getInt(body + 8);
        int entry = 2 * wide + (lengths >> 4 & 3) + (lengths >> 2 & 3) + (lengths & 3) + 3;
        long count = bytes.getInt(body + 12) & 0xffffffffL;
        if (count > (end - body - 16) / entry) {
            throw broken();
        }
        for (int i = 0; i < count; i++) {
            field(body + 16 + i * entry + wide, wide);
        }
    }

    /** 8.11.3; only items that lie in the file itself (construction method 0) have places in it. */
    private void items(int body, int end) throws BadAsset {
        int version = bytes.get(body);
        int sizes = bytes.getShort(body + 4) & 0xffff;
        int offset = sizes >> 12;
        int length = sizes >> 8 & 15;
        int base = sizes >> 4 & 15;
        int index = version == 0 ? 0 : sizes & 15;
        int id = version < 2 ? 2 : 4;
        long count = number(body + 6, id);
        int at = body + 6 + id;
        for (long i = 0; i < count && at < end; i++) {
            at += id;
            boolean inFile = version == 0 || (bytes.getShort(at) & 15) == 0;
            at += version == 0 ? 0 : 2;
            inFile &= bytes.getShort(at) == 0; // of this file
            int start = at + 2;
            long from = number(start, base);
            int extents = bytes.getShort(start + base) & 0xffff;
            int first = start + base + 2;
            int step = index + offset + length;
            if (inFile) {
                item(start, base, from, first + index, offset, step, extents);
            }
            at = first + extents * step;
        }
        if (at > end) {
            throw broken();
        }
    }

    private void item(int start, int base, long from, int first, int offset, int step, int extents) throws BadAsset {
        if (base > 0 && from != 0 && extents > 0) { // one place for all parts: they move together
            long place = from + number(first, offset);
            put(start, base, from + moved.applyAsLong(place) - place);
            return;
        }
        for (int i = 0; i < extents; i++) {
            if (offset == 0) {
                throw new BadAsset("iloc 没有可移动的偏移", "an item has no place that could be moved");
            }
            int at = first + i * step;
            put(at, offset, moved.applyAsLong(from + number(at, offset)) - from);
        }
    }

    private void field(int at, int width) throws BadAsset {
        put(at, width, moved.applyAsLong(number(at, width)));
    }

    private long number(int at, int width) throws BadAsset {
        return switch (width) {
            case 0 -> 0;
            case 2 -> bytes.getShort(at) & 0xffff;
            case 4 -> bytes.getInt(at) & 0xffffffffL;
            case 8 -> bytes.getLong(at);
            default -> throw broken();
        };
    }

    private void put(int at, int width, long value) throws BadAsset {
        if (value < 0 || (width == 4 && value > 0xffff_ffffL) || width < 4) {
            throw new BadAsset("偏移超出字段宽度，文件过大", "a place does not fit its field any more: the file is too large");
        }
        if (width == 4) {
            bytes.putInt(at, (int) value);
        } else {
            bytes.putLong(at, value);
        }
    }
}
