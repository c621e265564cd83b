package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A library several times as large: copies of every pack under other ids, and of its facts and rules under others. */
final class LargeLibrary {
    private static final Pattern FACT_ID = Pattern.compile("(?m)^- (?:\\{ ?)?id: ([a-z0-9_]+)");
    private static final Pattern ID =
            Pattern.compile("(?m)(^- (?:\\{ ?)?id: |^id: |^    id: |duty: \\{ ?id: )([A-Za-z0-9-]+)");

    private LargeLibrary() {}

    static Path write(Path from, Path to, int times) throws IOException {
        try (var packs = Files.list(from)) {
            for (var pack : packs.filter(Files::isDirectory).toList()) {
                boolean shared = pack.endsWith("shared");
                for (int copy = 0; copy < (shared ? 1 : times); copy++) {
                    copy(pack, to, copy);
                }
            }
        }
        return to;
    }

    private static void copy(Path pack, Path to, int copy) throws IOException {
        var ending = copy == 0 ? "" : "-c" + copy;
        var folder = Files.createDirectories(to.resolve(pack.getFileName() + ending));
        var facts = new TreeSet<String>(Comparator.reverseOrder());
        var own = pack.resolve("facts.yaml");
        if (Files.exists(own)) {
            FACT_ID.matcher(Files.readString(own)).results().forEach(found -> facts.add(found.group(1)));
        }
        var names = Pattern.compile("\\b(" + String.join("|", facts) + ")\\b(?![-:])");
        for (var name : new String[] {"facts.yaml", "pack.yaml", "rules.yaml"}) {
            if (!Files.exists(pack.resolve(name))) {
                continue;
            }
            var text = Files.readString(pack.resolve(name));
            if (copy > 0 && !facts.isEmpty() && !name.equals("pack.yaml")) {
                text = names.matcher(text).replaceAll("$1_c" + copy);
            }
            if (copy > 0 && name.equals("pack.yaml")) {
                text = text.replaceFirst("(?m)^id: (\\S+)", "id: $1" + ending);
            }
            if (copy > 0 && name.equals("rules.yaml")) {
                text = ID.matcher(text).replaceAll("$1$2" + ending);
            }
            Files.writeString(folder.resolve(name), text);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
