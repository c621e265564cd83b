package zhiheng.labels.sound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * AIFF and AIFF-C (Apple, 1989 and 1991): chunks with big-endian sizes, padded to even bytes. The label is the frame
 * {@code TXXX:AIGC} of an ID3v2 tag in a chunk {@code ID3 }, in front of the samples, as players read it.
 */
public final class Aiff implements LabelFormat {
    private static final int FIRST = 12;
    private static final String SAMPLES = "SSND";
    /** Chunks of text that people fill: name, author, copyright, annotation. */
    private static final Set<String> TEXTS = Set.of("NAME", "AUTH", "(c) ", "ANNO");

    /** @param end where its content ends, without padding */
    private record Chunk(String id, long at, long end, long next) {
        long body() {
            return at + 8;
        }
    }

    private record Layout(List<Chunk> chunks, Chunk samples) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        var layout = layout(in, found);
        for (var chunk : layout.chunks) {
            var late = chunk.at > layout.samples.at ? new Deviation[] {Deviation.AFTER_PAYLOAD} : new Deviation[0];
            if (isTag(chunk)) {
                for (var frame : tag(in, chunk, found.limits()).frames()) {
                    if (Id3.isManifest(frame)) {
                        found.binds(Binding.C2PA);
                    }
                    var keyed = Id3.label(frame);
                    if (keyed != null) {
                        keyed.tell(found, "ID3 chunk " + frame.id(), late);
                    }
                }
            } else if (isXmp(in, chunk)) {
                Xmp.read("XMP chunk APPL", packet(in, chunk, found.limits()), found, Deviation.WRONG_PLACE);
            } else {
                var keyed = text(in, chunk, found.limits());
                if (keyed != null) {
                    found.label(chunk.id + " chunk", keyed.value(), Deviation.WRONG_PLACE);
                }
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var layout = layout(in, new Found(limits));
        var edits = new Edits();
        boolean placed = false;
        for (var chunk : layout.chunks) {
            if (isTag(chunk)) {
                var tag = tag(in, chunk, limits);
                boolean here = !placed && chunk.at < layout.samples.at;
                placed |= here;
                if (here || tag.frames().stream().anyMatch(frame -> Id3.label(frame) != null)) {
                    byte[] changed = tag.withLabel(here ? label.json() : null, chunk.end - chunk.body());
                    edits.replace(chunk.at, chunk.next - chunk.at, chunk(chunk.id, changed));
                }
            } else if (isXmp(in, chunk)) {
                byte[] packet = packet(in, chunk, limits);
                edits.replace(chunk.body() + 4, packet.length, Xmp.cleared(packet));
            } else if (text(in, chunk, limits) != null) {
                edits.replace(chunk.at, chunk.next - chunk.at, new byte[0]);
            }
        }
        if (!placed) {
            edits.replace(layout.samples.at, 0, chunk("ID3 ", Id3.empty().withLabel(label.json(), 0)));
        }
        long size = in.u32(4) + edits.growth();
        if (size > 0xffffffffL) {
            throw new BadFile("文件将超过 4 GB", "the file would exceed 4 GB, which AIFF cannot say");
        }
        edits.replace(4, 4, Edits.u32(size));
        edits.apply(in, out);
    }

    private static boolean isTag(Chunk chunk) {
        return chunk.id.equalsIgnoreCase("ID3 ");
    }

    private static Id3 tag(Source in, Chunk chunk, Limits limits) throws IOException {
        byte[] bytes = in.bytes(chunk.body(), chunk.end - chunk.body(), limits);
        return Id3.length(bytes) == 0 ? Id3.empty() : Id3.parse(bytes);
    }

    /** XMP stands in a chunk of an application of that name (XMP specification part 3, 1.1.1). */
    private static boolean isXmp(Source in, Chunk chunk) throws IOException {
        return chunk.id.equals("APPL") && chunk.end - chunk.body() > 4 && in.matches(chunk.body(), "XMP ");
    }

    private static byte[] packet(Source in, Chunk chunk, Limits limits) throws IOException {
        return in.bytes(chunk.body() + 4, chunk.end - chunk.body() - 4, limits);
    }

    /** A label bare in a chunk of its name, or spelled out in one that people fill. */
    private static @Nullable Keyed text(Source in, Chunk chunk, Limits limits) throws IOException {
        boolean named = chunk.id.equals("AIGC");
        if (!named && !TEXTS.contains(chunk.id) || chunk.end - chunk.body() > limits.labelBytes()) {
            return null;
        }
        var text = TextBytes.meant(in.bytes(chunk.body(), chunk.end - chunk.body()))
                .replace("\0", "");
        return Keyed.of(chunk.id, text);
    }

    private static byte[] chunk(String id, byte[] body) {
        return Edits.join(Edits.latin1(id), Edits.u32(body.length), body, new byte[body.length & 1]);
    }

    private static Layout layout(Source in, Found found) throws IOException {
        if (in.size() < FIRST || in.u32(4) > in.size() - 8) {
            throw new BadFile("文件不完整", "the file is incomplete: it is shorter than its header declares");
        }
        long whole = 8 + in.u32(4);
        var chunks = new ArrayList<Chunk>();
        @Nullable Chunk samples = null;
        long at = FIRST;
        while (at + 8 <= whole) {
            found.step();
            var id = TextBytes.latin1(in.bytes(at, 4));
            long end = at + 8 + in.u32(at + 4);
            if (end > whole) {
                throw new BadFile(
                        "文件不完整: 数据块超出末尾", "the file is incomplete: the chunk at byte " + at + " lies beyond its end");
            }
            var chunk = new Chunk(id, at, end, Math.min(end + (end - at & 1), whole));
            chunks.add(chunk);
            samples = samples == null && id.equals(SAMPLES) ? chunk : samples;
            at = chunk.next;
        }
        if (samples == null) {
            throw new BadFile("文件不完整: 没有 SSND 块", "the file is incomplete: there is no SSND chunk");
        }
        return new Layout(chunks, samples);
    }
}
