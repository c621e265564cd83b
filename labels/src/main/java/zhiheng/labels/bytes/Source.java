package zhiheng.labels.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file read at positions through a small window; a read beyond its end is a {@link BadFile}, never garbage. */
public final class Source implements AutoCloseable {
    private static final int WINDOW = 1 << 16;
    /** Files up to here are read whole, at once. */
    private static final int SMALL = 1 << 18;

    /** What the metadata of most files fits into. */
    private static final int GLANCE = 1 << 14;

    private final @Nullable FileChannel channel;
    private final long size;
    private final ByteBuffer window;
    /** Where in the channel it begins. */
    private final long base;

    private long windowAt;

    private Source(FileChannel channel, long base, long size, int small) {
        this.channel = channel;
        this.base = base;
        this.size = size;
        this.window = ByteBuffer.allocate(size <= small ? (int) Math.max(1, size) : Math.min(WINDOW, small))
                .limit(0);
    }

    /** On a channel that somebody else closes, of which only metadata will be read. */
    public static Source glance(FileChannel channel) throws IOException {
        return new Source(channel, 0, channel.size(), GLANCE);
    }

    /** On bytes in memory, such as a text in another encoding. */
    public Source(byte[] bytes) {
        this.channel = null;
        this.base = 0;
        this.size = bytes.length;
        this.window = ByteBuffer.wrap(bytes);
    }

    /** The same bytes up to a place, as if the file ended there; closing it is up to the whole. */
    public Source upTo(long end) throws IOException {
        return channel == null
                ? new Source(java.util.Arrays.copyOf(window.array(), Math.toIntExact(end)))
                : new Source(channel, base, end, SMALL);
    }

    /** The same bytes from a place on, as if the file began there; closing it is up to the whole. */
    public Source from(long start) throws IOException {
        require(start, 0);
        return channel == null
                ? new Source(
                        java.util.Arrays.copyOfRange(window.array(), Math.toIntExact(start), window.array().length))
                : new Source(channel, base + start, size - start, SMALL);
    }

    public static Source open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new Source(channel, 0, channel.size(), SMALL);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public long size() {
        return size;
    }

    /** Where places are those of the file. */
    FileChannel channel() {
        if (channel == null) {
            throw new IllegalStateException("bytes in memory have no channel");
        }
        return channel;
    }

    /** Where in its channel it begins. */
    long base() {
        return base;
    }

    /** Reads what there is at a place, and nothing around it. */
    public void peek(ByteBuffer to, long at) throws IOException {
        if (channel == null) {
            to.put(window.slice((int) at, (int) Math.min(to.remaining(), size - at)));
        } else {
            channel.read(to, base + at);
        }
    }

    public int u8(long at) throws IOException {
        return window(at, 1).get(offset(at)) & 0xff;
    }

    public int u16(long at) throws IOException {
        return window(at, 2).order(ByteOrder.BIG_ENDIAN).getShort(offset(at)) & 0xffff;
    }

    public int u16le(long at) throws IOException {
        return window(at, 2).order(ByteOrder.LITTLE_ENDIAN).getShort(offset(at)) & 0xffff;
    }

    public long u32(long at) throws IOException {
        return window(at, 4).order(ByteOrder.BIG_ENDIAN).getInt(offset(at)) & 0xffffffffL;
    }

    public long u32le(long at) throws IOException {
        return window(at, 4).order(ByteOrder.LITTLE_ENDIAN).getInt(offset(at)) & 0xffffffffL;
    }

    /** A 64-bit big-endian number; those above {@link Long#MAX_VALUE} are no size of any file. */
    public long u64(long at) throws IOException {
        return notNegative(window(at, 8).order(ByteOrder.BIG_ENDIAN).getLong(offset(at)));
    }

    public long u64le(long at) throws IOException {
        return notNegative(window(at, 8).order(ByteOrder.LITTLE_ENDIAN).getLong(offset(at)));
    }

    /** The bytes {@code [at, at+length)}; a length that the file does not hold costs no memory. */
    public byte[] bytes(long at, long length) throws IOException {
        require(at, length);
        if (length > Integer.MAX_VALUE - 8) {
            throw new BadFile("数据块过大", "a block is too large to hold in memory");
        }
        var bytes = new byte[(int) length];
        if (length <= window.capacity()) {
            window(at, (int) length).get(offset(at), bytes);
        } else {
            readFully(ByteBuffer.wrap(bytes), at);
        }
        return bytes;
    }

    /** Appends the bytes {@code [at, at+length)} to a buffer that has room for them. */
    void into(ByteBuffer to, long at, int length) throws IOException {
        if (length <= window.capacity()) {
            to.put(window(at, length).slice(offset(at), length));
            return;
        }
        int limit = to.limit();
        readFully(to.limit(to.position() + length), at);
        to.limit(limit);
    }

    /** As {@link #bytes}, refused when longer than what the limits allow to be held. */
    public byte[] bytes(long at, long length, Limits limits) throws IOException {
        require(at, length);
        if (length > limits.metadataBytes()) {
            throw new BadFile("元数据块超过上限", "a metadata block exceeds the limit of " + limits.metadataBytes() + " bytes");
        }
        return bytes(at, length);
    }

    public boolean matches(long at, byte[] expected) throws IOException {
        return at >= 0 && at + expected.length <= size && java.util.Arrays.equals(bytes(at, expected.length), expected);
    }

    public boolean matches(long at, String latin1) throws IOException {
        return matches(at, latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    /** @throws BadFile when the range does not lie in the file */
    public void require(long at, long length) throws BadFile {
        if (at < 0 || length < 0 || length > size || at > size - length) {
            throw new BadFile(
                    "文件不完整: 声明的数据超出文件末尾",
                    "the file is incomplete: data declared at byte " + at + " lie beyond its end");
        }
    }

    private static long notNegative(long value) throws BadFile {
        if (value < 0) {
            throw new BadFile("声明的长度过大", "a declared length is impossible");
        }
        return value;
    }

    private int offset(long at) {
        return (int) (at - windowAt);
    }

    private ByteBuffer window(long at, int length) throws IOException {
        require(at, length);
        if (at < windowAt || at + length > windowAt + window.limit()) {
            window.clear();
            window.limit((int) Math.min(window.capacity(), size - at));
            windowAt = at;
            readFully(window, at);
        }
        return window;
    }

    private void readFully(ByteBuffer to, long at) throws IOException {
        long position = at;
        while (to.hasRemaining()) {
            int n = channel().read(to, base + position);
            if (n < 0) {
                to.limit(0);
                throw new BadFile("读取时文件变短", "the file shrank while it was read");
            }
            position += n;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
