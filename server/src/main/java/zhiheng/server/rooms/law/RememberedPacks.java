package zhiheng.server.rooms.law;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.FolderLook;
import zhiheng.packs.LibraryCache;
import zhiheng.packs.PackLibrary;

/**
 * Reads packs as the launcher would have it: it names the hash of the program ({@code zhiheng.program}) and the folders
 * ({@code zhiheng.cache}) in which libraries that were read are remembered. Without these nothing is.
 */
public final class RememberedPacks {
    /** Libraries that this process holds, with what their files looked like when they were read. */
    private static final Map<Path, Held> HELD = new ConcurrentHashMap<>();

    private record Held(FolderLook files, PackLibrary library) {}

    private RememberedPacks() {}

    /** Reads it and holds it for the next {@link #load}, as long as no file of it changes. */
    public static void hold(Path folder) {
        var files = FolderLook.at(folder);
        HELD.put(folder, new Held(files, load(folder)));
    }

    /** As {@link PackLibrary#load}. */
    public static PackLibrary load(Path folder) {
        var held = HELD.get(folder);
        if (held != null && held.files().equals(FolderLook.at(folder))) {
            return held.library();
        }
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
