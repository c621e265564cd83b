package zhiheng.packs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import zhiheng.base.Nearest;

/** The examples that every pack carries: run, and counted against the rules. */
public final class PackCases {
    private static final Set<String> CASE = Yaml.Words.ordered("case", "as-of", "facts", "holds", "silent", "open");

    /**
     * How the cases went.
     *
     * @param failures what came out otherwise than a case expects, one text each, with file and line
     * @param uncovered rules without a case in which they hold, or without one in which they are silent
     */
    public record Report(int cases, int rules, List<String> failures, List<String> uncovered) {
        public boolean passed() {
            return failures.isEmpty() && uncovered.isEmpty();
        }

        @Override
        public String toString() {
            var lines = new ArrayList<String>();
            lines.addAll(failures);
            lines.addAll(uncovered);
            lines.add(cases + " cases, " + rules + " rules: "
                    + (passed()
                            ? "all as expected, all covered"
                            : failures.size() + " failures, " + uncovered.size() + " gaps"));
            return String.join("\n", lines);
        }
    }

    private final PackLibrary library;
    private final Map<String, Integer> bits;
    private final Set<String> held = new TreeSet<>();
    private final Set<String> silenced = new TreeSet<>();
    private final List<String> failures = new ArrayList<>();
    private int cases;

    private PackCases(PackLibrary library) {
        this.library = library;
        this.bits = library.ruleBits();
    }

    /** Runs {@code cases/*.yaml} of every pack in {@code folder}, which {@code library} was loaded from. */
    public static Report run(PackLibrary library, Path folder) {
        var cases = new PackCases(library);
        for (var pack : LibraryFiles.packFolders(folder)) {
            cases.runFolder(pack.resolve("cases"));
        }
        return new Report(cases.cases, cases.bits.size(), List.copyOf(cases.failures), cases.uncovered());
    }

    private void runFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (var list = Files.list(folder)) {
            files = list.filter(p -> p.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be listed: " + e.getMessage());
        }
        for (var file : files) {
            for (var item : Yaml.read(file, LibraryFiles.MAX_FILE_BYTES).list()) {
                cases++;
                try {
                    runCase(item);
                } catch (PackException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void runCase(Yaml item) {
        var f = item.named("case", "case").fields(CASE);
        LocalDate asOf = f.required("as-of").date();
        var facts = SystemFile.facts(library, f.required("facts"));
        var engine = library.engine();
        var run = engine.new Run();
        System.arraycopy(facts.packedFor(library), 0, run.slot, 0, run.slot.length);
        int view = engine.view(asOf);
        run.decide(view);
        for (var key : List.of("holds", "silent", "open")) {
            var list = f.optional(key);
            for (var rule : list == null ? List.<Yaml>of() : list.list()) {
                expect(key, rule, run, view);
            }
        }
    }

    private void expect(String expected, Yaml item, Engine.Run run, int view) {
        var id = item.string();
        var bit = bits.get(id);
        if (bit == null) {
            failures.add(item.error("unknown rule '" + id + "'" + Nearest.hint(id, bits.keySet()))
                    .getMessage());
            return;
        }
        boolean holds = Bits.has(run.holds, bit);
        boolean open = Bits.has(run.open, bit);
        boolean provisional = Bits.has(run.provisional, bit);
        var got = holds ? "holds" : open ? "open" : "silent";
        if (expected.equals(got) || expected.equals("open") && provisional) {
            if (got.equals("holds")) {
                held.add(id);
            } else if (got.equals("silent")) {
                silenced.add(id);
            }
            return;
        }
        failures.add(item.error("rule " + id + " should be " + expected
                        + (got.equals("holds") ? " but holds" : " but is " + got) + reason(bit, got, run, view))
                .getMessage());
    }

    private String reason(int bit, String got, Engine.Run run, int view) {
        var engine = library.engine();
        var rule = engine.rules.get(bit);
        var explain = new Explainer(engine, run, view);
        return switch (got) {
            case "holds" ->
                ", because "
                        + explain.because(rule).stream()
                                .map(b -> b.fact() + " = " + b.value())
                                .collect(Collectors.joining(", "));
            case "open" ->
                ", waiting for "
                        + explain.waitsFor(bit).stream()
                                .map(s -> engine.slots.get(s).id())
                                .collect(Collectors.joining(", "));
            default ->
                engine.active(view, bit)
                        ? ""
                        : ": it applies from " + rule.shown().from()
                                + (rule.shown().to() == null
                                        ? ""
                                        : " to " + rule.shown().to());
        };
    }

    private List<String> uncovered() {
        var result = new ArrayList<String>();
        for (var rule : library.rulesAsWritten()) {
            var missing = new ArrayList<String>();
            if (!held.contains(rule.id())) {
                missing.add("holds");
            }
            if (!silenced.contains(rule.id())) {
                missing.add("silent");
            }
            if (!missing.isEmpty()) {
                result.add(rule.at()
                        .error("no case lists it under " + String.join(", none under ", missing) + "; add one")
                        .getMessage());
            }
        }
        return List.copyOf(result);
    }
}
