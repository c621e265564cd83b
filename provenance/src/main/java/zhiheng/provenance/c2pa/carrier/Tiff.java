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
 * TIFF, BigTIFF and DNG: the store is the value of tag 0xCD41 in the last directory. A new directory goes to the end of the file and
 * takes the place of the old one, so that nothing else moves.
 */
final class Tiff implements Carrier {
    private static final int TAG = 0xcd41;
    private static final int UNDEFINED = 7;
    private static final int MAX_DIRECTORIES = 10_000;
    private static final int MAX_ENTRIES = 65_535;

    /**
     * How numbers are written.
     *
     * @param big whether places, and the numbers of entries and values, have 8 bytes
     */
    private record Form(ByteOrder order, boolean big) {
        static Form of(Asset in) throws IOException {
            var order = in.u8(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            var form = new Form(order, false);
            boolean big = form.number(in, 2, 2) == 43;
            if (big ? form.number(in, 4, 2) != 8 || form.number(in, 6, 2) != 0 : form.number(in, 2, 2) != 42) {
                throw new BadAsset("不是 TIFF 或 BigTIFF", "this is neither TIFF nor BigTIFF");
            }
            return new Form(order, big);
        }

        int place() {
            return big ? 8 : 4;
        }

        int count() {
            return big ? 8 : 2;
        }

        int entry() {
            return 4 + 2 * place();
        }

        long number(Asset in, long at, int width) throws IOException {
            return number(in.bytes(at, width), 0, width);
        }

        long number(byte[] from, int at, int width) throws BadAsset {
            var bytes = ByteBuffer.wrap(from).order(order);
            long number = switch (width) {
                case 2 -> bytes.getShort(at) & 0xffff;
                case 4 -> bytes.getInt(at) & 0xffffffffL;
                default -> bytes.getLong(at);
            };
            if (number < 0) {
                throw new BadAsset("声明的长度过大", "a declared length is impossible");
            }
            return number;
        }

        void put(ByteBuffer to, int width, long number) {
            switch (width) {
                case 2 -> to.putShort((short) number);
                case 4 -> to.putInt((int) number);
                default -> to.putLong(number);
            }
        }
    }

    private record Entry(int tag, byte[] bytes) {}

    /** {@code pointer} is where the place of this directory is written. */
    private record Directory(long pointer, List<Entry> entries, long next) {}

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var form = Form.of(in);
        var directories = directories(in, form);
        for (var directory : List.of(directories.getLast(), directories.getFirst())) {
            for (var entry : directory.entries) {
                if (entry.tag == TAG) {
                    long length = form.number(entry.bytes, 4, form.place());
                    long at = form.number(entry.bytes, 4 + form.place(), form.place());
                    if (form.number(entry.bytes, 2, 2) != UNDEFINED || length <= form.place()) {
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
        var form = Form.of(in);
        var last = directories(in, form).getLast();
        var kept = new ArrayList<>(last.entries);
        kept.removeIf(entry -> entry.tag == TAG);
        long from = even(in.size(), form);
        if (!form.big && from + Asset.MAX_BLOCK > 0xffff_ffffL) {
            throw new BadAsset("文件过大", "the file is too large for 32-bit offsets");
        }
        return store -> {
            long place = even(from + store.length, form);
            var own = ByteBuffer.allocate(form.entry()).order(form.order);
            own.putShort((short) TAG).putShort((short) UNDEFINED);
            form.put(own, form.place(), store.length);
            form.put(own, form.place(), from);
            var directory = ByteBuffer.allocate(form.count() + form.entry() * (kept.size() + 1) + form.place())
                    .order(form.order);
            form.put(directory, form.count(), kept.size() + 1);
            kept.stream().filter(entry -> entry.tag < TAG).forEach(entry -> directory.put(entry.bytes));
            directory.put(own.array());
            kept.stream().filter(entry -> entry.tag > TAG).forEach(entry -> directory.put(entry.bytes));
            form.put(directory, form.place(), last.next);
            var pointer = ByteBuffer.allocate(form.place()).order(form.order);
            form.put(pointer, form.place(), place);
            var file = new Edits()
                    .replace(last.pointer, last.pointer + form.place(), pointer.array())
                    .insert(
                            in.size(),
                            Boxes.join(
                                    new byte[(int) (from - in.size())],
                                    store,
                                    new byte[(int) (place - from - store.length)],
                                    directory.array()))
                    .apply(in);
            return new Laid(file, List.of(new Range(from, from + store.length)));
        };
    }

    /** Where the next thing may begin. */
    private static long even(long at, Form form) {
        int to = form.big ? 8 : 2;
        return (at + to - 1) / to * to;
    }

    private static List<Directory> directories(Asset in, Form form) throws IOException {
        var directories = new ArrayList<Directory>();
        for (long pointer = form.place() == 8 ? 8 : 4; ; ) {
            long at = form.number(in, pointer, form.place());
            if (at == 0 && !directories.isEmpty()) {
                return directories;
            }
            long count = form.number(in, at, form.count());
            if (count > MAX_ENTRIES) {
                throw new BadAsset("目录条目过多", "a directory has too many entries");
            }
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < count; i++) {
                var entry = in.bytes(at + form.count() + (long) form.entry() * i, form.entry());
                entries.add(new Entry((int) form.number(entry, 0, 2), entry));
            }
            long own = pointer;
            pointer = at + form.count() + form.entry() * count;
            directories.add(new Directory(own, entries, form.number(in, pointer, form.place())));
            if (directories.size() > MAX_DIRECTORIES) {
                throw new BadAsset("目录过多或成环", "too many directories, or they go in circles");
            }
        }
    }
}
