package zhiheng.server.rooms.packeditor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The files of packs as they lie in the library. */
record PackFiles(Path folder) {
    /** Where a file of the editor lies, or would; of cases the first. */
    Path at(String pack, String file) {
        var path = folder.resolve(pack).resolve(file);
        return file.equals(PackDraft.CASES) ? cases(pack).stream().findFirst().orElse(path) : path;
    }

    /** The files of cases, by name. */
    List<Path> cases(String pack) {
        var cases = folder.resolve(pack).resolve("cases");
        if (!Files.isDirectory(cases)) {
            return List.of();
        }
        try (var all = Files.list(cases)) {
            return all.filter(p -> p.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says; "" where it is not there. */
    String text(String pack, String file) {
        try {
            var path = at(pack, file);
            return Files.isRegularFile(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells how the files of a pack lie now from how they lay before; "" where there are none. */
    String stand(String pack) {
        if (!Files.isDirectory(folder.resolve(pack))) {
            return "";
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : PackDraft.FIELDS.values()) {
                digest.update(text(pack, file).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
