package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Edits;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Boxes;

/**
 * TIFF and DNG: the store is the value of tag 0xCD41 in the last directory. A new directory goes to the end of the file and
 * takes the place of the old one, so that nothing else moves. BigTIFF is read by nobody here and refused.
 */
final class Tiff implements Carrier {
    private static final int TAG = 0xcd41;
    private static final int UNDEFINED = 7;
    private static final int MAX_DIRECTORIES = 10_000;

    private record Entry(int tag, byte[] bytes) {}

    /** {@code pointer} is where the place of this directory is written. */
    private record Directory(long pointer, List<Entry> entries, long next) {}

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var directories = directories(in);
        for (var directory : List.of(directories.getLast(), directories.getFirst())) {
            for (var entry : directory.entries) {
                if (entry.tag == TAG) {
                    var bytes = ByteBuffer.wrap(entry.bytes).order(order(in));
                    long length = bytes.getInt(4) & 0xffffffffL;
                    long at = bytes.getInt(8) & 0xffffffffL;
                    if (bytes.getShort(2) != UNDEFINED || length <= 4) {
                        throw new BadAsset("标签 0xCD41 的类型有误", "the tag 0xCD41 is not of type 7 with a value outside");
                    }
                    return Optional.of(new Stored(in.bytes(at, length), List.of(new Range(at, at + length))));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        var last = directories(in).getLast();
        var order = order(in);
        var kept = new ArrayList<>(last.entries);
        kept.removeIf(entry -> entry.tag == TAG);
        long from = in.size() + (in.size() & 1);
        if (from + Asset.MAX_BLOCK > 0xffff_ffffL) {
            throw new BadAsset("文件过大", "the file is too large for 32-bit offsets");
        }
        return store -> {
            long place = from + store.length + (store.length & 1);
            var own = ByteBuffer.allocate(12)
                    .order(order)
                    .putShort((short) TAG)
                    .putShort((short) UNDEFINED)
                    .putInt(store.length)
                    .putInt((int) from);
            var directory = ByteBuffer.allocate(2 + 12 * (kept.size() + 1) + 4).order(order);
            directory.putShort((short) (kept.size() + 1));
            kept.stream().filter(entry -> entry.tag < TAG).forEach(entry -> directory.put(entry.bytes));
            directory.put(own.array());
            kept.stream().filter(entry -> entry.tag > TAG).forEach(entry -> directory.put(entry.bytes));
            directory.putInt((int) last.next);
            var pointer = ByteBuffer.allocate(4).order(order).putInt((int) place);
            var file = new Edits()
                    .replace(last.pointer, last.pointer + 4, pointer.array())
                    .insert(
                            in.size(),
                            Boxes.join(
                                    new byte[(int) (from - in.size())],
                                    store,
                                    new byte[store.length & 1],
                                    directory.array()))
                    .apply(in);
            return new Laid(file, List.of(new Range(from, from + store.length)));
        };
    }

    private static ByteOrder order(Asset in) throws IOException {
        return in.u8(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private static List<Directory> directories(Asset in) throws IOException {
        var order = order(in);
        if (number(in, 2, 2, order) != 42) {
            throw new BadAsset("不支持 BigTIFF 等变体", "BigTIFF and other variants are not supported");
        }
        var directories = new ArrayList<Directory>();
        for (long pointer = 4; ; ) {
            long at = number(in, pointer, 4, order);
            if (at == 0 && !directories.isEmpty()) {
                return directories;
            }
            int count = (int) number(in, at, 2, order);
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < count; i++) {
                long entry = at + 2 + 12L * i;
                entries.add(new Entry((int) number(in, entry, 2, order), in.bytes(entry, 12)));
            }
            long own = pointer;
            pointer = at + 2 + 12L * count;
            directories.add(new Directory(own, entries, number(in, pointer, 4, order)));
            if (directories.size() > MAX_DIRECTORIES) {
                throw new BadAsset("目录过多或成环", "too many directories, or they go in circles");
            }
        }
    }

    private static long number(Asset in, long at, int width, ByteOrder order) throws IOException {
        var bytes = ByteBuffer.wrap(in.bytes(at, width)).order(order);
        return width == 2 ? bytes.getShort() & 0xffff : bytes.getInt() & 0xffffffffL;
    }
}
