package zhiheng.packs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The toy library of the tests, and copies of it with one thing broken. */
final class Toy {
    static final Path FOLDER = Path.of("src/test/resources/library");
    static final PackLibrary LIBRARY = PackLibrary.load(FOLDER);

    private Toy() {}

    static Facts facts(Map<String, ?> values) {
        return Facts.of(LIBRARY, values);
    }

    /** A copy of the toy library under {@code target} in which {@code file} reads {@code now} instead of {@code was}. */
    static Path broken(Path target, String file, String was, String now) {
        try (var files = Files.walk(FOLDER)) {
            for (var source : files.toList()) {
                var copy = target.resolve(FOLDER.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(source, copy);
                }
            }
            var path = target.resolve(file);
            var text = Files.readString(path);
            if (!text.contains(was)) {
                throw new IllegalArgumentException("not in " + file + ": " + was);
            }
            Files.writeString(path, text.replace(was, now));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
