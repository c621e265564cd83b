package zhiheng.labels.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.boxes.BoxTail;
import zhiheng.labels.boxes.ManifestBox;
import zhiheng.labels.boxes.Mp4Metadata;
import zhiheng.labels.boxes.XmpBox;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * HEIF, HEIC and AVIF: the label is in the XMP packet of a {@code mime} item that describes the primary image (ISO/IEC
 * 23008-12, annex A). Sequences without still items are labelled as the films they are.
 */
public final class Heif implements LabelFormat {
    private final LabelFormat film;

    /** @param film how a file of these boxes without a still is labelled */
    public Heif(LabelFormat film) {
        this.film = film;
    }

    @Override
    public void read(Source in, Found found) throws IOException {
        List<Box> boxes = Box.top(in, found.limits());
        Box meta = single(boxes, "meta");
        if (meta == null) {
            film.read(in, found);
            return;
        }
        var items = new HeifItems(in, meta, found);
        for (var item : items.items) {
            found.step();
            if (item.xmp()) {
                xmp(items, item, found);
            } else if (item.type().equals("Exif")) {
                exif(in, items, item, found);
            }
        }
        items.requireAll();
        Box moov = single(boxes, "moov");
        if (moov != null) {
            new Mp4Metadata(in, found.limits()).labels(moov, found, Deviation.WRONG_PLACE);
        }
        ManifestBox.read(in, boxes, found);
        XmpBox.read(in, boxes, found);
        BoxTail.read(in, boxes, found);
    }

    private static void xmp(HeifItems items, HeifItems.Item item, Found found) throws IOException {
        var seen = new ArrayList<Deviation>();
        if (!item.encoding().isEmpty()) {
            seen.add(Deviation.COMPRESSED);
        }
        Xmp.read("XMP item " + item.id(), items.data(item), found, seen.toArray(Deviation[]::new));
    }

    /** An Exif item begins with the distance to its TIFF header. */
    private static List<Exif.Range> exif(Source in, HeifItems items, HeifItems.Item item, Found found)
            throws IOException {
        List<HeifItems.Range> ranges = items.ranges(item.id());
        if (ranges.isEmpty() || ranges.getFirst().length() < 12) {
            return List.of();
        }
        if (ranges.size() > 1) {
            throw new BadFile("Exif 项分为多段, 暂不读取", "the Exif item is stored in pieces, which are not read");
        }
        HeifItems.Range r = ranges.getFirst();
        long start = r.at() + 4 + in.u32(r.at());
        return Exif.read(in, start, r.at() + r.length(), found);
    }

    static @Nullable Box single(List<Box> boxes, String type) throws BadFile {
        List<Box> all = boxes.stream().filter(b -> b.type().equals(type)).toList();
        if (all.size() > 1) {
            throw new BadFile("有多个 " + type + " 数据盒", "there is more than one box " + type);
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        List<Box> boxes = Box.top(in, limits);
        Box meta = single(boxes, "meta");
        if (meta == null) {
            film.write(in, out, label, limits);
            return;
        }
        var scratch = new Found(limits);
        var items = new HeifItems(in, meta, scratch);
        HeifItems.Item own = items.primaryXmp();
        byte[] old = own == null ? null : items.data(own);
        byte[] packet = Jpeg.merged(old, label);
        var rewrite = new HeifRewrite(in, boxes, items, limits);
        for (var item : items.items) {
            if (item.xmp() && item != own) {
                int before = scratch.labels().size();
                xmp(items, item, scratch);
                if (scratch.labels().size() > before) {
                    rewrite.overwrite(item, Xmp.without(items.data(item)));
                }
            } else if (item.type().equals("Exif")) {
                for (Exif.Range r : exif(in, items, item, scratch)) {
                    rewrite.blank(item, new HeifItems.Range(r.from(), r.to() - r.from()));
                }
            }
        }
        Edits edits = rewrite.with(own, packet);
        XmpBox.clear(in, boxes, edits, limits);
        BoxTail.clear(in, boxes, edits);
        edits.apply(in, out);
    }
}
