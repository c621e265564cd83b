package zhiheng.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that nobody but their owner reads: modes 0600 and 0700, where the file system knows of modes. */
public final class OwnerOnly {
    private static final FileAttribute<?>[] NONE = {};

    private OwnerOnly() {}

    /** With which a file in {@code folder} is made. */
    public static FileAttribute<?>[] file(Path folder) throws IOException {
        return attributes(folder, "rw-------");
    }

    private static FileAttribute<?>[] attributes(Path folder, String mode) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : NONE;
    }

    /** Makes the file, empty, where there is none. */
    public static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, file(file.toAbsolutePath().normalize().resolveSibling(".")));
        }
    }

    /** Makes the folder where there is none, and closes it to others. */
    public static void folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
