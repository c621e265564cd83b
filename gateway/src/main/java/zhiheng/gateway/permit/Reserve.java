package zhiheng.gateway.permit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;

/**
 * Room on the disk that is taken while there is some, so that a stop can be noted when there is none: a file of fixed length that is
 * written over in place. A record is its length, a checksum and a deflated text, over whole slots; zeros are no record. On file systems
 * that write every block anew (btrfs, ZFS) a full disk is full for it too.
 */
final class Reserve {
    private static final System.Logger LOG = System.getLogger(Reserve.class.getName());
    private static final int SLOT = 4096;
    private static final int SLOTS = 256;
    private static final int HEAD = 8;
    private static final int MAX_TEXT = 1 << 20;

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    private record Kept(int slot, int slots, String text) {}

    /** Takes the room, where it is not taken yet. Without room there is no reserve, which is no reason not to start. */
    void make() {
        try {
            if (Files.exists(file) && Files.size(file) == (long) SLOT * SLOTS) {
                return;
            }
            OwnerOnly.make(file);
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                write(channel, new byte[SLOT * SLOTS], 0);
                channel.force(true);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "no room is kept for stops on a full disk: {0}", e.getMessage());
        }
    }

    /** Returns whether the text is on the disk now. */
    synchronized boolean keep(String text) {
        try {
            if (all().contains(text)) {
                return true;
            }
            var record = record(text);
            int slot = free(record.length / SLOT);
            if (slot < 0) {
                return false;
            }
            over(slot, record);
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    synchronized List<String> all() {
        return kept().stream().map(Kept::text).toList();
    }

    synchronized void remove(Predicate<String> which) {
        for (var kept : kept()) {
            if (which.test(kept.text)) {
                try {
                    over(kept.slot, new byte[kept.slots * SLOT]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private List<Kept> kept() {
        var found = new ArrayList<Kept>();
        try {
            if (!Files.exists(file)) {
                return found;
            }
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            for (int slot = 0; (slot + 1) * SLOT <= bytes.limit(); ) {
                var kept = read(bytes, slot);
                if (kept != null) {
                    found.add(kept);
                }
                slot += kept == null ? 1 : kept.slots;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static @Nullable Kept read(ByteBuffer bytes, int slot) {
        int at = slot * SLOT;
        int length = bytes.getInt(at);
        if (length <= 0 || length > bytes.limit() - at - HEAD) {
            return null;
        }
        var deflated = new byte[length];
        bytes.get(at + HEAD, deflated);
        if (bytes.getInt(at + 4) != checksum(deflated)) {
            return null; // was being written when the power went
        }
        var inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            var text = new byte[MAX_TEXT];
            int size = inflater.inflate(text);
            return new Kept(slot, slots(length), new String(text, 0, size, StandardCharsets.UTF_8));
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static byte[] record(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT) {
            throw new IOException("too long");
        }
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var buffer = new byte[SLOT];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        var deflated = out.toByteArray();
        return ByteBuffer.allocate(slots(deflated.length) * SLOT)
                .putInt(deflated.length)
                .putInt(checksum(deflated))
                .put(deflated)
                .array();
    }

    private static int slots(int length) {
        return (HEAD + length + SLOT - 1) / SLOT;
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Where so many slots in a row are free; -1 where nowhere. */
    private int free(int slots) throws IOException {
        if (!Files.exists(file)) {
            return -1;
        }
        int slot = 0;
        for (var kept : kept()) {
            if (kept.slot - slot >= slots) {
                return slot;
            }
            slot = kept.slot + kept.slots;
        }
        return Files.size(file) / SLOT - slot >= slots ? slot : -1;
    }

    private void over(int slot, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE))) {
            write(channel, bytes, (long) slot * SLOT);
            channel.force(false);
        }
    }

    private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }
}
