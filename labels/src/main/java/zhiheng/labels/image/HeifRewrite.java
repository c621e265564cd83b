package zhiheng.labels.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.boxes.Mp4Metadata;
import zhiheng.labels.boxes.Mp4Offsets;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;

/**
 * Changes metadata items of a HEIF file. A packet that fits goes where the old one is. Otherwise it goes into a media data box of
 * its own behind {@code meta}, taking the room of free boxes and of its predecessor there; what lies behind moves as a
 * whole, and every offset to it moves along. The bytes of images are only ever copied.
 */
final class HeifRewrite {
    /** Slack up to this size stays inside the packet as blanks, more becomes a free box. */
    private static final int SLACK = 2048;

    private record Patch(HeifItems.Range where, byte[] with) {}

    private final Source in;
    private final List<Box> top;
    private final HeifItems items;
    private final Limits limits;
    private final List<Patch> patches = new ArrayList<>();

    HeifRewrite(Source in, List<Box> top, HeifItems items, Limits limits) {
        this.in = in;
        this.top = top;
        this.items = items;
        this.limits = limits;
    }

    /** Puts a text of at most the same length into the place of an item, blanks behind it. */
    void overwrite(HeifItems.Item item, byte[] text) throws IOException {
        if (!fits(item, text)) {
            throw new BadFile(
                    "另一个 XMP 项中的标识无法移除合并",
                    "the label in the XMP item " + item.id() + " cannot be gathered: the item is compressed or shared");
        }
        int at = 0;
        for (HeifItems.Range r : items.ranges(item.id())) {
            byte[] part = new byte[Math.toIntExact(r.length())];
            Arrays.fill(part, (byte) ' ');
            int n = Math.min(part.length, text.length - at);
            System.arraycopy(text, at, part, 0, n);
            at += n;
            patches.add(new Patch(r, part));
        }
    }

    private boolean fits(HeifItems.Item item, byte[] text) throws IOException {
        long room = items.ranges(item.id()).stream()
                .mapToLong(HeifItems.Range::length)
                .sum();
        return item.encoding().isEmpty() && text.length <= room && !items.shared(item);
    }

    void blank(HeifItems.Item item, HeifItems.Range range) throws IOException {
        if (items.shared(item)) {
            throw new BadFile("Exif 项与其他项共用数据", "the Exif item shares its bytes with another item");
        }
        byte[] blanks = new byte[Math.toIntExact(range.length())];
        Arrays.fill(blanks, (byte) ' ');
        patches.add(new Patch(range, blanks));
    }

    /** @param own the item that takes the packet; without one, an item is added that describes the primary image */
    Edits with(HeifItems.@Nullable Item own, byte[] packet) throws IOException {
        if (own != null && items.describesPrimary(own) && fits(own, packet)) {
            overwrite(own, packet);
            var edits = new Edits();
            patch(edits, List.of());
            moov(edits, items.meta.end(), 0);
            return edits;
        }
        List<Box> room = room(own);
        if (own != null && !items.shared(own)) {
            blankAll(own);
        }
        long id = own == null ? items.freeId() : own.id();
        long end = room.getLast().end();
        long space = end - items.meta.at();
        long shift = 0;
        byte[] data = Box.of("mdat", packet);
        byte[] meta = meta(own, id, end, shift, items.meta.at(), packet.length);
        for (int pass = 0;
                ;
                pass++) { // the fields of iloc may have to grow once for offsets, once for their own growth
            long left = space - meta.length - data.length;
            byte[] padding = new byte[0];
            if (left >= 0 && left <= SLACK) {
                data = Box.of("mdat", Arrays.copyOf(packet, packet.length + (int) left));
                Arrays.fill(data, 8 + packet.length, data.length, (byte) ' ');
            } else if (left > SLACK && left < 64 << 20) {
                padding = Box.of("free", new byte[(int) left - 8]);
            } else {
                shift = -left;
            }
            byte[] again = meta(own, id, end, shift, items.meta.at() + meta.length + 8, data.length - 8);
            if (again.length == meta.length) {
                var edits = new Edits();
                edits.replace(items.meta.at(), space, Edits.join(again, data, padding));
                patch(edits, room);
                moov(edits, end, shift);
                return edits;
            }
            if (pass == 4) {
                throw new BadFile("iloc 无法重写", "the iloc box cannot be rewritten");
            }
            meta = again;
            data = Box.of("mdat", packet);
            shift = 0;
        }
    }

    private void blankAll(HeifItems.Item own) throws IOException {
        for (HeifItems.Range r : items.ranges(own.id())) {
            byte[] blanks = new byte[Math.toIntExact(r.length())];
            Arrays.fill(blanks, (byte) ' ');
            patches.add(new Patch(r, blanks));
        }
    }

    /** The meta box and the boxes behind it that may be taken: free ones and the old packet's own. */
    private List<Box> room(HeifItems.@Nullable Item own) throws IOException {
        var room = new ArrayList<Box>();
        room.add(items.meta);
        List<HeifItems.Range> old = own == null || items.shared(own) ? List.of() : items.ranges(own.id());
        for (Box box : top.subList(top.indexOf(items.meta) + 1, top.size())) {
            boolean free = box.type().equals("free") || box.type().equals("skip");
            boolean packet = box.type().equals("mdat")
                    && old.size() == 1
                    && old.getFirst().at() == box.body()
                    && old.getFirst().length() == box.end() - box.body();
            if ((!free && !packet) || (free && used(box))) {
                return room;
            }
            room.add(box);
        }
        return room;
    }

