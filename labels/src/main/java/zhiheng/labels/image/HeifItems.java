package zhiheng.labels.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Cursor;
import zhiheng.labels.bytes.Inflate;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;

/** The items of a HEIF file as its {@code meta} box lists them (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12). */
final class HeifItems {
    private static final String XMP = "application/rdf+xml";

    /**
     * @param content its MIME type, or nothing
     * @param encoding how the content is compressed, or nothing
     */
    record Item(long id, String type, String content, String encoding, boolean secret, Box box) {
        boolean xmp() {
            return type.equals("mime") && content.equals(XMP);
        }
    }

    /** Bytes of the file. */
    record Range(long at, long length) {
        boolean touches(Range o) {
            return at < o.at + o.length && o.at < at + length;
        }
    }

    private record Reference(String type, long from, List<Long> to) {}

    final Box meta;
    final List<Box> boxes;
    final HeifLocations locations;
    final List<Item> items = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Source in;
    private final Limits limits;
    private long primary = -1;
    private long highest;

    HeifItems(Source in, Box meta, Found found) throws IOException {
        this.in = in;
        this.meta = meta;
        this.limits = found.limits();
        this.boxes = Box.list(in, meta.body() + 4, meta.end(), limits);
        Box places = box("iloc");
        this.locations = places == null
                ? new HeifLocations(0, new HeifLocations.Widths(4, 4, 0, 0), List.of())
                : HeifLocations.parse(body(places), found);
        locations.all().forEach(l -> highest = Math.max(highest, l.id()));
        Box list = box("iinf");
        if (list != null) {
            infos(list, found);
        }
        Box links = box("iref");
        if (links != null) {
            links(links, found);
        }
        Box main = box("pitm");
        if (main != null) {
            var c = new Cursor(body(main), "pitm");
            primary = c.u32() >> 24 == 0 ? c.u16() : c.u32();
        }
        Box groups = box("grpl");
        if (groups != null) {
            for (Box group : groups.children(in, limits)) {
                found.step();
                var c = new Cursor(in.bytes(group.body(), Math.min(8, group.end() - group.body())), "grpl");
                c.u32();
                highest = Math.max(highest, c.u32()); // groups share the numbers of items
            }
        }
    }

