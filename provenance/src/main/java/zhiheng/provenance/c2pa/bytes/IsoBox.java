package zhiheng.provenance.c2pa.bytes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A box of ISO/IEC 14496-12 as it lies in a file: its header at {@code at}, its content in {@code [body, end)}. */
public record IsoBox(String type, long at, long body, long end) {
    /** The type of the box that holds a manifest store (C2PA 2.2, A.5). */
    public static final byte[] C2PA_UUID = HexFormat.of().parseHex("d8fec3d61b0e483c92975828877ec481");

    private static final int MAX_BOXES = 1_000_000;

    public long size() {
        return end - at;
    }

    /** Whether it is of the type that belongs to C2PA. */
    public boolean isStore(Asset in) throws IOException {
        return type.equals("uuid") && in.matches(at + 8, C2PA_UUID);
    }

    /** The boxes of the file itself. */
    public static List<IsoBox> top(Asset in) throws IOException {
        return list(in, 0, in.size());
    }

    /** The boxes in {@code [from, to)}; each must be longer than its header and end inside. A size of 0 reaches to the end. */
    public static List<IsoBox> list(Asset in, long from, long to) throws IOException {
        var boxes = new ArrayList<IsoBox>();
        for (long at = from; at < to; ) {
            if (boxes.size() >= MAX_BOXES) {
                throw new BadAsset("数据盒过多", "too many boxes");
            }
            if (to - at < 8) {
                throw new BadAsset("数据盒不完整", "a box at byte " + at + " is cut");
            }
            long size = in.u32(at);
            long body = at + 8;
            if (size == 1) {
                size = in.u64(body);
                body += 8;
            } else if (size == 0) {
                size = to - at;
            }
            if (size < body - at || size > to - at) {
                throw new BadAsset("数据盒长度有误", "the box at byte " + at + " declares an impossible size");
            }
            boxes.add(new IsoBox(new String(in.bytes(at + 4, 4), StandardCharsets.ISO_8859_1), at, body, at + size));
            at += size;
        }
        return boxes;
    }

    /** The boxes inside. Those of meta begin behind its version, which QuickTime leaves out. */
    public List<IsoBox> children(Asset in) throws IOException {
        boolean version = type.equals("meta") && end - body >= 12 && !in.matches(body + 4, "hdlr");
        return list(in, version ? body + 4 : body, end);
    }

    /** The boxes at a path such as /moov/trak; those of the same type beside each other are all meant. */
    public static List<IsoBox> at(String path, List<IsoBox> top, Asset in) throws IOException {
        var parts = path.split("/", -1);
        List<IsoBox> here = top;
        for (int i = 1; i < parts.length; i++) {
            if (i > 1) {
                var inner = new ArrayList<IsoBox>();
                for (var box : here) {
                    inner.addAll(box.children(in));
                }
                here = inner;
            }
            var wanted = parts[i];
            here = here.stream().filter(box -> box.type.equals(wanted)).toList();
        }
        return parts.length < 2 || !parts[0].isEmpty() ? List.of() : here;
    }
}