    /** Nothing forbids an item to live in a free box. */
    private boolean used(Box box) throws IOException {
        var range = new HeifItems.Range(box.at(), box.size());
        for (var l : items.locations.all()) {
            if (l.inThisFile() && items.ranges(l.id()).stream().anyMatch(range::touches)) {
                return true;
            }
        }
        return false;
    }

    private byte[] meta(HeifItems.@Nullable Item own, long id, long from, long shift, long at, long length)
            throws IOException {
        byte[] places = items.locations.moved(from, shift).with(id, at, length).box();
        boolean link = own == null || !items.describesPrimary(own);
        var parts = new ArrayList<byte[]>();
        parts.add(in.bytes(items.meta.body(), 4));
        for (Box box : items.boxes) {
            parts.add(
                    switch (box.type()) {
                        case "iloc" -> places;
                        case "iinf" -> infos(box, own, id);
                        case "iref" -> link ? links(box, id) : raw(box);
                        default -> raw(box);
                    });
        }
        if (items.box("iloc") == null || items.box("iinf") == null) {
            throw new BadFile("缺少 iloc 或 iinf 数据盒", "the file lacks the box iloc or iinf");
        }
        if (items.box("iref") == null && link) {
            parts.add(Box.of("iref", Edits.u32(id > 0xffff ? 1L << 24 : 0), reference(id, id > 0xffff)));
        }
        return Box.of("meta", parts.toArray(byte[][]::new));
    }

    private byte[] infos(Box list, HeifItems.@Nullable Item own, long id) throws IOException {
        boolean wide = items.wideCount(list);
        long count = (wide ? in.u32(list.body() + 4) : in.u16(list.body() + 4)) + (own == null ? 1 : 0);
        if (!wide && count > 0xffff) {
            throw new BadFile("图像项过多", "the iinf box has no room for another item");
        }
        var parts = new ArrayList<byte[]>();
        parts.add(in.bytes(list.body(), 4));
        parts.add(wide ? Edits.u32(count) : u16(count));
        for (Box box : Box.list(in, list.body() + (wide ? 8 : 6), list.end(), limits)) {
            parts.add(own != null && box.equals(own.box()) && !own.encoding().isEmpty() ? info(id) : raw(box));
        }
        if (own == null) {
            parts.add(info(id));
        }
        return Box.of("iinf", parts.toArray(byte[][]::new));
    }

    private static byte[] info(long id) {
        boolean wide = id > 0xffff;
        return Box.of(
                "infe",
                Edits.u32(wide ? 3L << 24 : 2L << 24),
                wide ? Edits.u32(id) : u16(id),
                u16(0),
                Edits.latin1("mimeXMP\0application/rdf+xml\0"));
    }

    private byte[] links(Box links, long id) throws IOException {
        boolean wide = in.u8(links.body()) != 0;
        if (!wide && id > 0xffff) {
            throw new BadFile("项编号超出 iref 的范围", "the iref box cannot hold the number of another item");
        }
        return Box.of("iref", items.body(links), reference(id, wide));
    }

    private byte[] reference(long id, boolean wide) throws BadFile {
        return wide
                ? Box.of("cdsc", Edits.u32(id), u16(1), Edits.u32(items.primary()))
                : Box.of("cdsc", u16(id), u16(1), u16(items.primary()));
    }

    private static byte[] u16(long value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    /** A child of meta with the patches that fall into it. */
    private byte[] raw(Box box) throws IOException {
        byte[] bytes = in.bytes(box.at(), box.size(), limits);
        for (Patch p : patches) {
            if (p.where.at() >= box.at() && p.where.at() + p.with.length <= box.end()) {
                System.arraycopy(p.with, 0, bytes, (int) (p.where.at() - box.at()), p.with.length);
            }
        }
        return bytes;
    }

    /** The patches outside of the boxes that are written anew anyway. */
    private void patch(Edits edits, List<Box> rewritten) throws BadFile {
        for (Patch p : patches) {
            if (rewritten.stream().noneMatch(b -> p.where.at() >= b.at() && p.where.at() < b.end())) {
                edits.replace(p.where.at(), p.with.length, p.with);
            }
        }
    }

    /** The film of an image sequence: its offsets follow, and a label there is gathered into the item. */
    private void moov(Edits edits, long from, long shift) throws IOException {
        Box moov = Heif.single(top, "moov");
        if (moov == null) {
            return;
        }
        var found = new Found(limits);
        var metadata = new Mp4Metadata(in, limits);
        metadata.labels(moov, found);
        if (found.labels().isEmpty() && shift == 0) {
            return;
        }
        byte[] bytes = in.bytes(moov.at(), moov.size(), limits);
        if (!found.labels().isEmpty()) {
            byte[] cleared = metadata.withLabel(moov, null);
            bytes = cleared.length == bytes.length
                    ? cleared
                    : Edits.join(cleared, Box.of("free", new byte[bytes.length - cleared.length - 8]));
        }
        try {
            if (shift != 0) {
                if (TextBytes.latin1(bytes).contains("iloc")) {
                    throw new BadFile(
                            "影片中另有图像项, 无法移动数据",
                            "the film holds items of its own, so that nothing may move to make room");
                }
                var offsets = new Mp4Offsets(in, limits, from, shift);
                offsets.moved(bytes);
                offsets.patchFragments(top, edits);
            }
            edits.replace(moov.at(), moov.size(), bytes);
        } catch (Mp4Offsets.TooFar e) {
            throw new BadFile(
                    "数据偏移超出 32 位, 无法加入标识", "offsets would exceed 32 bits; remux the file with 64-bit offsets first");
        }
    }
}
