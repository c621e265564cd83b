package zhiheng.labels.boxes;

import java.io.IOException;
import java.util.List;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Deviation;

/** XMP beside the boxes of a film or picture: a {@code uuid} box at the top (XMP part 3, 1.2.7), seen with labels in the wild. */
public final class XmpBox {
    private static final byte[] ID = {
        (byte) 0xbe,
        0x7a,
        (byte) 0xcf,
        (byte) 0xcb,
        (byte) 0x97,
        (byte) 0xa9,
        0x42,
        (byte) 0xe8,
        (byte) 0x9c,
        0x71,
        (byte) 0x99,
        (byte) 0x94,
        (byte) 0x91,
        (byte) 0xe3,
        (byte) 0xaf,
        (byte) 0xac
    };

    private XmpBox() {}

    public static void read(Source in, List<Box> boxes, Found found) throws IOException {
        for (Box box : boxes) {
            if (is(in, box)) {
                found.step();
                Xmp.read("XMP uuid box", packet(in, box, found.limits()), found, Deviation.WRONG_PLACE);
            }
        }
    }

    /** Labels there give way to the one in the lawful place. */
    public static void clear(Source in, List<Box> boxes, Edits edits, Limits limits) throws IOException {
        for (Box box : boxes) {
            if (is(in, box)) {
                byte[] packet = packet(in, box, limits);
                byte[] cleared = Xmp.cleared(packet);
                if (cleared != packet) {
                    edits.replace(box.body() + ID.length, packet.length, cleared);
                }
            }
        }
    }

    private static boolean is(Source in, Box box) throws IOException {
        return box.type().equals("uuid") && box.end() - box.body() > ID.length && in.matches(box.body(), ID);
    }

    private static byte[] packet(Source in, Box box, Limits limits) throws IOException {
        return in.bytes(box.body() + ID.length, box.end() - box.body() - ID.length, limits);
    }
}
