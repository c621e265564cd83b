package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Edits;
import zhiheng.provenance.c2pa.bytes.IsoBox;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Boxes;

/** MP4, MOV, HEIF, AVIF: the store lies in a box uuid of C2PA behind ftyp; whatever points into the file moves with it. */
final class Bmff implements Carrier {
    /** The boxes that hold absolute places; all others are taken over as they are. */
    private static final Set<String> POINTING = Set.of("moov", "meta", "moof", "mfra");

    private static final byte[] MANIFEST = Boxes.latin1("manifest\0");
    private static final int STORE = 8 + 16 + 4;

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        Optional<Stored> found = Optional.empty();
        for (var box : IsoBox.top(in)) {
            if (!box.isStore(in) || in.matches(box.at() + STORE, "merkle\0")) {
                continue;
            }
            if (in.u32(box.at() + STORE - 4) != 0) {
                throw new BadAsset("C2PA 数据盒的版本未知", "the C2PA box has an unknown version or flags");
            }
            if (!in.matches(box.at() + STORE, MANIFEST)) {
                throw new BadAsset("不支持的 C2PA 数据盒用途", "the purpose of a C2PA box is not supported");
            }
            if (found.isPresent()) {
                throw new BadAsset("有多个 C2PA 清单库", "there is more than one manifest store");
            }
            long at = box.at() + STORE + MANIFEST.length + 8;
            found = Optional.of(new Stored(in.bytes(at, box.end() - at), List.of(new Range(box.at(), box.end()))));
        }
        return found;
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        var top = IsoBox.top(in);
        if (top.isEmpty() || !top.getFirst().type().equals("ftyp")) {
            throw new BadAsset("文件不以 ftyp 开始", "the file does not begin with ftyp");
        }
        long place = top.getFirst().end();
        var old = new ArrayList<IsoBox>();
        var pointing = new HashMap<IsoBox, byte[]>();
        for (var box : top) {
            if (box.isStore(in)) {
                if (in.matches(box.at() + STORE, "merkle\0")) {
                    throw new BadAsset("带散列树的文件不支持再签名", "a file with a tree of hashes is not signed again");
                }
                old.add(box);
            } else if (POINTING.contains(box.type())) {
                pointing.put(box, in.bytes(box.at(), box.size()));
            }
        }
        moved(pointing, new Edits().room(place, Asset.MAX_BLOCK)); // refuses now what could not be moved
        return new Plan() {
            @Override
            public Laid lay(byte[] store) {
                var edits = new Edits();
                old.forEach(box -> edits.remove(box.at(), box.end()));
                edits.insert(place, box(store));
                try {
                    var patches = moved(pointing, edits);
                    patches.forEach((box, bytes) -> edits.replace(box.at(), box.end(), bytes));
                } catch (BadAsset e) {
                    throw new IllegalStateException(e); // was tried with more
                }
                Layout file = edits.apply(in);
                return new Laid(file, List.of(new Range(place, place + box(store).length)));
            }

            @Override
            public boolean boxes() {
                return true;
            }
        };
    }

    private static Map<IsoBox, byte[]> moved(Map<IsoBox, byte[]> pointing, Edits edits) throws BadAsset {
        var moved = new HashMap<IsoBox, byte[]>();
        for (var one : pointing.entrySet()) {
            var bytes = one.getValue().clone();
            new BmffOffsets(bytes, edits::moved).move();
            moved.put(one.getKey(), bytes);
        }
        return moved;
    }

    private static byte[] box(byte[] store) {
        return Boxes.box(
                "uuid",
                IsoBox.C2PA_UUID,
                new byte[4],
                MANIFEST,
                ByteBuffer.allocate(8).array(),
                store);
    }
}
