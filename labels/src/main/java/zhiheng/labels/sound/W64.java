package zhiheng.labels.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * Sony Wave64: chunks named by 128 bits with sizes of 64 bits. The label is the item {@code AIGC} of the summary list, which holds
 * what LIST INFO holds in a WAV, in UTF-16; it goes in front of the samples.
 */
public final class W64 implements LabelFormat {
    private static final int HEADER = 24;
    private static final int FIRST = 40;
    private static final byte[] WAVE = guid("77617665f3acd3118cd100c04f8edb8a");
    private static final byte[] DATA = guid("64617461f3acd3118cd100c04f8edb8a");
    private static final byte[] SUMMARY = guid("bc945f925a52d21186dc00c04f8edb8a");
    private static final String KEY = "AIGC";

    /** @param size with the header, without padding to eight bytes */
    private record Chunk(long at, long size) {
        long next() {
            return at + size + (-size & 7);
        }
    }

    private record Item(String key, String value) {}

    private record Layout(List<Chunk> summaries, Chunk data) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        var layout = layout(in, found);
        for (var summary : layout.summaries) {
            for (var item : items(in, summary, found)) {
                var keyed = Keyed.of(item.key, item.value);
                if (keyed != null) {
                    var late = summary.at > layout.data.at;
                    keyed.tell(found, "summary list " + item.key, late ? LATE : new Deviation[0]);
                }
            }
        }
    }

    private static final Deviation[] LATE = {Deviation.AFTER_PAYLOAD};

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var found = new Found(limits);
        var layout = layout(in, found);
        var edits = new Edits();
        boolean placed = false;
        for (var summary : layout.summaries) {
            var kept = new ArrayList<>(items(in, summary, found));
            boolean labelled = kept.removeIf(item -> Keyed.of(item.key, item.value) != null);
            boolean here = !placed && summary.at < layout.data.at;
            if (here) {
                kept.add(new Item(KEY, label.json()));
                placed = true;
            }
            if (labelled || here) {
                edits.replace(summary.at, Math.min(summary.next(), in.size()) - summary.at, chunk(kept));
            }
        }
        if (!placed) {
            edits.replace(layout.data.at, 0, chunk(List.of(new Item(KEY, label.json()))));
        }
        edits.replace(16, 8, Edits.u64le(in.u64le(16) + edits.growth()));
        edits.apply(in, out);
    }

    private static Layout layout(Source in, Found found) throws IOException {
        if (!in.matches(HEADER, WAVE)) {
            throw new BadFile("Wave64 中没有 WAVE", "this Wave64 file holds no WAVE");
        }
        if (in.u64le(16) > in.size()) {
            throw new BadFile("文件不完整", "the file is incomplete: it is shorter than its header declares");
        }
        var summaries = new ArrayList<Chunk>();
        @Nullable Chunk data = null;
        long at = FIRST;
        while (at + HEADER <= in.size()) {
            found.step();
            var chunk = new Chunk(at, in.u64le(at + 16));
            if (chunk.size < HEADER || chunk.size > in.size() - at) {
                throw new BadFile(
                        "文件不完整: 数据块超出末尾", "the file is incomplete: the chunk at byte " + at + " lies beyond its end");
            }
            if (in.matches(at, SUMMARY)) {
                summaries.add(chunk);
            } else if (data == null && in.matches(at, DATA)) {
                data = chunk;
            }
            at = chunk.next();
        }
        if (data == null) {
            throw new BadFile("文件不完整: 没有 data 块", "the file is incomplete: there is no data chunk");
        }
        return new Layout(summaries, data);
    }

    private static List<Item> items(Source in, Chunk summary, Found found) throws IOException {
        byte[] bytes = in.bytes(summary.at + HEADER, summary.size - HEADER, found.limits());
        var b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var items = new ArrayList<Item>();
        long count = bytes.length < 4 ? 0 : b.getInt() & 0xffffffffL;
        for (long i = 0; i < count; i++) {
            found.step();
            long length = b.remaining() < 8 ? -1 : b.getInt(b.position() + 4) & 0xffffffffL;
            if (length < 0 || length > b.remaining() - 8) {
                throw new BadFile("Wave64 摘要列表损坏", "the summary list of the Wave64 file is damaged");
            }
            var key = new String(bytes, b.position(), 4, StandardCharsets.ISO_8859_1);
            var value = new String(bytes, b.position() + 8, (int) length, StandardCharsets.UTF_16LE);
            int zero = value.indexOf('\0');
            items.add(new Item(key, zero < 0 ? value : value.substring(0, zero)));
            b.position(b.position() + 8 + (int) length);
        }
        return items;
    }

    private static byte[] chunk(List<Item> items) {
        var parts = new ArrayList<byte[]>();
        parts.add(Edits.u32le(items.size()));
        for (var item : items) {
            byte[] value = (item.value + '\0').getBytes(StandardCharsets.UTF_16LE);
            parts.add(Edits.latin1(item.key));
            parts.add(Edits.u32le(value.length));
            parts.add(value);
        }
        byte[] body = Edits.join(parts.toArray(byte[][]::new));
        long size = HEADER + body.length;
        return Edits.join(SUMMARY, Edits.u64le(size), body, new byte[(int) (-size & 7)]);
    }

    private static byte[] guid(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
