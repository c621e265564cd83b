package zhiheng.packs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The files {@code cases/*.yaml} of a library, read. */
final class Examples {
    private static final Set<String> CASE = Yaml.Words.ordered("case", "as-of", "facts", "holds", "silent", "open");
    private static final List<String> KEYS = List.of("holds", "silent", "open");

    private Examples() {}

    /**
     * One system on one day.
     *
     * @param item where it stands
     * @param slots its answers, packed
     */
    record Example(Yaml item, String name, long[] slots, LocalDate asOf, List<Expected> expected) {}

    /**
     * What is expected of one rule.
     *
     * @param key {@code holds}, {@code silent} or {@code open}
     * @param rule where its id stands
     */
    record Expected(String key, Yaml rule) {
        /** Whether it came out so; a rule that is provisional may be told as open. */
        boolean met(boolean holds, boolean open, boolean provisional) {
            return key.equals(got(holds, open)) || key.equals("open") && provisional;
        }
    }

    static String got(boolean holds, boolean open) {
        return holds ? "holds" : open ? "open" : "silent";
    }

    /**
     * All examples of every pack in {@code folder}, which {@code library} was loaded from.
     *
     * @param wrong told of every example that could not be read
     */
    static List<Example> read(PackLibrary library, Path folder, Consumer<String> wrong) {
        var result = new ArrayList<Example>();
        for (var pack : LibraryFiles.packFolders(folder)) {
            for (var file : files(pack.resolve("cases"))) {
                result.addAll(of(library, Yaml.read(file, LibraryFiles.MAX_FILE_BYTES), wrong));
            }
        }
        return result;
    }

    /** The examples of one file, as {@link #read} has those of all. */
    static List<Example> of(PackLibrary library, Yaml file, Consumer<String> wrong) {
        var result = new ArrayList<Example>();
        for (var item : file.list()) {
            try {
                result.add(example(library, item));
            } catch (PackException e) {
                wrong.accept(String.valueOf(e.getMessage()));
            }
        }
        return result;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var list = Files.list(folder)) {
            return list.filter(p -> p.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be listed: " + e.getMessage());
        }
    }

    private static Example example(PackLibrary library, Yaml item) {
        var f = item.named("case", "case").fields(CASE);
        var asOf = f.required("as-of").date();
        var slots = SystemFile.facts(library, f.required("facts")).packedFor(library.law());
        var expected = new ArrayList<Expected>();
        for (var key : KEYS) {
            var list = f.optional(key);
            for (var rule : list == null ? List.<Yaml>of() : list.list()) {
                expected.add(new Expected(key, rule));
            }
        }
        return new Example(item, f.words("case"), slots, asOf, List.copyOf(expected));
    }
}
