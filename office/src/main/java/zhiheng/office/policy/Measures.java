package zhiheng.office.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.packs.Pack;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Yaml;

/**
 * The measures of a library of policies: each pack's {@code measures.yaml} beside its {@code rules.yaml}. Every rule that gives a tier
 * has a measure and every measure its rule, so that nothing is granted without steps, contact and source (Private Economy Promotion
 * Law, Article 46).
 */
public final class Measures {
    static final String FILE = "measures.yaml";
    private static final int MAX_BYTES = 4 << 20;

    private final PackLibrary library;
    private final Map<String, Measure> byRule;

    private Measures(PackLibrary library, Map<String, Measure> byRule) {
        this.library = library;
        this.byRule = byRule;
    }

    /**
     * Reads the measures of {@code library}, which was loaded from {@code folder}.
     *
     * @throws PackException with all that is wrong, each with its place
     */
    public static Measures load(PackLibrary library, Path folder) {
        var found = new LinkedHashMap<String, Measure>();
        var faults = new ArrayList<String>();
        for (var pack : library.packs()) {
            var file = folder.resolve(pack.id()).resolve(FILE);
            try {
                var reader = new MeasureReader(library, pack);
                if (Files.exists(file)) {
                    for (var item : Yaml.read(file, MAX_BYTES).list()) {
                        var measure = reader.read(item);
                        if (found.put(measure.id(), measure) != null) {
                            throw item.error("rule " + measure.id() + " has two measures; keep one");
                        }
                    }
                }
                for (var rule : pack.rules()) {
                    if (rule.tier() != null && !found.containsKey(rule.id())) {
                        faults.add(file + ": rule " + rule.id() + " gives '" + rule.tier()
                                + "' and has no measure; add one with steps, contact and source");
                    }
                }
            } catch (PackException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new PackException(String.join("\n", faults));
        }
        return new Measures(library, found);
    }

    public PackLibrary library() {
        return library;
    }

    /** In the order of the packs and their files. */
    public List<Measure> all() {
        return List.copyOf(byRule.values());
    }

    public Optional<Measure> find(String id) {
        return Optional.ofNullable(byRule.get(id));
    }

    /** The pack's name is in the order of the library. */
    public List<Pack> packs() {
        return all().stream().map(Measure::pack).distinct().toList();
    }
}
