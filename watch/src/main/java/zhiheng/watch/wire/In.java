package zhiheng.watch.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers and texts from a stretch of bytes; whatever is not there in full is damage. */
final class In {
    private final ByteBuffer bytes;

    In(byte[] array, int from, int to) {
        bytes = ByteBuffer.wrap(array, from, to - from);
    }

    private void need(int count) throws Unreadable {
        if (count < 0 || bytes.remaining() < count) {
            throw Unreadable.damaged("cut short");
        }
    }

    int u8() throws Unreadable {
        need(1);
        return bytes.get() & 0xff;
    }

    int u16() throws Unreadable {
        need(2);
        return bytes.getShort() & 0xffff;
    }

    long i64() throws Unreadable {
        need(8);
        return bytes.getLong();
    }

    double f64() throws Unreadable {
        return Double.longBitsToDouble(i64());
    }

    /** Where it stands, counted from the begin of the array. */
    int at() {
        return bytes.position();
    }

    void skip(int count) throws Unreadable {
        need(count);
        bytes.position(bytes.position() + count);
    }

    int left() {
        return bytes.remaining();
    }

    String text(int length) throws Unreadable {
        need(length);
        var array = bytes.array();
        int from = bytes.position();
        bytes.position(from + length);
        for (int i = from; i < from + length; i++) {
            if (array[i] < 0) {
                return strict(array, from, length);
            }
        }
        return new String(array, from, length, StandardCharsets.ISO_8859_1); // ASCII, the common case
    }

    private static String strict(byte[] array, int from, int length) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(array, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Unreadable.damaged("text that is not UTF-8");
        }
    }

    /** As {@link #text()}, for what is nearly always the same text. @param usual in ASCII */
    String text(String usual, byte[] ascii) throws Unreadable {
        int length = u16();
        int from = bytes.position();
        if (length == ascii.length
                && bytes.remaining() >= length
                && Arrays.equals(bytes.array(), from, from + length, ascii, 0, length)) {
            bytes.position(from + length);
            return usual;
        }
        return text(length);
    }

    /** Length in two bytes, then UTF-8. */
    String text() throws Unreadable {
        return text(u16());
    }

    void end() throws Unreadable {
        if (bytes.hasRemaining()) {
            throw Unreadable.damaged(bytes.remaining() + " bytes behind the end");
        }
    }
}
