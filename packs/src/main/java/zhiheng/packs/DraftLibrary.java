package zhiheng.packs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A library with a draft in it, as if the draft were law: the draft's pack takes the place of the one with its id, or stands beside
 * the others where none has it.
 */
public final class DraftLibrary {
    private static final int MOST_FILES = 5_000;

    private DraftLibrary() {}

    /**
     * Reads {@code library} with {@code draft} in it; neither folder is changed.
     *
     * @param draft a folder with {@code pack.yaml}, {@code rules.yaml} and, where it asks new questions, {@code facts.yaml}
     * @throws PackException at what is wrong, with the draft's own file and line
     */
    public static PackLibrary read(Path library, Path draft) {
        if (!Files.isRegularFile(draft.resolve("pack.yaml"))) {
            throw new PackException(draft + ": no pack.yaml; name the folder of one pack");
        }
        var id = id(draft);
        Path whole = null;
        Path place = null;
        try {
            whole = Files.createTempDirectory("zhiheng-draft");
            copy(library, whole);
            var there = folders(library).get(id);
            place = whole.resolve(there == null ? id : String.valueOf(there.getFileName()));
            delete(place);
            copy(draft, Files.createDirectories(place));
            return PackLibrary.load(whole);
        } catch (PackException e) {
            throw new PackException(named(String.valueOf(e.getMessage()), place, draft, whole, library));
        } catch (IOException e) {
            throw new PackException("the draft cannot be laid into the library: " + e.getMessage());
        } finally {
            if (whole != null) {
                delete(whole);
            }
        }
    }

    /** Errors speak of the files that the reader knows, not of the copy. */
    private static String named(String message, @Nullable Path place, Path draft, @Nullable Path whole, Path library) {
        var said = place == null ? message : message.replace(place.toString(), draft.toString());
        return whole == null ? said : said.replace(whole.toString(), library.toString());
    }

    private static String id(Path pack) {
        var file = pack.resolve("pack.yaml");
        var id = Yaml.read(file, LibraryFiles.MAX_FILE_BYTES).entries().get("id");
        if (id == null || !(id.value() instanceof String text) || !text.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new PackException(file + ": `id`: give the pack an id of small letters, digits and hyphens");
        }
        return text;
    }

    /** The folders of a library's packs, by the packs' ids. */
    public static Map<String, Path> folders(Path library) {
        var folders = new TreeMap<String, Path>();
        for (var folder : LibraryFiles.packFolders(library)) {
            if (Files.isRegularFile(folder.resolve("pack.yaml"))) {
                folders.put(id(folder), folder);
            }
        }
        return folders;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from, 3)) {
            int count = 0;
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                if (++count > MOST_FILES) {
                    throw new IOException(from + " holds more than " + MOST_FILES + " files");
                }
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (file.toString().endsWith(".yaml")) {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Takes a folder away with all in it, as far as that goes. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // a copy that stays is cleared with the system's temporary folder
        }
    }
}
