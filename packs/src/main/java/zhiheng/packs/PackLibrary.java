package zhiheng.packs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import zhiheng.base.Nearest;

/** All packs of a folder, read, checked and compiled. Immutable; shared by all threads. */
public final class PackLibrary {
    static final int MAX_FILE_BYTES = 4 << 20;
    private static final String SHARED = "shared";

    private final Vocabulary vocabulary;
    private final List<Pack> packs;
    private final List<Fact> facts;
    private final Set<String> factNames;
    private final Engine engine;

    private PackLibrary(Vocabulary vocabulary, List<Pack> packs, Engine engine) {
        this.vocabulary = vocabulary;
        this.packs = packs;
        this.facts = vocabulary.slots().stream()
                .filter(s -> !s.derived())
                .map(Slot::fact)
                .toList();
        this.factNames = new TreeSet<>(facts.stream().map(Fact::id).toList());
        this.engine = engine;
    }

    /**
     * Reads {@code folder} (usually {@code packs/library}) with its {@code shared/facts.yaml} and one folder per pack.
     *
     * @throws PackException at the first thing that is wrong, with file, line, rule and what to do
     */
    public static PackLibrary load(Path folder) {
        var folders = packFolders(folder);
        var vocabulary = new Vocabulary();
        var shared = folder.resolve(SHARED).resolve("facts.yaml");
        if (Files.exists(shared)) {
            vocabulary.add(SHARED, Yaml.read(shared, MAX_FILE_BYTES));
        }
        for (var pack : folders) {
            var own = pack.resolve("facts.yaml");
            if (Files.exists(own)) {
                vocabulary.add(name(pack), Yaml.read(own, MAX_FILE_BYTES));
            }
        }
        var compiler = new CondCompiler(vocabulary);
        var definitions = new ArrayList<Derivation.Defined>();
        for (var d : vocabulary.definitions()) {
            var at = d.at().about("fact " + d.slot().id());
            definitions.add(new Derivation.Defined(d.slot(), compiler.compile(at, "define", d.condition()), at));
        }
        var packs = new ArrayList<Pack>();
        var rules = new ArrayList<RuleDef>();
        var ruleIds = new HashMap<String, String>();
        for (var pack : folders) {
            var reader = new PackReader(packs.size(), name(pack), Yaml.read(pack.resolve("pack.yaml"), MAX_FILE_BYTES));
            var own =
                    reader.rules(Yaml.read(pack.resolve("rules.yaml"), MAX_FILE_BYTES), vocabulary, compiler, ruleIds);
            packs.add(reader.pack(own.stream().map(RuleDef::shown).toList()));
            rules.addAll(own);
        }
        return new PackLibrary(
                vocabulary, List.copyOf(packs), new Engine(vocabulary.slots(), List.copyOf(rules), definitions));
    }

    static List<Path> packFolders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new PackException(folder + ": no such folder; name the folder that holds one folder per pack");
        }
        try (var list = Files.list(folder)) {
            return list.filter(Files::isDirectory)
                    .filter(p -> !name(p).equals(SHARED) && !name(p).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PackException(folder + ": cannot be listed: " + e.getMessage());
        }
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }

    /** The packs, by id. */
    public List<Pack> packs() {
        return packs;
    }

    /** Every fact that is asked; derived facts are not among them. */
    public List<Fact> facts() {
        return facts;
    }

    /** The fact asked under {@code id}. */
    public Fact fact(String id) {
        var slot = vocabulary.find(id);
        if (slot == null || slot.derived()) {
            throw new PackException("unknown fact '" + id + "'" + Nearest.hint(id, factNames));
        }
        return slot.fact();
    }

    /** Derived facts, for pages that show how a rule comes about: their text stands in {@code question}. */
    public List<Fact> derivedFacts() {
        return vocabulary.slots().stream().filter(Slot::derived).map(Slot::fact).toList();
    }

    /** What all packs say about a system on {@code asOf}. */
    public Finding evaluate(Facts facts, LocalDate asOf) {
        return evaluate(facts, asOf, packs.stream().map(Pack::id).toList());
    }

    /** What the packs named say about a system on {@code asOf}. */
    public Finding evaluate(Facts facts, LocalDate asOf, Collection<String> packIds) {
        var places = new LinkedHashMap<String, Integer>();
        for (var pack : packs) {
            places.put(pack.id(), places.size());
        }
        var wanted = new TreeSet<Integer>();
        for (var id : packIds) {
            var place = places.get(id);
            if (place == null) {
                throw new PackException("unknown pack '" + id + "'" + Nearest.sentence(id, places.keySet()) + "Packs: "
                        + String.join(", ", places.keySet()));
            }
            wanted.add(place);
        }
        return new Evaluation(engine, packs, wanted, facts.packedFor(this), asOf).run();
    }

    /** What {@code after} has that {@code before} has not, and the other way round. */
    public FindingDiff diff(Finding before, Finding after) {
        return FindingDiff.between(before, after);
    }

    /** Every date on which some rule begins or ends, ascending. */
    public List<LocalDate> milestones() {
        return engine.milestones();
    }

    /** A reusable evaluator without explanations, for whole registries; one per thread. */
    public Bulk bulk(LocalDate asOf) {
        return new Bulk(this, engine, asOf);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Set<String> factNames() {
        return factNames;
    }

    Engine engine() {
        return engine;
    }

    List<RuleDef> rulesAsWritten() {
        return engine.rules.stream()
                .sorted(Comparator.comparingInt(RuleDef::pack).thenComparingInt(r -> r.at().line()))
                .toList();
    }

    Map<String, Integer> ruleBits() {
        var result = new HashMap<String, Integer>();
        for (int r = 0; r < engine.rules.size(); r++) {
            result.put(engine.rules.get(r).id(), r);
        }
        return result;
    }
}
