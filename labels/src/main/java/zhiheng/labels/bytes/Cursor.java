package zhiheng.labels.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a block's fields in order, big-endian; a read beyond its end is a {@link BadFile} that names the block. */
public final class Cursor {
    private final ByteBuffer bytes;
    private final String block;

    public Cursor(byte[] bytes, String block) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.block = block;
    }

    public long u8() throws BadFile {
        return number(1);
    }

    public int u16() throws BadFile {
        return (int) number(2);
    }

    public long u32() throws BadFile {
        return number(4);
    }

    /** A field of 0 to 8 bytes; one of no bytes is zero. */
    public long number(int width) throws BadFile {
        need(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (bytes.get() & 0xff);
        }
        if (value < 0) {
            throw new BadFile("声明的长度过大", "a number in " + block + " is impossibly large");
        }
        return value;
    }

    public String code() throws BadFile {
        need(4);
        var four = new byte[4];
        bytes.get(four);
        return TextBytes.latin1(four);
    }

    /** Text up to a zero or, as some writers have it, the end of the block. */
    public String text() {
        int from = bytes.position();
        while (bytes.hasRemaining()) {
            if (bytes.get() == 0) {
                return string(from, bytes.position() - 1);
            }
        }
        return string(from, bytes.position());
    }

    private String string(int from, int to) {
        return new String(bytes.array(), from, to - from, StandardCharsets.UTF_8);
    }

    private void need(int n) throws BadFile {
        if (n > bytes.remaining()) {
            throw new BadFile("数据块 " + block + " 不完整", "the block " + block + " is shorter than its fields");
        }
    }
}
