package zhiheng.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;

/** One log, one process. The lock goes with the process, so none is left behind by a crash. */
final class FolderLock implements AutoCloseable {
    /**
     * Asked before the file: on POSIX systems, closing any second channel on the lock file would drop this process's lock.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path held;
    private final FileChannel channel;

    private FolderLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    /** Null when this or another process holds the log. */
    static @Nullable FolderLock tryTake(Path privateDir) throws IOException {
        Path held = privateDir.toRealPath();
        if (!HELD_HERE.add(held)) {
            return null;
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            OwnerOnly.make(privateDir.resolve("lock"));
            channel = FileChannel.open(privateDir.resolve("lock"), StandardOpenOption.WRITE);
            lock = channel.tryLock();
            return lock == null ? null : new FolderLock(held, channel);
        } finally {
            if (lock == null) {
                HELD_HERE.remove(held);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(held);
    }
}
