package zhiheng.packs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An AI system described in a file, YAML or JSON: free text and facts. */
public record SystemFile(String name, String description, String purpose, Facts facts) {
    /** How large a file, or a line of JSON Lines, may be. */
    public static final int MAX_BYTES = 1 << 20;

    static final Set<String> KEYS = Yaml.Words.ordered("name", "description", "purpose", "facts");

    /**
     * Reads a system file of at most 1 MiB.
     *
     * @throws PackException naming every wrong fact with its line
     */
    public static SystemFile read(PackLibrary library, Path path) {
        return of(library, Yaml.read(path, MAX_BYTES));
    }

    /**
     * Reads one line of a JSON Lines file: an object with the members that a system file has.
     *
     * @param place file and line, before each thing that is wrong
     * @throws PackException naming every wrong fact
     */
    public static SystemFile line(PackLibrary library, String place, String json) {
        return SystemLine.read(library, place, json);
    }

    private static SystemFile of(PackLibrary library, Yaml file) {
        var f = file.fields(KEYS);
        var facts = f.optional("facts");
        return new SystemFile(
                f.words("name"),
                f.stringOr("description", ""),
                f.stringOr("purpose", ""),
                facts == null ? Facts.of(library, java.util.Map.of()) : facts(library, facts));
    }

    /** The facts of a mapping; all that is wrong in one message, a line each. */
    static Facts facts(PackLibrary library, Yaml at) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        var problems = new ArrayList<String>();
        at.entries().forEach((name, value) -> {
            var plain = value.value();
            var own = new ArrayList<String>();
            var one = new LinkedHashMap<String, @Nullable Object>();
            one.put(name, plain);
            Facts.read(library, one, own);
            for (var problem : own) {
                problems.add(value.error(problem).getMessage());
            }
            values.put(name, plain);
        });
        if (!problems.isEmpty()) {
            throw new PackException(String.join("\n", problems));
        }
        return Facts.of(library, values);
    }
}
