package zhiheng.labels.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Cursor;
import zhiheng.labels.format.Found;

/**
 * The box {@code iloc}: where the bytes of each item are (ISO/IEC 14496-12, 8.11.3), versions 0 to 2 with every width of field.
 *
 * @param widths of offset, length, base offset and index, in bytes: 0, 4 or 8 each
 */
record HeifLocations(int version, Widths widths, List<Location> all) {
    static final int IN_FILE = 0;
    static final int IN_IDAT = 1;

    record Widths(int offset, int length, int base, int index) {}

    record Extent(long index, long offset, long length) {}

    /**
     * @param method of construction: offsets count from the file's start, from the idat box, or inside another item
     * @param reference 0 for this file
     */
    record Location(long id, int method, int reference, long base, List<Extent> extents) {
        boolean inThisFile() {
            return method == IN_FILE && reference == 0;
        }
    }

    static HeifLocations parse(byte[] body, Found found) throws BadFile {
        var in = new Cursor(body, "iloc");
        int version = (int) in.u8();
        in.number(3);
        if (version > 2) {
            throw new BadFile("iloc 版本未知", "the iloc box has the unknown version " + version);
        }
        int sizes = in.u16();
        var widths = new Widths(sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, version == 0 ? 0 : sizes & 15);
        for (int w : new int[] {widths.offset, widths.length, widths.base, widths.index}) {
            if (w != 0 && w != 4 && w != 8) {
                throw new BadFile("iloc 字段宽度无效", "the iloc box has fields of " + w + " bytes");
            }
        }
        long count = version < 2 ? in.u16() : in.u32();
        var all = new ArrayList<Location>();
        for (long i = 0; i < count; i++) {
            found.step();
            long id = version < 2 ? in.u16() : in.u32();
            int method = version == 0 ? IN_FILE : in.u16() & 15;
            int reference = in.u16();
            long base = in.number(widths.base);
            int extents = in.u16();
            var list = new ArrayList<Extent>();
            for (int k = 0; k < extents; k++) {
                found.step();
                list.add(new Extent(in.number(widths.index), in.number(widths.offset), in.number(widths.length)));
            }
            all.add(new Location(id, method, reference, base, List.copyOf(list)));
        }
        return new HeifLocations(version, widths, List.copyOf(all));
    }

    @Nullable
    Location of(long id) {
        return all.stream().filter(l -> l.id == id).findFirst().orElse(null);
    }

    /** Every extent in this file that begins at or behind {@code from} is {@code shift} bytes further on. */
    HeifLocations moved(long from, long shift) {
        var moved = new ArrayList<Location>();
        for (Location l : all) {
            var extents = new ArrayList<Extent>();
            for (Extent e : l.extents) {
                boolean behind = l.inThisFile() && l.base + e.offset >= from;
                extents.add(behind ? new Extent(e.index, e.offset + shift, e.length) : e);
            }
            moved.add(new Location(l.id, l.method, l.reference, l.base, List.copyOf(extents)));
        }
        return new HeifLocations(version, widths, List.copyOf(moved));
    }

    /** With the item at this one place of the file, instead of wherever it was. */
    HeifLocations with(long id, long offset, long length) {
        var list = new ArrayList<>(all);
        list.removeIf(l -> l.id == id);
        list.add(new Location(id, IN_FILE, 0, 0, List.of(new Extent(0, offset, length))));
        return new HeifLocations(id > 0xffff ? 2 : version, widths, List.copyOf(list));
    }

    /** Fields grow to what their values need, and never shrink. */
    byte[] box() throws BadFile {
        int offset = widths.offset;
        int length = widths.length;
        for (Location l : all) {
            for (Extent e : l.extents) {
                offset = Math.max(offset, needed(e.offset));
                length = Math.max(length, needed(e.length));
            }
        }
        var out = new ByteArrayOutputStream();
        put(out, (long) version << 24, 4);
        put(out, offset << 12 | length << 8 | widths.base << 4 | widths.index, 2);
        if (version < 2 && all.size() > 0xffff) {
            throw new BadFile("图像项过多", "the iloc box has no room for another item");
        }
        put(out, all.size(), version < 2 ? 2 : 4);
        for (Location l : all) {
            put(out, l.id, version < 2 ? 2 : 4);
            if (version > 0) {
                put(out, l.method, 2);
            }
            put(out, l.reference, 2);
            put(out, l.base, widths.base);
            put(out, l.extents.size(), 2);
            for (Extent e : l.extents) {
                put(out, e.index, widths.index);
                put(out, e.offset, offset);
                put(out, e.length, length);
            }
        }
        return Box.of("iloc", out.toByteArray());
    }

    private static int needed(long value) {
        return value == 0 ? 0 : value > 0xffff_ffffL ? 8 : 4;
    }

    private static void put(ByteArrayOutputStream out, long value, int width) {
        for (int i = width - 1; i >= 0; i--) {
            out.write((int) (value >> 8 * i));
        }
    }
}
