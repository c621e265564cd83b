package zhiheng.gateway.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;

/**
 * One file of the journal, mapped into memory: a record that was copied in is in the kernel's keeping and outlives the process, at the
 * cost of a copy. Layout: frames of magic, length, CRC-32C, payload, padded to 8 bytes; zeros after the last.
 */
final class Segment implements AutoCloseable {
    static final int HEAD_BYTES = 12;
    private static final int MAGIC = 0x5a484a31;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    final long number;
    final Path file;
    private final Arena arena = Arena.ofShared();
    private final @Nullable FileChannel channel;
    private final MemorySegment memory;
    private volatile long written;
    private boolean damaged;

    private Segment(long number, Path file, FileChannel channel, long size) throws IOException {
        this.number = number;
        this.file = file;
        this.channel = channel;
        memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
    }

    private Segment(long number, Path file) {
        this.number = number;
        this.file = file;
        channel = null;
        memory = arena.allocate(0);
    }

    /** Stands where the disk has no room for a file yet; nothing fits into it. */
    static Segment nowhere(Path folder, long number) {
        return new Segment(number, folder.resolve(name(number)));
    }

    /** Whether anything could be written into it at all. */
    boolean isSomewhere() {
        return channel != null;
    }

    static Segment create(Path folder, long number, long size) throws IOException {
        var file = folder.resolve(name(number));
        var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OwnerOnly.file(folder));
        try {
            reserve(channel, size);
            return new Segment(number, file, channel, size);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(file); // it takes room, and its name will be wanted again
            throw e;
        }
    }

    /** Writes zeros, since storing into a hole of a mapped file when the disk is full kills the process. */
    private static void reserve(FileChannel channel, long size) throws IOException {
        var zeros = java.nio.ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < size; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
            at += channel.write(zeros, at);
        }
    }

    /** Opens one that an earlier run left; its written end is found by reading. */
    static Segment open(Path file, long number) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var segment = new Segment(number, file, channel, channel.size());
        long at = 0;
        byte[] payload;
        while ((payload = segment.at(at, segment.memory.byteSize())) != null) {
            at += frame(payload.length);
        }
        segment.written = at;
        segment.damaged = segment.hasBytesFrom(at);
        return segment;
    }

    private boolean hasBytesFrom(long at) {
        for (long i = at; i + 8 <= memory.byteSize(); i += 8) {
            if (memory.get(ValueLayout.JAVA_LONG_UNALIGNED, i) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is something behind the last whole frame: torn by the end of the process, or damaged since. */
    boolean isDamaged() {
        return damaged;
    }

    static String name(long number) {
        return "%016d.journal".formatted(number);
    }

    /** Bytes of a frame with its padding. */
    static long frame(int payload) {
        return (HEAD_BYTES + payload + 7L) & ~7L;
    }

    /** @return false when there is no room */
    boolean append(byte[] payload) {
        long at = written;
        if (at + frame(payload.length) > memory.byteSize()) {
            return false;
        }
        MemorySegment.copy(payload, 0, memory, ValueLayout.JAVA_BYTE, at + HEAD_BYTES, payload.length);
        memory.set(INT, at + 4, payload.length);
        memory.set(INT, at + 8, checksum(payload));
        memory.set(INT, at, MAGIC);
        written = at + frame(payload.length);
        return true;
    }

    private static int checksum(byte[] payload) {
        var crc = new CRC32C();
        crc.update(payload, 0, payload.length);
        return (int) crc.getValue();
    }

    /** The payload of the frame at {@code at}, null when there is none yet, or only a torn one. */
    byte @Nullable [] at(long at) {
        return at(at, written);
    }

    private byte @Nullable [] at(long at, long end) {
        if (at + HEAD_BYTES > end || memory.get(INT, at) != MAGIC) {
            return null;
        }
        int length = memory.get(INT, at + 4);
        if (length < 0 || at + frame(length) > end) {
            return null;
        }
        var payload = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at + HEAD_BYTES, payload, 0, length);
        return checksum(payload) == memory.get(INT, at + 8) ? payload : null;
    }

    long written() {
        return written;
    }

    /** Brings what was written to the disk, against a loss of power. */
    void force() {
        if (memory.isMapped()) {
            memory.force();
        }
    }

    @Override
    public void close() throws IOException {
        arena.close();
        if (channel != null) {
            channel.close();
        }
    }
}
