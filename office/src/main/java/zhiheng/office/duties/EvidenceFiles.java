package zhiheng.office.duties;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.regex.Pattern;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;

/** Evidence files by content: {@code ab/abcd…}, named by SHA-256 and by nothing that a user typed. */
public final class EvidenceFiles {
    /** The largest file taken. */
    public static final int MAX_BYTES = 20 << 20;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private final Path folder;

    public EvidenceFiles(Path folder) {
        this.folder = folder;
    }

    /** Digest and size of what was stored. */
    record Stored(String sha256, long size) {}

    /** Durable when it returns. */
    Stored put(InputStream content) {
        try {
            OwnerOnly.folders(folder);
            var temp = Files.createTempFile(folder, "upload", ".tmp");
            try {
                var stored = copy(content, temp);
                var shelf = shelf(stored.sha256());
                OwnerOnly.folders(shelf);
                Files.move(temp, shelf.resolve(stored.sha256()), StandardCopyOption.ATOMIC_MOVE);
                syncFolder(shelf);
                syncFolder(folder);
                return stored;
            } finally {
                Files.deleteIfExists(temp);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream open(String sha256) {
        try {
            return Files.newInputStream(shelf(sha256).resolve(sha256));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the file away for good; nothing when it is gone already. */
    public void erase(String sha256) {
        try {
            var shelf = shelf(sha256);
            if (Files.deleteIfExists(shelf.resolve(sha256))) {
                syncFolder(shelf);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path shelf(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw Access.notFound();
        }
        return folder.resolve(sha256.substring(0, 2));
    }

    private static Stored copy(InputStream content, Path temp) throws IOException {
        var digest = Sha256.newDigest();
        var size = 0L;
        var buffer = new byte[1 << 16];
        try (var out = FileChannel.open(temp, StandardOpenOption.WRITE)) {
            for (int n; (n = content.read(buffer)) >= 0; ) {
                size += n;
                if (size > MAX_BYTES) {
                    throw Refusal.invalid(
                            "文件超过20 MiB。请压缩，或改用链接。", "The file is over 20 MiB. Compress it, or give a link.");
                }
                digest.update(buffer, 0, n);
                var chunk = ByteBuffer.wrap(buffer, 0, n);
                while (chunk.hasRemaining()) {
                    out.write(chunk);
                }
            }
            if (size == 0) {
                throw Refusal.invalid("文件是空的，请另选文件。", "The file is empty; choose another.");
            }
            out.force(true);
        }
        return new Stored(HexFormat.of().formatHex(digest.digest()), size);
    }

    /** A rename is durable only when the folder is synced too. */
    private static void syncFolder(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
