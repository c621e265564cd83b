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
import zhiheng.office.people.Access;

/**
 * Files of the public, each under an id that nobody typed. They are foreign matter: known by their content ({@link FileKind}), never
 * shown by this server, and given out only as downloads.
 */
final class NeedFiles {
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
}
