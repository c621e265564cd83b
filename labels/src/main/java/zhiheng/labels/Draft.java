package zhiheng.labels;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** A new file that has all its bytes but not yet its name. Closed without {@link #publish}, it is as if it had never been. */
final class Draft implements AutoCloseable {
    private final Path temp;
    private final Path out;
    private final FileChannel channel;
    private final Labels.Written written;
    private boolean published;

    private Draft(Path temp, Path out, FileChannel channel, Labels.Written written) {
        this.temp = temp;
        this.out = out;
        this.channel = channel;
        this.written = written;
    }

    static Draft create(Path out, Labels.Written written) throws IOException {
        String name = "." + out.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
        Path temp = out.toAbsolutePath().resolveSibling(name);
        FileChannel channel = FileChannel.open(
                temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Draft(temp, out, channel, written);
    }

    FileChannel channel() {
        return channel;
    }

    Labels.Written written() {
        return written;
    }

    Path out() {
        return out;
    }

    /** The bytes are on the disk when this returns. */
    void sync() throws IOException {
        channel.force(true);
    }

    /** Gives the file its name, in one step. */
    void publish() throws IOException {
        Files.move(temp, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        published = true;
    }

    /** The name is on the disk, too. Systems that cannot sync a folder (Windows) do so by themselves. */
    static void syncFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || java.io.File.separatorChar == '\\') {
            return;
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            if (!published) {
                Files.deleteIfExists(temp);
            }
        } catch (IOException e) {
            // a left-over temporary file harms nobody
        }
    }
}
