package zhiheng.watch.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Writes numbers and texts one after the other. */
final class Out {
    private static final int LONGEST = 0xffff;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);

    void u8(int value) {
        bytes.write(value);
    }

    void u16(int value) {
        if (value < 0 || value > LONGEST) {
            throw new IllegalArgumentException(value + " does not fit into two bytes");
        }
        bytes.write(value >>> 8);
        bytes.write(value);
    }

    void i64(long value) {
        bytes.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
    }

    void f64(double value) {
        i64(Double.doubleToLongBits(value));
    }

    /** @throws IllegalArgumentException for half a surrogate pair, which UTF-8 cannot say, or more than 64 kB */
    void text(String text) {
        var utf8 = utf8(text);
        u16(utf8.length);
        bytes.writeBytes(utf8);
    }

    void all(byte[] more) {
        bytes.writeBytes(more);
    }

    private static byte[] utf8(String text) {
        try {
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            return utf8;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half a surrogate pair in a text", e);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
