package zhiheng.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.LibraryCache;
import zhiheng.packs.PackLibrary;

/**
 * Reads packs as the launcher would have it: it names the hash of the program ({@code zhiheng.program}) and the folder
 * ({@code zhiheng.cache}) in which libraries that were read are remembered. Without these, as in a test, nothing is.
 */
public final class RememberedPacks {
    private RememberedPacks() {}

    /** As {@link PackLibrary#load}. */
    public static PackLibrary load(Path folder) {
        var program = named("zhiheng.program");
        var cache = named("zhiheng.cache");
        return program == null || cache == null
                ? PackLibrary.load(folder)
                : new LibraryCache(Path.of(cache), program).load(folder);
    }

    private static @Nullable String named(String property) {
        var value = System.getProperty(property, "");
        return value.isEmpty() ? null : value;
    }
}
