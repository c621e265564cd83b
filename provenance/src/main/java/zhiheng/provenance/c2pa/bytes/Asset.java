package zhiheng.provenance.c2pa.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The bytes of a file, read at positions; a read beyond its end is a {@link BadAsset}, never garbage. */
public interface Asset extends AutoCloseable {
    int MAX_BLOCK = 64 << 20;
    /** So much is taken at once on the way through a file: what the processor keeps at hand between reading, hashing and writing. */
    int PIECE = 1 << 16;

    long size();

    /** Reads {@code [at, at+length)}, which lies in the file, into a place that has room for it. */
    void read(long at, byte[] to, int offset, int length) throws IOException;

    /** Feeds {@code [from, to)}, which lies in the file, to a digest. */
    default void digest(MessageDigest digest, long from, long to) throws IOException {
        var buffer = new byte[(int) Math.min(PIECE, Math.max(0, to - from))];
        for (long at = from; at < to; at += buffer.length) {
            int n = (int) Math.min(buffer.length, to - at);
            read(at, buffer, 0, n);
            digest.update(buffer, 0, n);
        }
    }

    /** Writes {@code [from, to)}, which lies in the file. */
    default void write(WritableByteChannel out, long from, long to) throws IOException {
        var buffer = new byte[(int) Math.min(PIECE, Math.max(0, to - from))];
        for (long at = from; at < to; at += buffer.length) {
            int n = (int) Math.min(buffer.length, to - at);
            read(at, buffer, 0, n);
            writeAll(out, ByteBuffer.wrap(buffer, 0, n));
        }
    }

    static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    @Override
    default void close() throws IOException {}

    static Asset of(byte[] bytes) {
        return new MemoryAsset(bytes);
    }

    /** The bytes {@code [at, at+length)}; a length that the file does not hold costs no memory. */
    default byte[] bytes(long at, long length) throws IOException {
        require(at, length);
        if (length > MAX_BLOCK) {
            throw new BadAsset("数据块超过 64 MiB 的上限", "a block exceeds the limit of 64 MiB");
        }
        var bytes = new byte[(int) length];
        read(at, bytes, 0, bytes.length);
        return bytes;
    }

    default int u8(long at) throws IOException {
        return (int) number(at, 1);
    }

    default int u16(long at) throws IOException {
        return (int) number(at, 2);
    }

    default long u32(long at) throws IOException {
        return number(at, 4);
    }

    /** A 64-bit number; those above {@link Long#MAX_VALUE} are no size of any file. */
    default long u64(long at) throws IOException {
        long value = number(at, 8);
        if (value < 0) {
            throw new BadAsset("声明的长度过大", "a declared length is impossible");
        }
        return value;
    }

    default long u32le(long at) throws IOException {
        return Integer.reverseBytes((int) number(at, 4)) & 0xffffffffL;
    }

    private long number(long at, int length) throws IOException {
        require(at, length);
        var bytes = new byte[length];
        read(at, bytes, 0, length);
        long value = 0;
        for (byte b : bytes) {
            value = value << 8 | (b & 0xff);
        }
        return value;
    }

    default boolean matches(long at, byte[] expected) throws IOException {
        return at >= 0 && at <= size() - expected.length && Arrays.equals(bytes(at, expected.length), expected);
    }

    default boolean matches(long at, String latin1) throws IOException {
        return matches(at, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A {@link BadAsset} when the range does not lie in the file. */
    default void require(long at, long length) throws BadAsset {
        if (at < 0 || length < 0 || length > size() || at > size() - length) {
            throw new BadAsset(
                    "文件不完整: 第 " + at + " 字节处声明的数据超出文件末尾",
                    "the file is incomplete: data declared at byte " + at + " lie beyond its end");
        }
    }
}
