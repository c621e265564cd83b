package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.jumbf.Boxes;

/**
 * JPEG: the store lies in segments APP11 as ISO/IEC 19566-5, annex D puts boxes there; each repeats the head of the box. New
 * ones go behind the JFIF segments and before all others, so that the offsets of a multi-picture file stay true.
 */
final class Jpeg implements Carrier {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP11 = 0xeb;
    private static final int MAX_SEGMENTS = 100_000;
    /** Of the store in each segment; 65,533 would fit, this is what others write. */
    private static final int PART = 64_000;

    private static final int INSTANCE = 0x0211;

    /** A segment before the picture's data; {@code body} begins behind its length. */
    private record Segment(int marker, long at, long body, long end) {}

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var ours = ours(in, segments(in));
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        var parts = new ArrayList<byte[]>();
        for (var segment : ours) {
            long skip = parts.isEmpty() ? 8 : 16; // CI, En, Z; and the head of the box where it is repeated
            parts.add(in.bytes(segment.body + skip, Math.max(0, segment.end - segment.body - skip)));
        }
        var where = ours.stream().map(s -> new Range(s.at, s.end)).toList();
        return Optional.of(new Stored(Boxes.join(parts.toArray(byte[][]::new)), where));
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        var segments = segments(in);
        var old = ours(in, segments);
        long place = 2;
        for (var segment : segments) {
            if (segment.marker == APP0 && segment.at == place) {
                place = segment.end;
            }
        }
        long insert = place;
        return store -> {
            var file = new Layout().copy(in, 0, insert);
            for (int from = 0, number = 1; from < store.length; from += PART, number++) {
                int length = Math.min(PART, store.length - from);
                int head = number == 1 ? 0 : 8;
                var segment = ByteBuffer.allocate(2 + 2 + 8 + head + length)
                        .put((byte) 0xff)
                        .put((byte) APP11)
                        .putShort((short) (2 + 8 + head + length))
                        .put((byte) 'J')
                        .put((byte) 'P')
                        .putShort((short) INSTANCE)
                        .putInt(number)
                        .put(store, 0, head)
                        .put(store, from, length);
                file.add(segment.array());
            }
            var excluded = List.of(new Range(insert, file.size()));
            long at = insert;
            for (var segment : old) {
                file.copy(in, at, segment.at);
                at = segment.end;
            }
            file.copy(in, at, in.size());
            return new Laid(file, excluded);
        };
    }

    /** The segments of the one store, in the order of their numbers. */
    private static List<Segment> ours(Asset in, List<Segment> segments) throws IOException {
        var ours = new ArrayList<Segment>();
        int instance = -1;
        for (var segment : segments) {
            if (segment.marker != APP11 || segment.end - segment.body < 16 || !in.matches(segment.body, "JP")) {
                continue;
            }
            int own = in.u16(segment.body + 2);
            long number = in.u32(segment.body + 4);
            boolean begins = segment.end - segment.body >= 28 && in.matches(segment.body + 24, "c2pa");
            if (number == 1 && begins) {
                if (instance >= 0) {
                    throw new BadAsset("有多个 C2PA 清单库", "there is more than one manifest store");
                }
                instance = own;
            } else if (own != instance) {
                continue; // boxes of somebody else
            } else if (number != ours.size() + 1) {
                throw new BadAsset("C2PA 段的次序有误", "the segments of the manifest store are out of order");
            }
            ours.add(segment);
        }
        return ours;
    }

    private static List<Segment> segments(Asset in) throws IOException {
        if (in.u16(0) != (0xff00 | SOI)) {
            throw new BadAsset("不是 JPEG", "this is no JPEG");
        }
        var segments = new ArrayList<Segment>();
        long at = 2;
        while (segments.size() < MAX_SEGMENTS) {
            if (in.u8(at) != 0xff) {
                throw new BadAsset("第 " + at + " 字节处应有段标记", "a marker is expected at byte " + at);
            }
            int marker = in.u8(at + 1);
            if (marker == 0xff) { // fill
                at++;
                continue;
            }
            if (marker == SOS || marker == EOI) {
                return segments;
            }
            long length = in.u16(at + 2);
            if (length < 2) {
                throw new BadAsset(
                        "第 " + at + " 字节处的段长度有误", "the segment at byte " + at + " declares an impossible size");
            }
            in.require(at + 2, length);
            segments.add(new Segment(marker, at, at + 4, at + 2 + length));
            at += 2 + length;
        }
        throw new BadAsset("段过多", "too many segments");
    }
}
