package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Edits;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Boxes;

/** MP3, and FLAC with an ID3v2 tag before it: the store is the object of a frame GEOB of the type application/c2pa. */
final class Id3 implements Carrier {
    private static final byte[] HEAD = Boxes.latin1("\0application/c2pa\0c2pa\0c2pa manifest store\0");
    private static final List<String> TYPES = List.of("application/c2pa", "application/x-c2pa-manifest-store");
    private static final int UNUSUAL = 0xd0; // unsynchronised, extended header, footer
    private static final long MAX_TAG = (1 << 28) - 1;

    /** A frame with its header in {@code [at, end)}; {@code object} is where the store begins, -1 in other frames. */
    private record Frame(long at, long end, long object) {}

    private record Tag(int version, List<Frame> frames, long used, long end) {}

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var tag = tag(in);
        var ours = tag.frames.stream().filter(frame -> frame.object >= 0).toList();
        if (ours.size() > 1) {
            throw new BadAsset("有多个 C2PA 清单库", "there is more than one manifest store");
        }
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        var frame = ours.getFirst();
        return Optional.of(new Stored(
                in.bytes(frame.object, frame.end - frame.object), List.of(new Range(frame.object, frame.end))));
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        var tag = tag(in);
        return store -> {
            int length = HEAD.length + store.length;
            var size = ByteBuffer.allocate(4).putInt(tag.version == 3 ? length : safe(length));
            var frame = Boxes.join(Boxes.latin1("GEOB"), size.array(), new byte[2], HEAD, store);
            var edits = new Edits();
            long old = 0;
            for (var one : tag.frames) {
                if (one.object >= 0) {
                    edits.remove(one.at, one.end);
                    old += one.end - one.at;
                }
            }
            long body = Math.max(0, tag.used - 10) - old + frame.length;
            var header = ByteBuffer.allocate(10)
                    .put(Boxes.latin1("ID3"))
                    .put((byte) tag.version)
                    .putShort((short) 0)
                    .putInt(safe(body))
                    .array();
            edits.replace(0, Math.min(10, tag.end), header);
            edits.replace(tag.used, tag.end, frame); // padding goes
            return laid(edits, in, 10 + body, store);
        };
    }

    private static Laid laid(Edits edits, Asset in, long end, byte[] store) {
        return new Laid(edits.apply(in), List.of(new Range(end - store.length, end)));
    }

    /** Seven bits in each byte, as ID3 writes sizes. */
    private static int safe(long size) {
        return (int) (size >> 21 & 127) << 24
                | (int) (size >> 14 & 127) << 16
                | (int) (size >> 7 & 127) << 8
                | (int) (size & 127);
    }

    private static long unsafe(long size) {
        return (size >> 24 & 127) << 21 | (size >> 16 & 127) << 14 | (size >> 8 & 127) << 7 | (size & 127);
    }

    private static Tag tag(Asset in) throws IOException {
        if (!in.matches(0, "ID3")) {
            return new Tag(4, List.of(), 0, 0);
        }
        int version = in.u8(3);
        if (version < 3 || version > 4 || (in.u8(5) & UNUSUAL) != 0) {
            throw new BadAsset(
                    "不支持此 ID3 标签 (2.2 版、去同步、扩展头或尾标)",
                    "this kind of ID3 tag is not supported (2.2, unsynchronised, extended header or footer)");
        }
        long end = 10 + unsafe(in.u32(6));
        in.require(0, end);
        if (end > MAX_TAG - Asset.MAX_BLOCK) {
            throw new BadAsset("ID3 标签过大", "the ID3 tag is too large");
        }
        var frames = new ArrayList<Frame>();
        long at = 10;
        while (at + 10 <= end && in.u8(at) != 0) {
            long size = version == 3 ? in.u32(at + 4) : unsafe(in.u32(at + 4));
            long next = at + 10 + size;
            if (next > end) {
                throw new BadAsset("ID3 帧长度有误", "the ID3 frame at byte " + at + " declares an impossible size");
            }
            frames.add(new Frame(at, next, in.matches(at, "GEOB") ? object(in, at, next) : -1));
            at = next;
        }
        return new Tag(version, frames, at, end);
    }

    /** Where the object of a GEOB frame begins if it is ours: behind its encoding, type, file name and description. */
    private static long object(Asset in, long frame, long end) throws IOException {
        var bytes = in.bytes(frame + 10, Math.min(end - frame - 10, 4096));
        int type = zero(bytes, 1, 1);
        if (type < 0 || !TYPES.contains(new String(bytes, 1, type - 1, StandardCharsets.ISO_8859_1))) {
            return -1;
        }
        int width = bytes[0] == 1 || bytes[0] == 2 ? 2 : 1;
        int name = zero(bytes, type + 1, width);
        int description = name < 0 ? -1 : zero(bytes, name + width, width);
        if (description < 0 || in.u16(frame + 8) != 0) {
            throw new BadAsset("GEOB 帧损坏或带标志", "the GEOB frame is damaged, or packed");
        }
        return frame + 10 + description + width;
    }

    private static int zero(byte[] bytes, int from, int width) {
        for (int at = from; at + width <= bytes.length; at += width) {
            if (bytes[at] == 0 && bytes[at + width - 1] == 0) {
                return at;
            }
        }
        return -1;
    }
}
