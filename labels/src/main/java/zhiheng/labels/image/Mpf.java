package zhiheng.labels.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Source;

/**
 * The index of a multi-picture JPEG (CIPA DC-007): sizes and places of all its images, counted from the index itself. When the
 * primary image grows, its size is put right, and when bytes behind the index go, so are the places of the others.
 */
final class Mpf {
    static final String ID = "MPF\0";
    private static final int ENTRIES = 0xB002;
    private static final int ENTRY = 16;

    private Mpf() {}

    /**
     * The body of the segment for the new file.
     *
     * @param growth of the primary image
     * @param shift by which everything behind the index moves relative to it
     */
    static byte[] moved(byte[] body, long growth, long shift) throws BadFile {
        ByteBuffer b = ByteBuffer.wrap(body.clone());
        int base = ID.length();
        if (body.length < base + 10) {
            throw broken();
        }
        b.order(body[base] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = base + (b.getInt(base + 4) & 0xffffffffL);
        if (directory > body.length - 2) {
            throw broken();
        }
        int count = b.getShort((int) directory) & 0xffff;
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry > body.length - 12) {
                throw broken();
            }
            if ((b.getShort((int) entry) & 0xffff) == ENTRIES) {
                long size = b.getInt((int) entry + 4) & 0xffffffffL;
                long at = base + (b.getInt((int) entry + 8) & 0xffffffffL);
                if (at > body.length || size > body.length - at) {
                    throw broken();
                }
                images(b, (int) at, (int) size / ENTRY, growth, shift);
            }
        }
        return b.array();
    }

    /** An entry: attributes, size, place; the first is the primary image, whose place is written as 0. */
    private static void images(ByteBuffer b, int at, int images, long growth, long shift) {
        for (int k = 0; k < images; k++) {
            int size = at + ENTRY * k + 4;
            if (k == 0) {
                b.putInt(size, (int) (b.getInt(size) + growth));
            } else if (b.getInt(size + 4) != 0) {
                b.putInt(size + 4, (int) (b.getInt(size + 4) + shift));
            }
        }
    }

    private static BadFile broken() {
        return new BadFile("MPF 索引损坏", "the index of the multi-picture JPEG (MPF) is broken, so the image cannot grow");
    }

    static boolean is(Source in, long body, int marker) throws IOException {
        return marker == 0xE2 && in.matches(body, ID);
    }
}
