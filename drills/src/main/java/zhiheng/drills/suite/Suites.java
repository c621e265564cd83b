package zhiheng.drills.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import zhiheng.packs.PackException;

/** The suites of a folder, each in a file of its own that bears its id. Read when asked for. */
public record Suites(Path folder) {
    public List<String> ids() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("mapping.yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be read: " + e.getMessage());
        }
    }

    public Optional<Suite> find(String id) {
        if (!ids().contains(id)) {
            return Optional.empty();
        }
        var file = folder.resolve(id + ".yaml");
        var suite = SuiteReader.read(file);
        if (!suite.id().equals(id)) {
            throw new PackException(file + ": its id is '" + suite.id() + "'; name the file after it");
        }
        return Optional.of(suite);
    }
}
