package zhiheng.labels.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.XmlSight;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;

/**
 * JPEG XL (ISO/IEC 18181-2): the label is in the XMP of a box {@code xml }, in front of the codestream. A bare codestream has no place
 * for metadata; it is put into the container that the standard gives it, byte for byte.
 */
public final class Jxl implements LabelFormat {
    private static final byte[] BARE = {(byte) 0xff, 0x0a};
    private static final byte[] HEAD = Edits.join(
            Box.of("JXL ", new byte[] {13, 10, (byte) 0x87, 10}),
            Box.of("ftyp", Edits.latin1("jxl "), Edits.u32(0), Edits.latin1("jxl ")));
    private static final String XML = "xml ";
    private static final long NARROW = 0xffffffffL;

    @Override
    public void read(Source in, Found found) throws IOException {
        if (in.matches(0, BARE)) {
            return;
        }
        for (Box box : boxes(in, found.limits())) {
            found.step();
            switch (box.type()) {
                case XML -> Xmp.read("XMP box", content(in, box, found.limits()), found);
                case "Exif" -> exif(in, box, found);
                case "jumb" -> manifest(in, box, found);
                default -> {}
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        if (in.matches(0, BARE)) {
            out.write(HEAD);
            out.write(Box.of(XML, Xmp.fresh(label)));
            out.write(
                    in.size() + 8 <= NARROW
                            ? Edits.join(Edits.u32(in.size() + 8), Edits.latin1("jxlc"))
                            : Edits.join(Edits.u32(1), Edits.latin1("jxlc"), Edits.u64(in.size() + 16)));
            out.copy(in, 0, in.size());
            return;
        }
        List<Box> boxes = boxes(in, limits);
        var edits = new Edits();
        boolean placed = false;
        boolean jpeg = boxes.stream().anyMatch(box -> box.type().equals("jbrd"));
        for (Box box : boxes) {
            if (box.type().equals(XML) && isXmp(content(in, box, limits))) {
                if (jpeg) {
                    throw new BadFile(
                            "文件保存着可无损还原的 JPEG 及其 XMP, 改动会使其无法还原; 请先还原为 JPEG 再打标识",
                            "the file holds a JPEG to be restored bit for bit with its XMP, which a change would prevent;"
                                    + " restore the JPEG and label that");
                }
                byte[] old = content(in, box, limits);
                byte[] packet = placed ? Xmp.without(old) : Jpeg.merged(old, label);
                placed = true;
                edits.replace(box.at(), box.size(), Box.of(XML, packet));
            } else if (box.type().equals("Exif")) {
                for (Exif.Range range : exif(in, box, new Found(limits))) {
                    edits.replace(range.from(), range.to() - range.from(), blanks(range));
                }
            }
        }
        if (!placed) {
            edits.replace(codestream(boxes).at(), 0, Box.of(XML, Xmp.fresh(label)));
        }
        edits.apply(in, out);
    }

    /** As another parser of XML sees the XMP. */
    @Override
    public List<String> seenByOthers(Source in, Limits limits) throws IOException {
        var seen = new ArrayList<String>();
        for (Box box : boxes(in, limits)) {
            if (box.type().equals(XML)) {
                seen.addAll(XmlSight.labels(content(in, box, limits)));
            }
        }
        return seen;
    }

    private static byte[] blanks(Exif.Range range) {
        var blanks = new byte[(int) (range.to() - range.from())];
        java.util.Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static boolean isXmp(byte[] xml) {
        return TextBytes.latin1(xml).replace("\0", "").contains("22-rdf-syntax-ns#");
    }

    private static byte[] content(Source in, Box box, Limits limits) throws IOException {
        return in.bytes(box.body(), box.end() - box.body(), limits);
    }

    /** The distance to the TIFF header comes first, as in a HEIF item. */
    private static List<Exif.Range> exif(Source in, Box box, Found found) throws IOException {
        return box.end() - box.body() < 12
                ? List.of()
                : Exif.read(in, box.body() + 4 + in.u32(box.body()), box.end(), found);
    }

    /** A JUMBF superbox of the kind that C2PA gives to its stores (C2PA 2.2, 11.1.4.2). */
    private static void manifest(Source in, Box box, Found found) throws IOException {
        if (in.matches(box.body() + 4, "jumdc2pa")) {
            found.binds(Binding.C2PA);
        }
    }

    private static List<Box> boxes(Source in, Limits limits) throws IOException {
        List<Box> boxes = Box.top(in, limits);
        @Nullable Box last = null;
        for (Box box : boxes) {
            if (box.type().equals("brob") && (in.matches(box.body(), XML) || in.matches(box.body(), "Exif"))) {
                throw new BadFile(
                        "元数据以 Brotli 压缩, 无法读取", "the metadata are compressed by Brotli, which is not read here");
            }
            last = box.type().equals("jxlp") ? box : last;
        }
        codestream(boxes);
        if (last != null && (in.u32(last.body()) & 0x80000000L) == 0) {
            throw new BadFile("文件不完整: 缺少码流的末段", "the file is incomplete: the last part of the codestream is missing");
        }
        return boxes;
    }

    private static Box codestream(List<Box> boxes) throws BadFile {
        return boxes.stream()
                .filter(box -> box.type().equals("jxlc") || box.type().equals("jxlp"))
                .findFirst()
                .orElseThrow(() -> new BadFile("文件不完整: 没有码流", "the file is incomplete: there is no codestream"));
    }
}
