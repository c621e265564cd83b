package zhiheng.packs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A folder that remembers libraries as they were read, so that the next start needs neither YAML nor CEL. An entry is
 * named by the hash of every file of the library and of the program: a changed pack or program finds no entry, reads the
 * library and leaves a new one. Any number of processes may use one folder at once.
 *
 * <p>It is a convenience and never a condition: an entry that is damaged or foreign counts as none, a folder that cannot
 * be written is left alone, and a library with an error in it is read anew each time, so that the error is told in full.
 */
public final class LibraryCache {
    /** Entries kept; the oldest make room, since every edit of a pack leaves one. */
    static final int KEPT = 8;

    private static final int MAX_BYTES = 256 << 20;
    private static final String ENDING = ".packs";

    private final List<Path> folders;
    private final String program;

    /**
     * @param folders looked into in this order; the first that can be written takes what is new, and is made for it
     * @param program what tells this program from others that read packs in another way, such as a hash of its jars
     */
    public LibraryCache(List<Path> folders, String program) {
        this.folders = List.copyOf(folders);
        this.program = program;
    }

    /**
     * As {@link PackLibrary#load}, from memory where possible.
     *
     * @throws PackException as {@link PackLibrary#load}
     */
    public PackLibrary load(Path library) {
        var files = LibraryFiles.of(library);
        if (!files.whole()) {
            return new PackLibrary(LibraryParts.read(files), files.digest());
        }
        var digest = files.digest();
        var key = LibraryFiles.key(program, digest);
        var name = HexFormat.of().formatHex(key) + ENDING;
        for (var folder : folders) {
            try {
                return new PackLibrary(LibraryReader.read(bytes(folder.resolve(name)), files, key), digest);
            } catch (IOException | LibraryReader.Damaged | PackException e) {
                continue; // no entry, or none that can be used: whatever is wrong with it, the library says what is
                // right
            }
        }
        var parts = LibraryParts.read(files);
        var result = new PackLibrary(parts, digest);
        var bytes = LibraryWriter.write(parts, files, key);
        for (var folder : folders) {
            if (keep(folder, name, bytes)) {
                break;
            }
        }
        return result;
    }

    private static byte[] bytes(Path entry) throws IOException {
        if (Files.size(entry) > MAX_BYTES) {
            throw new IOException("larger than any library");
        }
        return Files.readAllBytes(entry);
    }

    private static boolean keep(Path folder, String name, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            // Not createTempFile: what one user leaves with the build, the others are to read.
            var draft = folder.resolve(
                    name + "." + Long.toHexString(ThreadLocalRandom.current().nextLong()));
            try {
                Files.write(draft, bytes, StandardOpenOption.CREATE_NEW);
                Files.move(
                        draft,
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            for (var old : entries(folder).stream().skip(KEPT).toList()) {
                Files.deleteIfExists(old);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false; // without one the next start reads the packs again, as this one did
        }
    }

    /** Entries, the newest first. */
    private static List<Path> entries(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            return list.filter(p -> p.toString().endsWith(ENDING))
                    .sorted(Comparator.comparing((Path p) -> p.toFile().lastModified())
                            .reversed())
                    .toList();
        }
    }
}
