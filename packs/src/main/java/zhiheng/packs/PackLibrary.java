package zhiheng.packs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;

/**
 * All packs of a folder, read, checked and compiled; shared by all threads. What a question is answered by is one wording from its
 * first line to its last. A library becomes another only where its one owner says so, see {@link #become}: a server whose packs
 * are changed while it runs. Nobody else's does.
 */
public final class PackLibrary {
    private volatile Law law;

    /** @param digest of the files that it was read from */
    PackLibrary(LibraryParts parts, byte[] digest) {
        this(new Law(parts, digest));
    }

    private PackLibrary(Law law) {
        this.law = law;
    }

    /** The same wording as a library of its own, which may become another without this one. */
    public PackLibrary own() {
        return new PackLibrary(law);
    }

    /** From now on this library says what {@code other} says now. What has begun to be answered is answered as before. */
    public void become(PackLibrary other) {
        law = other.law;
    }

    /** What tells the present wording from those before and after it, by identity; see {@link OfWording}. */
    public Object wording() {
        return law;
    }

    Law law() {
        return law;
    }

    /** The packs about alarms and incidents that belong to the library in {@code folder}: inside of it, else beside it. */
    public static Path incidents(Path folder) {
        var inside = folder.resolve(LibraryFiles.INCIDENTS);
        return Files.isDirectory(inside) ? inside : folder.resolveSibling(LibraryFiles.INCIDENTS);
    }

    /**
     * Reads {@code folder} (usually {@code packs/library}) with its {@code shared/facts.yaml} and one folder per pack.
     * {@link LibraryCache} does the same and remembers what it read.
     *
     * @throws PackException at the first thing that is wrong, with file, line, rule and what to do
     */
    public static PackLibrary load(Path folder) {
        var files = LibraryFiles.of(folder);
        return new PackLibrary(LibraryParts.read(files), files.digest());
    }

    /** A duty that the packs know, by pack and id, as the newest of the rules that give it says; null for none. */
    public @Nullable DutyHead duty(String pack, String id) {
        return law.duties.get(pack + "/" + id);
    }

    /** The rules of a pack that give duties, as written; none for a pack that is not there. */
    public List<Provision> provisions(String pack) {
        var now = law;
        var result = new ArrayList<Provision>();
        for (var rule : asWritten(now)) {
            var duty = rule.duty();
            if (duty != null && now.packs.get(rule.pack()).id().equals(pack)) {
                result.add(new Provision(
                        rule.shown(),
                        duty.id(),
                        duty.kind(),
                        duty.who(),
                        duty.title(),
                        duty.timing(),
                        duty.nature(),
                        duty.due(),
                        duty.evidence(),
                        duty.penalty(),
                        duty.waivable()));
            }
        }
        return List.copyOf(result);
    }

    /** The {@link LibraryText#digest} of the files that it was read from. */
    public String digest() {
        return law.digest;
    }

    /** The packs, by id. */
    public List<Pack> packs() {
        return law.packs;
    }

    /** The dates, asked of every system, from which duties bind or periods run: when it goes live, and where. */
    public List<Fact> goLiveDates() {
        return law.goLive;
    }

    /** What starts periods of law when it happens to a system. */
    public List<TriggerEvent> events() {
        return law.events;
    }

    /** The working days of a pack's jurisdiction; null when the library has none. */
    public @Nullable WorkCalendar calendar(String jurisdiction) {
        return law.calendars.get(jurisdiction);
    }

    /**
     * The zone in which the days of a pack's law begin and end, as its jurisdiction's calendar names it; UTC where none
     * does.
     */
    public ZoneId zone(String pack) {
        return law.zones.getOrDefault(pack, ZoneOffset.UTC);
    }

    /** Today by every law at {@code now}; {@code office} is the zone by which people here call the day. */
    public LegalDays days(Instant now, ZoneId office) {
        return LegalDays.at(now, office, law.zones);
    }

