package zhiheng.server.house;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;

/**
 * The folder of all that is kept: for its owner's eyes, and for one server at a time. The lock goes with the process, so none is left
 * behind by a crash.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "server.lock";
    /** So deep an older version's files are closed to others at a start; nobody else comes deeper. */
    private static final int LEVELS = 2;

    private final FileChannel channel;

    private DataFolder(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the folder where there is none. Refused while another process has it. */
    public static DataFolder take(Path folder) {
        try {
            OwnerOnly.folder(folder);
            OwnerOnly.make(folder.resolve(LOCK));
            var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    OwnerOnly.close(folder, LEVELS);
                    return new DataFolder(channel);
                }
            } catch (OverlappingFileLockException e) {
                // this very process has it
            }
            channel.close();
            throw Refusal.conflict(
                    "数据目录 " + folder + " 正被另一个智衡使用。请先停止它，或用 --data 换一个目录。未作任何改动。",
                    "The folder " + folder
                            + " is in use by another Zhiheng. Stop that one, or choose another folder with --data."
                            + " Nothing was changed.");
        } catch (IOException e) {
            throw Refusal.unavailable(
                    "无法使用数据目录 " + folder + "：" + e + "。请检查权限与磁盘空间。",
                    "The folder " + folder + " cannot be used: " + e + ". Check its rights and the disk's space.",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
