package zhiheng.labels.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The new file: metadata is written as bytes, long media is copied by the kernel and never seen here. */
public final class Sink {
    /** Up to here, one write of everything is faster than asking the kernel to copy (measured on ext4: 0.05 against 0.32 ms). */
    private static final int SMALL = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer pending;
    private @Nullable Source copying;
    private long flushed;
    private long copyFrom;
    private long copyTo;

    /** @param size about how long the file will be */
    public Sink(FileChannel channel, long size) {
        this.channel = channel;
        this.pending = ByteBuffer.allocate((int) Math.min(SMALL, size + 8192));
    }

    /** Where the next byte goes. */
    public long position() {
        return flushed + pending.position() + (copyTo - copyFrom);
    }

    public void write(byte[] bytes) throws IOException {
        performCopy();
        if (bytes.length > pending.remaining()) {
            flush();
        }
        if (bytes.length > pending.capacity()) {
            drain(ByteBuffer.wrap(bytes));
        } else {
            pending.put(bytes);
        }
    }

    public void write(String latin1) throws IOException {
        write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void u8(int value) throws IOException {
        write(new byte[] {(byte) value});
    }

    public void u32(long value) throws IOException {
        write(ByteBuffer.allocate(4).putInt((int) value).array());
    }

    public void u32le(long value) throws IOException {
        write(ByteBuffer.allocate(4).putInt(Integer.reverseBytes((int) value)).array());
    }

    /** Copies the bytes {@code [from, to)} of the source unchanged; neighbouring ranges become one system call. */
    public void copy(Source in, long from, long to) throws IOException {
        in.require(from, to - from);
        if (copying == in && copyTo == from) {
            copyTo = to;
            return;
        }
        performCopy();
        copying = in;
        copyFrom = from;
        copyTo = to;
    }

    private void performCopy() throws IOException {
        Source in = copying;
        if (in == null) {
            return;
        }
        copying = null;
        long at = copyFrom;
        long to = copyTo;
        copyFrom = copyTo = 0;
        if (to - at <= SMALL) {
            while (at < to) {
                if (!pending.hasRemaining()) {
                    flush();
                }
                int n = (int) Math.min(to - at, pending.remaining());
                in.into(pending, at, n);
                at += n;
            }
            return;
        }
        flush();
        while (at < to) {
            long n = in.channel().transferTo(in.base() + at, to - at, channel);
            if (n <= 0) {
                throw new BadFile("读取时文件变短", "the file shrank while it was copied");
            }
            at += n;
            flushed += n;
        }
    }

    /** Overwrites bytes already written, for sizes known only at the end. */
    public void patch(long at, byte[] bytes) throws IOException {
        flush();
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }

    public void flush() throws IOException {
        performCopy();
        pending.flip();
        drain(pending);
        pending.clear();
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            flushed += channel.write(bytes);
        }
    }
}
