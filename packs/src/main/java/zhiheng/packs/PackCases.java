package zhiheng.packs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import zhiheng.base.Nearest;

/** The examples that every pack carries: run, and counted against the rules. */
public final class PackCases {
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

    private PackCases(PackLibrary library) {
        this.library = library;
        this.bits = library.ruleBits();
    }

    /** Runs {@code cases/*.yaml} of every pack in {@code folder}, which {@code library} was loaded from. */
    public static Report run(PackLibrary library, Path folder) {
        var cases = new PackCases(library);
        var unread = new ArrayList<String>();
        var examples = Examples.read(library, folder, unread::add);
        examples.forEach(cases::run);
        unread.addAll(cases.failures);
        return new Report(
                examples.size() + unread.size() - cases.failures.size(),
                cases.bits.size(),
                List.copyOf(unread),
                cases.uncovered());
    }

    /**
     * Runs the cases of one file that is not saved yet.
     *
     * @param file its name, for errors
     * @throws PackException where it is no list of cases
     */
    public static Report run(PackLibrary library, String file, String text) {
        var cases = new PackCases(library);
        var unread = new ArrayList<String>();
        var examples = Examples.of(library, Yaml.parse(file, text, LibraryFiles.MAX_FILE_BYTES), unread::add);
        examples.forEach(cases::run);
        int read = unread.size();
        unread.addAll(cases.failures);
        return new Report(examples.size() + read, cases.bits.size(), List.copyOf(unread), List.of());
    }

    private void run(Examples.Example example) {
        var engine = library.engine();
        var run = engine.new Run();
        System.arraycopy(example.slots(), 0, run.slot, 0, run.slot.length);
        int view = engine.view(example.asOf());
        run.decide(view);
        for (var expected : example.expected()) {
            expect(expected, run, view);
        }
    }

    private void expect(Examples.Expected expected, Engine.Run run, int view) {
        var id = expected.rule().string();
        var bit = bits.get(id);
        if (bit == null) {
            failures.add(expected.rule()
                    .error("unknown rule '" + id + "'" + Nearest.hint(id, bits.keySet()))
                    .getMessage());
            return;
        }
        boolean holds = Bits.has(run.holds, bit);
        boolean open = Bits.has(run.open, bit);
        var got = Examples.got(holds, open);
        if (expected.met(holds, open, Bits.has(run.provisional, bit))) {
            if (got.equals("holds")) {
                held.add(id);
            } else if (got.equals("silent")) {
                silenced.add(id);
            }
            return;
        }
        failures.add(expected.rule()
                .error("rule " + id + " should be " + expected.key()
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
