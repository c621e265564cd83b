package zhiheng.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log: what makes an entry durable. A batch is one frame (magic, length, CRC32C, first index, entries),
 * one write and one force; so a crash leaves at most the last frame torn. Segments are filled with zeros beforehand,
 * which spares the file system a change of length at every force.
 */
final class Wal {
    static final String PREFIX = "wal-";
    static final int MAGIC = 0x5a485731; // "ZHW1"
    static final int HEADER = 12;

    private record Segment(long first, Path file) {}

    private final Folder folder;
    private final int segmentBytes;
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private Disk.@Nullable Handle handle;
    private long position;
    private long capacity;

    Wal(Folder folder, int segmentBytes) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
    }

    /** Returns when the entries are durable. After an IOException this object must not be used for appending again. */
    void append(long first, List<byte[]> entries) throws IOException {
        ByteBuffer frame = frame(first, entries);
        int length = frame.remaining();
        Disk.Handle to = handle;
        if (to == null || position + length > capacity) {
            to = roll(first, length);
        }
        Folder.writeFully(to, frame, position);
        to.force();
        position += length;
    }

    static ByteBuffer frame(long first, List<byte[]> entries) {
        int body = 8;
        for (byte[] entry : entries) {
            body += 2 + entry.length;
        }
        var frame = ByteBuffer.allocate(HEADER + body);
        frame.putInt(MAGIC).putInt(body).putInt(0).putLong(first);
        for (byte[] entry : entries) {
            frame.putShort((short) entry.length).put(entry);
        }
        frame.putInt(8, crc(frame.array(), 0, body));
        return frame.flip();
    }

    /** Covers the length and the body of the frame at {@code at}. */
    static int crc(byte[] bytes, int at, int body) {
        var crc = new CRC32C();
        crc.update(bytes, at + 4, 4);
        crc.update(bytes, at + HEADER, body);
        return (int) crc.getValue();
    }

    private Disk.Handle roll(long first, int atLeast) throws IOException {
        close();
        Path file = folder.privateDir().resolve(PREFIX + "%020d".formatted(first));
        capacity = Math.max(segmentBytes, atLeast);
        position = 0;
        synchronized (segments) {
            segments.add(new Segment(first, file));
        }
        Disk.Handle created = folder.disk().create(file, true);
        handle = created;
        var zeros = ByteBuffer.allocate(1 << 16);
        for (long at = 0; at < capacity; at += zeros.capacity()) {
            Folder.writeFully(created, zeros.clear().limit((int) Math.min(zeros.capacity(), capacity - at)), at);
        }
        created.force();
        folder.disk().syncDir(folder.privateDir());
        return created;
    }

    /** Deletes the segments of which a durable checkpoint of {@code size} entries covers everything. */
    void deleteCovered(long size) throws IOException {
        while (true) {
            Path file;
            synchronized (segments) {
                var all = segments.iterator();
                if (!all.hasNext()) {
                    return;
                }
                file = all.next().file();
                if (!all.hasNext() || all.next().first() > size) {
                    return; // the segment in use stays
                }
                segments.removeFirst();
            }
            folder.disk().delete(file);
        }
    }

    /** Forgets all segments, whose acknowledged entries are in tiles under a durable checkpoint; what a failed write left goes with them. */
    void startOver() throws IOException {
        Disk.Handle old = handle;
        handle = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // nothing of it is wanted any more
            }
        }
        synchronized (segments) {
            segments.clear();
        }
        for (var file : WalReader.files(folder.privateDir())) {
            folder.disk().delete(file);
        }
        folder.disk().syncDir(folder.privateDir());
    }

    void close() throws IOException {
        if (handle != null) {
            handle.close();
            handle = null;
        }
    }
}