    /** Every fact that is asked; derived facts are not among them. */
    public List<Fact> facts() {
        return law.facts;
    }

    /** The fact asked under {@code id}. */
    public Fact fact(String id) {
        var now = law;
        var slot = now.vocabulary.find(id);
        if (slot == null || slot.derived()) {
            throw new PackException("unknown fact '" + id + "'" + Nearest.hint(id, now.factNames));
        }
        return slot.fact();
    }

    /** Derived facts, for pages that show how a rule comes about: their text stands in {@code question}. */
    public List<Fact> derivedFacts() {
        return law.vocabulary.slots().stream()
                .filter(Slot::derived)
                .map(Slot::fact)
                .toList();
    }

    /** What all packs say about a system on {@code asOf}. */
    public Finding evaluate(Facts facts, LocalDate asOf) {
        return evaluate(facts, LegalDays.on(asOf));
    }

    /** What all packs say about a system, each on its own day. */
    public Finding evaluate(Facts facts, LegalDays days) {
        var now = law;
        return evaluate(now, facts, days, now.packs.stream().map(Pack::id).toList(), true);
    }

    /** What the packs named say about a system, each on its own day. */
    public Finding evaluate(Facts facts, LegalDays days, Collection<String> packIds) {
        return evaluate(law, facts, days, packIds, true);
    }

    /** What the packs named say about a system on {@code asOf}. */
    public Finding evaluate(Facts facts, LocalDate asOf, Collection<String> packIds) {
        return evaluate(law, facts, LegalDays.on(asOf), packIds, true);
    }

    /** As {@link #evaluate(Facts, LocalDate, Collection)} with every {@code because} and {@code changes} left empty: the quicker part of it. */
    public Finding outline(Facts facts, LocalDate asOf, Collection<String> packIds) {
        return outline(facts, LegalDays.on(asOf), packIds);
    }

    /** The same, each pack on its own day. */
    public Finding outline(Facts facts, LegalDays days, Collection<String> packIds) {
        return evaluate(law, facts, days, packIds, false);
    }

    private static Finding evaluate(Law law, Facts facts, LegalDays days, Collection<String> packIds, boolean reasons) {
        var places = new LinkedHashMap<String, Integer>();
        for (var pack : law.packs) {
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
        return new Evaluation(law.engine, law.packs, law.calendars, wanted, facts.packedFor(law), days, reasons).run();
    }

    /** What {@code after} has that {@code before} has not, and the other way round. */
    public FindingDiff diff(Finding before, Finding after) {
        return FindingDiff.between(before, after);
    }

    /** As {@link #diff}, with what is to come: what other answers alter on one day, a duty that begins later for one. */
    public FindingDiff diffAhead(Finding before, Finding after) {
        return FindingDiff.ahead(before, after);
    }

    /** Every date on which some rule begins or ends, ascending. */
    public List<LocalDate> milestones() {
        return law.engine.milestones();
    }

    /** A reusable evaluator without explanations, for whole registries; one per thread. */
    public Bulk bulk(LocalDate asOf) {
        return new Bulk(law, asOf);
    }

    Vocabulary vocabulary() {
        return law.vocabulary;
    }

    Set<String> factNames() {
        return law.factNames;
    }

    Engine engine() {
        return law.engine;
    }

    List<RuleDef> rulesAsWritten() {
        return asWritten(law);
    }

    private static List<RuleDef> asWritten(Law law) {
        return law.engine.rules.stream()
                .sorted(Comparator.comparingInt(RuleDef::pack).thenComparingInt(r -> r.at().line()))
                .toList();
    }

    Map<String, Integer> ruleBits() {
        var engine = law.engine;
        var result = new HashMap<String, Integer>();
        for (int r = 0; r < engine.rules.size(); r++) {
            result.put(engine.rules.get(r).id(), r);
        }
        return result;
    }
}
