package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Edits;
import zhiheng.provenance.c2pa.bytes.Range;

/** WebP, WAV and AVI: the store is the last chunk, C2PA, of the RIFF file. */
final class Riff implements Carrier {
    private static final int MAX_CHUNKS = 1_000_000;
    private static final long MAX_SIZE = 0xffff_ffffL;

    /** {@code end} is that of its content, behind which a byte may stand to make its length even. */
    private record Chunk(String type, long at, long end) {
        long next() {
            return end + (end & 1);
        }
    }

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var ours = ours(chunks(in));
        if (ours.size() > 1) {
            throw new BadAsset("有多个 C2PA 清单库", "there is more than one manifest store");
        }
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        var chunk = ours.getFirst();
        return Optional.of(
                new Stored(in.bytes(chunk.at + 8, chunk.end - chunk.at - 8), List.of(new Range(chunk.at, chunk.end))));
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        long end = end(in);
        if (end < in.size() && in.matches(8, "AVI ")) {
            throw new BadAsset("由多个 RIFF 组成的 AVI 不支持签名", "an AVI of several RIFF parts is not signed");
        }
        var old = ours(chunks(in));
        return store -> {
            var edits = new Edits();
            old.forEach(chunk -> edits.remove(chunk.at, Math.min(chunk.next(), end)));
            var chunk = ByteBuffer.allocate(8 + store.length + (store.length & 1))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put("C2PA".getBytes(StandardCharsets.ISO_8859_1))
                    .putInt(store.length)
                    .put(store)
                    .array();
            boolean odd = (end & 1) == 1; // a writer that left out the byte behind the last chunk
            edits.insert(end, odd ? new byte[1] : new byte[0]).insert(end, chunk);
            long from = edits.moved(end) - chunk.length;
            var size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            edits.replace(4, 8, size.putInt((int) (from + chunk.length - 8)).array());
            return new Laid(edits.apply(in), List.of(new Range(from, from + 8 + store.length)));
        };
    }

    private static List<Chunk> ours(List<Chunk> chunks) {
        return chunks.stream().filter(chunk -> chunk.type.equals("C2PA")).toList();
    }

    /** Where the RIFF ends by its own word; what follows is carried along. */
    private static long end(Asset in) throws IOException {
        long end = 8 + in.u32le(4);
        if (end < 12 || end > in.size() || end > MAX_SIZE - Asset.MAX_BLOCK) {
            throw new BadAsset("RIFF 声明的长度有误或文件过大", "the RIFF declares an impossible size, or is too large");
        }
        return end;
    }

    private static List<Chunk> chunks(Asset in) throws IOException {
        long end = end(in);
        var chunks = new ArrayList<Chunk>();
        for (long at = 12; at + 8 <= end && chunks.size() < MAX_CHUNKS; ) {
            long length = in.u32le(at + 4);
            if (at + 8 + length > end) {
                throw new BadAsset("RIFF 块超出文件", "the chunk at byte " + at + " declares an impossible size");
            }
            var chunk = new Chunk(new String(in.bytes(at, 4), StandardCharsets.ISO_8859_1), at, at + 8 + length);
            chunks.add(chunk);
            at = chunk.next();
        }
        return chunks;
    }
}
