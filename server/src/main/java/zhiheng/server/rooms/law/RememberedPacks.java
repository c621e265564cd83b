package zhiheng.server.rooms.law;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.LibraryCache;
import zhiheng.packs.PackLibrary;

/**
 * Reads packs as the launcher would have it: it names the hash of the program ({@code zhiheng.program}) and the folders
 * ({@code zhiheng.cache}) in which libraries that were read are remembered. Without these nothing is.
 */
public final class RememberedPacks {
    private RememberedPacks() {}

    /** As {@link PackLibrary#load}. */
    public static PackLibrary load(Path folder) {
        var program = named("zhiheng.program");
        var cache = named("zhiheng.cache");
        return program == null || cache == null
                ? PackLibrary.load(folder)
                : new LibraryCache(folders(cache), program).load(folder);
    }

    private static List<Path> folders(String cache) {
        return Arrays.stream(cache.split(File.pathSeparator)).map(Path::of).toList();
    }

    private static @Nullable String named(String property) {
        var value = System.getProperty(property, "");
        return value.isEmpty() ? null : value;
    }
}
