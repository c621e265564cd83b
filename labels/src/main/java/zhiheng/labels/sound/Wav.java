package zhiheng.labels.sound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * WAV, and its 64-bit forms RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088). The label is a chunk {@code AIGC} of its own; it
 * goes in front of the samples, which therefore may be of unknown length (a stream's WAV).
 */
public final class Wav implements LabelFormat {
    private static final long UNKNOWN = 0xffffffffL;

    private record Layout(List<Riff> chunks, Riff data, boolean wide) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        Layout layout = layout(in, found);
        for (Riff chunk : layout.chunks) {
            if (chunk.id().equals("C2PA")) {
                found.binds(Binding.C2PA);
            } else if (chunk.id().equals("AIGC")) {
                String text = chunk.text(in, found.limits());
                if (chunk.at() > layout.data.at()) {
                    found.named("AIGC chunk", text, Deviation.AFTER_PAYLOAD);
                } else {
                    found.named("AIGC chunk", text);
                }
            } else if (chunk.list(in, "INFO")) {
                for (Riff info : Riff.list(in, chunk.body() + 4, chunk.end(), found)) {
                    if (info.holdsLabel(in, found.limits())) {
                        found.label("LIST INFO " + info.id(), info.text(in, found.limits()), Deviation.WRONG_PLACE);
                    }
                }
            } else if (chunk.id().equals("_PMX")) {
                Xmp.read(
                        "XMP chunk _PMX",
                        in.bytes(chunk.body(), chunk.end() - chunk.body(), found.limits()),
                        found,
                        Deviation.WRONG_PLACE);
            } else if (id3(chunk)) {
                for (Id3.Frame frame : tag(in, chunk, found.limits()).frames()) {
                    var text = Id3.label(frame);
                    if (text != null) {
                        found.label("id3 chunk " + frame.id(), text.value(), Deviation.WRONG_PLACE);
                    }
                }
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var found = new Found(limits);
        Layout layout = layout(in, found);
        var edits = new Edits();
        byte[] chunk = Riff.chunk("AIGC", label.json().getBytes(StandardCharsets.UTF_8));
        boolean placed = false;
        for (Riff old : layout.chunks) {
            if (old.id().equals("AIGC")) {
                boolean here = !placed && old.at() < layout.data.at();
                edits.replace(old.at(), present(in, layout, old), here ? chunk : new byte[0]);
                placed |= here;
            } else if (old.list(in, "INFO")) {
                List<Riff> items = Riff.list(in, old.body() + 4, old.end(), found);
                boolean labelled = false;
                for (Riff item : items) {
                    labelled |= item.holdsLabel(in, limits);
                }
                if (labelled) {
                    edits.replace(old.at(), present(in, layout, old), Riff.info(in, items, limits, null));
                }
            } else if (old.id().equals("_PMX")) {
                edits.replace(
                        old.body(),
                        old.end() - old.body(),
                        Xmp.cleared(in.bytes(old.body(), old.end() - old.body(), limits)));
            } else if (id3(old)) {
                Id3 tag = tag(in, old, limits);
                if (tag.frames().stream().anyMatch(f -> Id3.label(f) != null)) {
                    edits.replace(old.at(), present(in, layout, old), Riff.chunk(old.id(), tag.withLabel(null, 0)));
                }
            }
        }
        if (!placed) {
            edits.replace(layout.data.at(), 0, chunk);
        }
        sizes(in, layout, edits);
        edits.apply(in, out);
    }

    /** A chunk may lack its padding byte. */
    private static long present(Source in, Layout layout, Riff chunk) {
        int next = layout.chunks.indexOf(chunk) + 1;
        long end = next < layout.chunks.size() ? layout.chunks.get(next).at() : in.size();
        return Math.min(chunk.next(), end) - chunk.at();
    }

    /** Behind the padding, or, where nothing that fits stands there, right behind the content: some writers leave the padding out. */
    private static long next(Source in, Riff chunk) throws IOException {
        return chunk.next() == chunk.end() || fits(in, chunk.next()) || !fits(in, chunk.end())
                ? chunk.next()
                : chunk.end();
    }

    private static boolean fits(Source in, long at) throws IOException {
        if (at + 8 > in.size()) {
            return at >= in.size();
        }
        for (byte b : in.bytes(at, 4)) {
            if (b < 0x20) {
                return false;
            }
        }
        long size = in.u32le(at + 4);
        return size == UNKNOWN || at + 8 + size <= in.size();
    }

    private static boolean id3(Riff chunk) {
        return chunk.id().equalsIgnoreCase("id3 ");
    }

    private static Id3 tag(Source in, Riff chunk, Limits limits) throws IOException {
        byte[] bytes = in.bytes(chunk.body(), chunk.end() - chunk.body(), limits);
        return Id3.length(bytes) == 0 ? Id3.empty() : Id3.parse(bytes);
    }

    private static Layout layout(Source in, Found found) throws IOException {
        boolean wide = !in.matches(0, "RIFF");
        long dataSize = UNKNOWN;
        var chunks = new ArrayList<Riff>();
        Riff data = null;
        long at = 12;
        if (wide) {
            if (!in.matches(12, "ds64")) {
                throw new BadFile("缺少 ds64 块", "the ds64 chunk is missing");
            }
            dataSize = in.u64le(28);
        }
        while (at + 8 <= in.size()) {
            found.step();
            Riff chunk = Riff.at(in, at);
            if (chunk.id().equals("data") && data == null) {
                if (chunk.end() == chunk.body() + UNKNOWN) {
                    long end = dataSize == UNKNOWN || dataSize > in.size() ? in.size() : chunk.body() + dataSize;
                    if (wide && end != chunk.body() + dataSize) {
                        throw Riff.beyond(chunk);
                    }
                    chunk = new Riff("data", at, end);
                }
                data = chunk;
            }
            if (chunk.end() > in.size()) {
                throw Riff.beyond(chunk);
            }
            chunks.add(chunk);
            at = next(in, chunk);
        }
        if (data == null || (at < in.size() && wide)) {
            throw new BadFile("文件不完整: 没有 data 块", "the file is incomplete: there is no data chunk");
        }
        long size = wide ? in.u64le(20) : in.u32le(4);
        boolean unknown = !wide && (size == UNKNOWN || size == 0);
        if (!unknown && size - 1 > in.size() - 8) {
            throw new BadFile("文件不完整", "the file is incomplete: it is shorter than its header declares");
        }
        return new Layout(chunks, data, wide);
    }

    private static void sizes(Source in, Layout layout, Edits edits) throws IOException {
        long growth = edits.growth();
        if (layout.wide) {
            edits.replace(20, 8, Edits.u64le(in.u64le(20) + growth));
        } else {
            long size = in.u32le(4);
            if (size != UNKNOWN && size != 0) {
                if (size + growth >= UNKNOWN) {
                    throw new BadFile("文件将超过 4 GB, 请先转换为 RF64", "the file would exceed 4 GB; convert it to RF64 first");
                }
                edits.replace(4, 4, Edits.u32le(size + growth));
            }
        }
    }
}
