package zhiheng.provenance.c2pa.carrier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Edits;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Boxes;

/** GIF: the store lies in an application extension C2PA_GIF, in pieces of 255 bytes, before all pictures. */
final class Gif implements Carrier {
    private static final byte[] HEAD =
            Boxes.join(new byte[] {0x21, (byte) 0xff, 11}, Boxes.latin1("C2PA_GIF"), new byte[] {1, 0, 0});
    private static final int PICTURE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int MAX_BLOCKS = 5_000_000;

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var ours = ours(in);
        if (ours.size() > 1) {
            throw new BadAsset("有多个 C2PA 清单库", "there is more than one manifest store");
        }
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        var range = ours.getFirst();
        var store = new ByteArrayOutputStream();
        for (long at = range.from() + HEAD.length; in.u8(at) > 0; at += 1 + in.u8(at)) {
            store.writeBytes(in.bytes(at + 1, in.u8(at)));
        }
        return Optional.of(new Stored(store.toByteArray(), List.of(range)));
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        long place = blocks(in);
        var old = ours(in);
        return store -> {
            var edits = new Edits().replace(3, 6, Boxes.latin1("89a")); // 87a knows no extensions
            old.forEach(range -> edits.remove(range.from(), range.to()));
            var block = block(store);
            edits.insert(place, block);
            return new Laid(edits.apply(in), List.of(new Range(place, place + block.length)));
        };
    }

    private static byte[] block(byte[] store) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(HEAD);
        for (int at = 0; at < store.length; at += 255) {
            int length = Math.min(255, store.length - at);
            block.write(length);
            block.write(store, at, length);
        }
        block.write(0);
        return block.toByteArray();
    }

    /** Where the blocks begin: behind the screen and its colours. */
    private static long blocks(Asset in) throws IOException {
        return 13L + colours(in.u8(10));
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static List<Range> ours(Asset in) throws IOException {
        var ours = new ArrayList<Range>();
        int seen = 0;
        for (long at = blocks(in); at < in.size(); ) {
            long from = at;
            switch (in.u8(at)) {
                case EXTENSION -> at += 2;
                case PICTURE -> at += 11 + colours(in.u8(at + 9));
                default -> {
                    return ours; // the end, or what no reader goes on behind
                }
            }
            boolean own = in.matches(from, HEAD);
            while (in.u8(at) > 0) {
                at += 1 + in.u8(at);
                if (++seen > MAX_BLOCKS) {
                    throw new BadAsset("块过多", "too many blocks");
                }
            }
            at++;
            if (own) {
                ours.add(new Range(from, at));
            }
        }
        return ours;
    }
}
