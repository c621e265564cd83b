package zhiheng.server.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The small library of the tests beside the incidents and procedures that ship, for the great library takes its time to read. */
public final class SmallPacks {
    private SmallPacks() {}

    /** @return the folder that holds {@code library} and the folders of packs beside it */
    public static Path in(Path folder) throws IOException {
        var packs = folder.resolve("packs");
        copy(Path.of("src/test/resources/library"), packs.resolve("library"));
        for (var shipped : List.of("incidents", "procedures", "policies", "lists", "employment", "scenarios")) {
            copy(Path.of("../packs").resolve(shipped), packs.resolve(shipped));
        }
        var eu = Files.createDirectories(packs.resolve("procedures/eu"));
        for (var file : List.of("procedures.yaml", "criteria.yaml")) {
            Files.copy(Path.of("../packs/library/eu-ai-act").resolve(file), eu.resolve(file));
        }
        Files.copy(
                Path.of("../packs/library/shared/calendars.yaml"),
                packs.resolve("library/shared/calendars.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        return packs;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