    /** The child of this type, of which there may be one at most. */
    @Nullable
    Box box(String type) throws BadFile {
        List<Box> all = boxes.stream().filter(b -> b.type().equals(type)).toList();
        if (all.size() > 1) {
            throw new BadFile("有多个 " + type + " 数据盒", "there is more than one box " + type);
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    byte[] body(Box box) throws IOException {
        return in.bytes(box.body(), box.end() - box.body(), limits);
    }

    private void infos(Box list, Found found) throws IOException {
        for (Box box : Box.list(in, list.body() + (wideCount(list) ? 8 : 6), list.end(), limits)) {
            found.step();
            if (!box.type().equals("infe")) {
                continue;
            }
            var c = new Cursor(body(box), "infe");
            long version = c.u32() >> 24;
            long id = version < 3 ? c.u16() : c.u32();
            boolean secret = c.u16() != 0;
            String type = version < 2 ? "mime" : c.code();
            c.text();
            boolean mime = type.equals("mime");
            items.add(new Item(id, type, mime ? c.text() : "", mime ? c.text() : "", secret, box));
            highest = Math.max(highest, id);
        }
    }

    boolean wideCount(Box list) throws IOException {
        return in.u8(list.body()) != 0;
    }

    private void links(Box links, Found found) throws IOException {
        int width = in.u8(links.body()) == 0 ? 2 : 4;
        for (Box box : Box.list(in, links.body() + 4, links.end(), limits)) {
            var c = new Cursor(body(box), "iref");
            long from = c.number(width);
            int count = c.u16();
            var to = new ArrayList<Long>();
            for (int i = 0; i < count; i++) {
                found.step();
                to.add(c.number(width));
            }
            references.add(new Reference(box.type(), from, to));
        }
    }

    long primary() throws BadFile {
        if (primary < 0) {
            throw new BadFile("没有主图像", "the file names no primary item that a label could describe");
        }
        return primary;
    }

    long freeId() throws BadFile {
        if (highest >= 0xffff_ffffL) {
            throw new BadFile("没有可用的项编号", "no number is left for another item");
        }
        return highest + 1;
    }

    /** Whether the item says that it describes the primary image. */
    boolean describesPrimary(Item item) {
        return references.stream().anyMatch(r -> r.type.equals("cdsc") && r.from == item.id && r.to.contains(primary));
    }

    private boolean describesAnything(Item item) {
        return references.stream().anyMatch(r -> r.type.equals("cdsc") && r.from == item.id);
    }

    /** The XMP of the primary image: by its reference, else one that describes nothing in particular. */
    @Nullable
    Item primaryXmp() {
        Item loose = null;
        for (Item item : items) {
            if (item.xmp() && describesPrimary(item)) {
                return item;
            }
            if (item.xmp() && loose == null && !describesAnything(item)) {
                loose = item;
            }
        }
        return loose;
    }

    /** Where the bytes of an item lie in the file; extents of length 0 reach to the end of what holds them. */
    List<Range> ranges(long id) throws IOException {
        HeifLocations.Location l = locations.of(id);
        if (l == null) {
            return List.of();
        }
        Box idat = l.method() == HeifLocations.IN_IDAT ? box("idat") : null;
        if (l.reference() != 0 || l.method() > 1 || (l.method() == 1 && idat == null)) {
            throw new BadFile(
                    "元数据项的存放方式暂不支持",
                    "the item " + id + " is stored outside this file or inside another item, where it is not read");
        }
        long from = idat == null ? 0 : idat.body();
        long end = idat == null ? in.size() : idat.end();
        var ranges = new ArrayList<Range>();
        for (var e : l.extents()) {
            long offset = l.base() + e.offset(); // negative when the sum overflows
            long length = e.length() == 0 ? Math.max(0, end - from - offset) : e.length();
            if (offset < 0 || offset > end - from || length > end - from - offset) {
                throw new BadFile("图像项超出范围", "the item " + id + " lies outside of what should hold it");
            }
            ranges.add(new Range(from + offset, length));
        }
        return ranges;
    }

    /** A file that lacks bytes of any item is incomplete. */
    void requireAll() throws IOException {
        for (var l : locations.all()) {
            if (l.method() <= 1 && l.reference() == 0) {
                ranges(l.id());
            }
        }
    }

    byte[] data(Item item) throws IOException {
        if (item.secret) {
            throw new BadFile("元数据项已加密", "the item " + item.id + " is protected");
        }
        List<Range> ranges = ranges(item.id);
        long total = ranges.stream().mapToLong(Range::length).sum();
        if (total > Inflate.MAX) {
            throw new BadFile("元数据项过大", "the item " + item.id + " is larger than " + Inflate.MAX + " bytes");
        }
        var out = new ByteArrayOutputStream();
        for (Range r : ranges) {
            out.writeBytes(in.bytes(r.at, r.length));
        }
        byte[] raw = out.toByteArray();
        return switch (item.encoding) {
            case "" -> raw;
            case "deflate", "compress_zlib" -> Inflate.all(raw, 0, false, Inflate.MAX);
            default -> throw new BadFile("元数据项的压缩方式暂不支持", "the item " + item.id + " is encoded as " + item.encoding);
        };
    }

    /** Whether bytes of this item belong to another item, too. */
    boolean shared(Item item) throws IOException {
        List<Range> own = ranges(item.id);
        for (var l : locations.all()) {
            if (l.id() == item.id || l.method() > 1 || l.reference() != 0) {
                continue;
            }
            for (Range r : ranges(l.id())) {
                if (own.stream().anyMatch(r::touches)) {
                    return true;
                }
            }
        }
        return false;
    }
}
