package zhiheng.base.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * For a test that writes the same file thousands of times. {@code Files.write} empties a file first, and ext4 pushes a file that
 * was emptied and written to the disk at its close: twenty times slower than writing over what stands there.
 */
public final class Overwrite {
    private Overwrite() {}

    /** The file then holds these bytes and no more. */
    public static Path file(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                channel.write(left);
            }
            channel.truncate(bytes.length);
        }
        return file;
    }
}
