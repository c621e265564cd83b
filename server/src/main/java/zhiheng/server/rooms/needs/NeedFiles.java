package zhiheng.server.rooms.needs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.office.people.Access;

/**
 * Files of the public, each under an id that nobody typed. They are foreign matter: known by their first bytes, never opened or shown
 * by this server, and given out only as downloads.
 */
final class NeedFiles {
    static final long MOST_BYTES = 5L << 20;
    static final int MOST_OF_ONE = 3;

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final Path folder;

    NeedFiles(Path folder) {
        this.folder = folder;
    }

    /** Durable when it returns. */
    void put(String id, byte[] content) {
        try {
            OwnerOnly.folders(folder);
            var temp = Files.createTempFile(folder, "upload", ".tmp");
            try {
                Files.write(temp, content);
                try (var channel = FileChannel.open(temp, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(temp, file(id), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temp);
            }
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(String id) {
        try {
            return Files.readAllBytes(file(id));
        } catch (NoSuchFileException e) {
            throw Access.notFound();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the file away for good; nothing when it is gone already. */
    void erase(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw Access.notFound();
        }
        return folder.resolve(id);
    }

    /** What a file is by its first bytes. */
    static String type(byte[] content) {
        if (starts(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return "png";
        }
        if (starts(content, 0xFF, 0xD8, 0xFF)) {
            return "jpeg";
        }
        if (starts(content, '%', 'P', 'D', 'F', '-')) {
            return "pdf";
        }
        throw Refusal.invalid(
                "只接受 PNG、JPEG 图片和 PDF 文件，以文件内容为准。", "PNG, JPEG and PDF files are taken, by their content.");
    }

    private static boolean starts(byte[] content, int... bytes) {
        if (content.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((content[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
