package zhiheng.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An entry bundle: up to 256 entries, each behind its length as two bytes, big-endian. */
final class Bundle {
    static final int MAX_BYTES = Tile.WIDTH * (2 + Entry.MAX_BYTES);

    private Bundle() {}

    static byte[] encode(byte[][] entries, int count) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.write(entries[i].length >> 8);
            out.write(entries[i].length);
            out.writeBytes(entries[i]);
        }
        return out.toByteArray();
    }

    /** The entries that can be read; fewer than written when the bytes are damaged. */
    static List<byte[]> decode(byte[] bytes) {
        var entries = new ArrayList<byte[]>();
        int at = 0;
        while (at + 2 <= bytes.length) {
            int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
            if (at + 2 + length > bytes.length) {
                break;
            }
            entries.add(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return entries;
    }

    /** Which entry the byte at {@code at} of the bundle belongs to. */
    static int indexOfByte(List<byte[]> entries, int at) {
        int end = 0;
        for (int i = 0; i < entries.size(); i++) {
            end += 2 + entries.get(i).length;
            if (at < end) {
                return i;
            }
        }
        return entries.size() - 1;
    }
}
