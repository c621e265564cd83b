package zhiheng.labels.film;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.boxes.BoxTail;
import zhiheng.labels.boxes.ManifestBox;
import zhiheng.labels.boxes.Mp4Metadata;
import zhiheng.labels.boxes.Mp4Offsets;
import zhiheng.labels.boxes.XmpBox;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;

/**
 * MP4, MOV and M4A, whole or fragmented (ISO/IEC 14496-12, QuickTime). The {@code moov} box is rebuilt around the label. If
 * media lie behind it, a neighbouring free box gives the room; without one the media move as a whole, and every absolute
 * offset to them moves along.
 */
public final class Mp4 implements LabelFormat {
    @Override
    public void read(Source in, Found found) throws IOException {
        var boxes = Box.top(in, found.limits());
        var metadata = new Mp4Metadata(in, found.limits());
        metadata.labels(moov(boxes), found);
        ManifestBox.read(in, boxes, found);
        XmpBox.read(in, boxes, found);
        BoxTail.read(in, boxes, found);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        List<Box> boxes = Box.top(in, limits);
        Box moov = moov(boxes);
        if (moov.size() > limits.metadataBytes()) {
            throw new BadFile("moov 数据盒过大", "the moov box is larger than " + limits.metadataBytes() + " bytes");
        }
        byte[] rebuilt = new Mp4Metadata(in, limits).withLabel(moov, label.json());
        var edits = new Edits();
        long growth = rebuilt.length - moov.size();
        Box free = freeBehind(boxes, moov);
        if (free != null && fits(free.size(), growth)) {
            long left = free.size() - growth;
            edits.replace(moov.at(), moov.size() + free.size(), Edits.join(rebuilt, padding(left)));
        } else if (growth <= -8 || growth == 0 || nothingBehind(boxes, moov)) {
            edits.replace(moov.at(), moov.size(), growth <= -8 ? Edits.join(rebuilt, padding(-growth)) : rebuilt);
        } else {
            try {
                // items of a still picture (iloc) hold absolute offsets, too: such files keep their media in place
                if (boxes.stream().anyMatch(b -> b.type().equals("meta"))) {
                    throw new Mp4Offsets.TooFar();
                }
                var offsets = new Mp4Offsets(in, limits, moov.end(), growth);
                edits.replace(moov.at(), moov.size(), offsets.moved(rebuilt));
                offsets.patchFragments(boxes, edits);
            } catch (Mp4Offsets.TooFar e) {
                edits = atTheEnd(boxes, moov, new Mp4Metadata(in, limits).withLabel(moov, label.json()), in);
            }
        }
        XmpBox.clear(in, boxes, edits, limits);
        BoxTail.clear(in, boxes, edits);
        edits.apply(in, out);
    }

    /** Where 32-bit offsets would overflow, nothing moves: the old place becomes free and moov goes last. */
    private static Edits atTheEnd(List<Box> boxes, Box moov, byte[] rebuilt, Source in) throws IOException {
        if (boxes.stream().anyMatch(b -> b.type().equals("moof"))
                || in.u32(boxes.getLast().at()) == 0) {
            throw new BadFile(
                    "数据偏移超出 32 位, 无法加入标识", "offsets would exceed 32 bits; remux the file with 64-bit offsets first");
        }
        var edits = new Edits();
        edits.replace(moov.at() + 4, 4, Edits.latin1("free"));
        edits.replace(boxes.getLast().end(), 0, rebuilt);
        return edits;
    }

    private static Box moov(List<Box> boxes) throws BadFile {
        List<Box> all = boxes.stream().filter(b -> b.type().equals("moov")).toList();
        if (all.size() != 1) {
            throw new BadFile(
                    all.isEmpty() ? "没有 moov 数据盒" : "有多个 moov 数据盒",
                    all.isEmpty() ? "the file is incomplete: there is no moov box" : "there is more than one moov box");
        }
        return all.getFirst();
    }

    private static @Nullable Box freeBehind(List<Box> boxes, Box moov) {
        int next = boxes.indexOf(moov) + 1;
        boolean free = next < boxes.size()
                && List.of("free", "skip").contains(boxes.get(next).type());
        return free ? boxes.get(next) : null;
    }

    private static boolean fits(long room, long growth) {
        long left = room - growth;
        return left == 0 || (left >= 8 && left < 64 << 20);
    }

    private static byte[] padding(long size) {
        return size == 0 ? new byte[0] : Box.of("free", new byte[(int) size - 8]);
    }

    private static boolean nothingBehind(List<Box> boxes, Box moov) {
        var harmless = List.of("free", "skip", "wide", "uuid", "udta");
        return boxes.stream().filter(b -> b.at() > moov.at()).allMatch(b -> harmless.contains(b.type()));
    }
}
