package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;

/** PNG: the store lies in a chunk caBX, which comes before the picture's data; ours directly behind IHDR. */
final class Png implements Carrier {
    private static final int MAX_CHUNKS = 1_000_000;

    private record Chunk(String type, long at, long end) {}

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
        var crc = new CRC32();
        crc.update(in.bytes(chunk.at + 4, chunk.end - chunk.at - 8));
        if (crc.getValue() != in.u32(chunk.end - 4)) {
            throw new BadAsset("caBX 块的校验和不符", "the checksum of the chunk caBX does not fit");
        }
        return Optional.of(
                new Stored(in.bytes(chunk.at + 8, chunk.end - chunk.at - 12), List.of(new Range(chunk.at, chunk.end))));
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        var chunks = chunks(in);
        if (chunks.isEmpty() || !chunks.getFirst().type.equals("IHDR")) {
            throw new BadAsset("PNG 缺少 IHDR", "the PNG does not begin with IHDR");
        }
        long insert = chunks.getFirst().end;
        var old = ours(chunks);
        return store -> {
            var file = new Layout().copy(in, 0, insert).add(chunk(store));
            var excluded = List.of(new Range(insert, file.size()));
            long at = insert;
            for (var chunk : old) {
                file.copy(in, at, chunk.at);
                at = chunk.end;
            }
            file.copy(in, at, in.size());
            return new Laid(file, excluded);
        };
    }

    private static byte[] chunk(byte[] store) {
        var chunk = ByteBuffer.allocate(12 + store.length)
                .putInt(store.length)
                .put("caBX".getBytes(StandardCharsets.ISO_8859_1))
                .put(store);
        var crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + store.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    private static List<Chunk> ours(List<Chunk> chunks) {
        return chunks.stream().filter(chunk -> chunk.type.equals("caBX")).toList();
    }

    private static List<Chunk> chunks(Asset in) throws IOException {
        var chunks = new ArrayList<Chunk>();
        for (long at = 8; at < in.size() && chunks.size() < MAX_CHUNKS; ) {
            long length = in.u32(at);
            var type = new String(in.bytes(at + 4, 4), StandardCharsets.ISO_8859_1);
            in.require(at, length + 12);
            chunks.add(new Chunk(type, at, at + 12 + length));
            at += 12 + length;
            if (type.equals("IEND")) {
                break; // what follows is no part of the picture, and is carried along
            }
        }
        return chunks;
    }
}
