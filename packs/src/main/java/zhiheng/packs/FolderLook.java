package zhiheng.packs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;

/** How the files of a folder look from outside, by size and time of change: two looks that are alike say that nobody saved between them. */
public record FolderLook(Map<Path, Seen> files) {
    /** One file. */
    public record Seen(long size, FileTime changed) {}

    public FolderLook {
        files = Map.copyOf(files);
    }

    /**
     * Looks at every file under {@code folder}; that reads none.
     *
     * @throws UncheckedIOException also where a file goes while it is looked at
     */
    public static FolderLook at(Path folder) {
        var seen = new HashMap<Path, Seen>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                seen.put(file, new Seen(Files.size(file), Files.getLastModifiedTime(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FolderLook(seen);
    }
}
