package zhiheng.provenance.c2pa.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on the disk, read through a small window: a reader looks at little of it, and a hash needs no more than a piece. */
public final class FileAsset implements Asset {
    private static final int WINDOW = 1 << 14;

    private final FileChannel channel;
    private final long size;
    private final byte[] window = new byte[WINDOW];
    private long windowAt;
    private int windowLength;

    private FileAsset(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    public static Asset open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadAsset("不是普通文件", "this is not a regular file");
        }
        var channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new FileAsset(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long at, byte[] to, int offset, int length) throws IOException {
        if (length > WINDOW) {
            fill(at, to, offset, length);
            return;
        }
        if (at < windowAt || at + length > windowAt + windowLength) {
            int n = (int) Math.min(WINDOW, size - at);
            windowLength = 0;
            fill(at, window, 0, n);
            windowAt = at;
            windowLength = n;
        }
        System.arraycopy(window, (int) (at - windowAt), to, offset, length);
    }

    private void fill(long at, byte[] to, int offset, int length) throws IOException {
        readAll(channel, at, ByteBuffer.wrap(to, offset, length));
    }

    /** Fills a buffer from a place in a file. */
    static void readAll(FileChannel channel, long at, ByteBuffer buffer) throws IOException {
        long position = at;
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, position);
            if (n < 0) {
                throw new BadAsset("读取时文件变短", "the file shrank while it was read");
            }
            position += n;
        }
    }

    /** The system copies, so that no byte passes through this process. */
    @Override
    public void write(WritableByteChannel out, long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            long n = channel.transferTo(at, to - at, out);
            if (n <= 0) {
                throw new BadAsset("读取时文件变短", "the file shrank while it was read");
            }
            at += n;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
