package zhiheng.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The log's folder and its whole-file writes: a file appears under its name complete or not at all. {@code checkpoint},
 * {@code verifier-key} and {@code tile/} are for the public; {@code private/} (mode 0700) is never served.
 */
final class Folder {
    static final String PRIVATE = "private";
    static final String CHECKPOINT = "checkpoint";
    static final String VERIFIER_KEY = "verifier-key";

    private final Path root;
    private final Disk disk;
    private final Set<Path> unsynced = new LinkedHashSet<>();

    Folder(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    Path root() {
        return root;
    }

    Path privateDir() {
        return root.resolve(PRIVATE);
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    Disk disk() {
        return disk;
    }

    void mkdirs(Path dir, boolean ownerOnly) throws IOException {
        if (Files.isDirectory(dir)) {
            return;
        }
        Path parent = dir.toAbsolutePath().getParent();
        if (parent != null) {
            mkdirs(parent, false);
        }
        disk.mkdir(dir, ownerOnly);
        if (parent != null) {
            disk.syncDir(parent);
        }
    }

    /** Writes beside, forces, renames. The name itself is durable after the next {@link #sync}. */
    void write(Path file, byte[] bytes, boolean ownerOnly) throws IOException {
        Path dir = file.getParent();
        if (dir == null) {
            throw new IOException("no parent: " + file);
        }
        mkdirs(dir, false);
        Path next = privateDir().resolve("next");
        try (var handle = disk.create(next, ownerOnly)) {
            writeFully(handle, ByteBuffer.wrap(bytes), 0);
            handle.force();
        }
        disk.rename(next, file);
        unsynced.add(dir);
    }

    void sync() throws IOException {
        for (var dir : Set.copyOf(unsynced)) {
            disk.syncDir(dir);
            unsynced.remove(dir);
        }
    }

    static void writeFully(Disk.Handle handle, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int n = handle.write(bytes, at);
            if (n <= 0) {
                throw new IOException("the disk took no bytes");
            }
            at += n;
        }
    }
}
