package zhiheng.base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that nobody but their owner reads: modes 0600 and 0700, where the file system knows of modes. */
public final class OwnerOnly {
    private static final FileAttribute<?>[] NONE = {};
    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private OwnerOnly() {}

    /** With which a file in {@code folder} is made. */
    public static FileAttribute<?>[] file(Path folder) throws IOException {
        return attributes(folder, FILE);
    }

    private static FileAttribute<?>[] attributes(Path folder, String mode) throws IOException {
        return isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : NONE;
    }

    private static boolean isPosix(Path there) throws IOException {
        return Files.getFileStore(there).supportsFileAttributeView("posix");
    }

    /** Makes the file, empty, where there is none. */
    public static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, file(file.toAbsolutePath().normalize().resolveSibling(".")));
        }
    }

    /** Makes the folder where there is none, and closes it to others. */
    public static void folder(Path folder) throws IOException {
        folders(folder);
        close(folder);
    }

    /** Makes the folder and those above it that are not there; those that are stay as they are. */
    public static void folders(Path folder) throws IOException {
        var there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        Files.createDirectories(folder, attributes(there, DIRECTORY));
    }

    /** Opens a file to write it anew. */
    public static OutputStream write(Path file) throws IOException {
        make(file);
        return Files.newOutputStream(file);
    }

    /** Closes what is in the folder to others, so many levels deep, and the folder itself. */
    public static void close(Path folder, int levels) throws IOException {
        try (var files = Files.walk(folder, levels)) {
            for (var file : files.toList()) {
                try {
                    close(file);
                } catch (NoSuchFileException gone) {
                    // a file of passage
                }
            }
        }
    }

    private static void close(Path file) throws IOException {
        if (isPosix(file)) {
            var wanted = PosixFilePermissions.fromString(Files.isDirectory(file) ? DIRECTORY : FILE);
            if (!Files.getPosixFilePermissions(file).equals(wanted)) {
                Files.setPosixFilePermissions(file, wanted);
            }
        }
    }
}
