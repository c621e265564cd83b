package zhiheng.office.lists;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Yaml;

/** The lists of a library: each pack's {@code lists.yaml} beside its {@code rules.yaml}. Every rule stands in a list, and in one alone. */
public final class Lists {
    static final String FILE = "lists.yaml";
    private static final int MAX_BYTES = 4 << 20;

    private final PackLibrary library;
    private final Map<String, ActList> lists;

    private Lists(PackLibrary library, Map<String, ActList> lists) {
        this.library = library;
        this.lists = lists;
    }

    /**
     * Reads the lists of {@code library}, which was loaded from {@code folder}.
     *
     * @throws PackException with all that is wrong, each with its place
     */
    public static Lists load(PackLibrary library, Path folder) {
        var found = new LinkedHashMap<String, ActList>();
        var faults = new ArrayList<String>();
        for (var pack : library.packs()) {
            var file = folder.resolve(pack.id()).resolve(FILE);
            try {
                var reader = new ListReader(pack);
                if (Files.exists(file)) {
                    for (var item : Yaml.read(file, MAX_BYTES).list()) {
                        var list = reader.read(item);
                        if (found.putIfAbsent(list.id(), list) != null) {
                            throw item.error("another list is called " + list.id() + "; give this one another name");
                        }
                    }
                }
                pack.rules().stream()
                        .filter(rule -> !reader.entered().contains(rule.id()))
                        .forEach(
                                rule -> faults.add(file + ": rule " + rule.id() + " stands in no list; add it to one"));
            } catch (PackException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new PackException(String.join("\n", faults));
        }
        return new Lists(library, found);
    }

    public PackLibrary library() {
        return library;
    }

    /** In the order of the packs and their files. */
    public List<ActList> all() {
        return List.copyOf(lists.values());
    }

    public Optional<ActList> find(String id) {
        return Optional.ofNullable(lists.get(id));
    }

    /** What a list asks about an act. */
    public List<Fact> questions(ActList list) {
        return library.facts().stream()
                .filter(f -> f.pack().equals(list.pack().id()))
                .toList();
    }

    /** Holds what was answered about an act against a list as it stands on a day. */
    public ListCheck check(ActList list, Facts facts, LocalDate asOf) {
        var finding = library.evaluate(facts, asOf, Set.of(list.pack().id()));
        var because = finding.outcomes().stream()
                .collect(Collectors.toMap(Finding.Outcome::rule, Finding.Outcome::because, (first, next) -> first));
        var missing = new LinkedHashMap<String, List<String>>();
        finding.open()
                .forEach(open -> open.decides()
                        .forEach(rule -> missing.computeIfAbsent(rule, r -> new ArrayList<>())
                                .add(open.fact())));
        var hits = list.entries().stream()
                .filter(entry -> because.containsKey(entry.id()))
                .map(entry -> new ListCheck.Hit(entry, because.getOrDefault(entry.id(), List.of())))
                .sorted(Comparator.comparing(hit -> hit.entry().answer()))
                .toList();
        var open = list.entries().stream()
                .filter(entry -> missing.containsKey(entry.id()) && !because.containsKey(entry.id()))
                .map(entry -> new ListCheck.Open(entry, missing.getOrDefault(entry.id(), List.of())))
                .toList();
        return new ListCheck(list, asOf, verdict(list, asOf, hits, open), hits, open);
    }

    private static ListCheck.Verdict verdict(
            ActList list, LocalDate asOf, List<ListCheck.Hit> hits, List<ListCheck.Open> open) {
        if (list.entries().stream().noneMatch(e -> inForce(e, asOf))) {
            return ListCheck.Verdict.NOT_IN_FORCE;
        }
        var gravest = hits.isEmpty() ? null : hits.getFirst().entry().answer();
        if (open.stream().anyMatch(o -> gravest == null || o.entry().answer().compareTo(gravest) < 0)) {
            return ListCheck.Verdict.UNSURE;
        }
        return gravest != null
                ? ListCheck.Verdict.LISTED
                : list.whole() ? ListCheck.Verdict.NOT_LISTED : ListCheck.Verdict.NOT_FOUND;
    }

    private static boolean inForce(ActList.Entry entry, LocalDate day) {
        var to = entry.rule().to();
        return !day.isBefore(entry.rule().from()) && (to == null || day.isBefore(to));
    }
}
