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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;

/** All packs of a folder, read, checked and compiled. Immutable; shared by all threads. */
public final class PackLibrary {
    private final Vocabulary vocabulary;
    private final List<Pack> packs;
    private final List<Fact> facts;
    private final Map<String, DutyHead> duties;
    private final List<Fact> goLive;
    private final List<TriggerEvent> events;
    private final Map<String, WorkCalendar> calendars;
    private final Map<String, ZoneId> zones;
    private final Set<String> factNames;
    private final Engine engine;
    private final String wording;

    /** @param digest of the files that it was read from */
    PackLibrary(LibraryParts parts, byte[] digest) {
        this.wording = HexFormat.of().formatHex(digest);
        this.vocabulary = Vocabulary.of(parts.slots());
        this.packs = parts.packs();
        this.duties = heads(parts);
        this.goLive = goLive(parts);
        this.events = parts.events();
        this.calendars = TimeReader.byJurisdiction(parts.calendars());
        this.zones = zones(packs, calendars);
        this.facts = vocabulary.slots().stream()
                .filter(s -> !s.derived())
                .map(Slot::fact)
                .toList();
        this.factNames = new TreeSet<>(facts.stream().map(Fact::id).toList());
        this.engine = new Engine(parts.slots(), parts.rules(), parts.definitions());
    }

    private static Map<String, ZoneId> zones(List<Pack> packs, Map<String, WorkCalendar> calendars) {
        var result = new HashMap<String, ZoneId>();
        for (var pack : packs) {
            var calendar = calendars.get(pack.jurisdiction());
            result.put(pack.id(), calendar == null ? ZoneOffset.UTC : calendar.zone());
        }
        return Map.copyOf(result);
    }

    private static List<Fact> goLive(LibraryParts parts) {
        var used = new TreeSet<Integer>();
        for (var rule : parts.rules()) {
            if (rule.duty() != null) {
                used.add(rule.duty().since());
                used.add(rule.duty().dates());
            }
        }
        return parts.slots().stream()
                .filter(slot ->
                        used.contains(slot.index()) && slot.fact().pack().equals(LibraryFiles.SHARED))
                .map(Slot::fact)
                .toList();
    }

    private static Map<String, DutyHead> heads(LibraryParts parts) {
        var result = new HashMap<String, DutyHead>();
        for (var rule : parts.rules()) {
            var duty = rule.duty();
            if (duty != null) {
                var pack = parts.packs().get(rule.pack()).id();
                result.put(
                        pack + "/" + duty.id(),
                        new DutyHead(
                                pack,
                                duty.id(),
                                duty.title(),
                                duty.nature(),
                                rule.shown().article(),
                                duty.waivable()));
            }
        }
        return Map.copyOf(result);
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
        return duties.get(pack + "/" + id);
    }

    /** The rules of a pack that give duties, as written; none for a pack that is not there. */
    public List<Provision> provisions(String pack) {
        var result = new ArrayList<Provision>();
        for (var rule : rulesAsWritten()) {
            var duty = rule.duty();
            if (duty != null && packs.get(rule.pack()).id().equals(pack)) {
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
    public String wording() {
        return wording;
    }

    /** The packs, by id. */
    public List<Pack> packs() {
        return packs;
    }

    /** The dates, asked of every system, from which duties bind or periods run: when it goes live, and where. */
    public List<Fact> goLiveDates() {
        return goLive;
    }

    /** What starts periods of law when it happens to a system. */
    public List<TriggerEvent> events() {
        return events;
    }

    /** The working days of a pack's jurisdiction; null when the library has none. */
    public @Nullable WorkCalendar calendar(String jurisdiction) {
        return calendars.get(jurisdiction);
    }

    /**
     * The zone in which the days of a pack's law begin and end, as its jurisdiction's calendar names it; UTC where none
     * does.
     */
    public ZoneId zone(String pack) {
        return zones.getOrDefault(pack, ZoneOffset.UTC);
    }

    /** Today by every law at {@code now}; {@code office} is the zone by which people here call the day. */
    public LegalDays days(Instant now, ZoneId office) {
        return LegalDays.at(now, office, zones);
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

    /** What all packs say about a system, each on its own day. */
    public Finding evaluate(Facts facts, LegalDays days) {
        return evaluate(facts, days, packs.stream().map(Pack::id).toList());
    }

    /** What the packs named say about a system, each on its own day. */
    public Finding evaluate(Facts facts, LegalDays days, Collection<String> packIds) {
        return evaluate(facts, days, packIds, true);
    }

    /** What the packs named say about a system on {@code asOf}. */
    public Finding evaluate(Facts facts, LocalDate asOf, Collection<String> packIds) {
        return evaluate(facts, LegalDays.on(asOf), packIds, true);
    }

    /** As {@link #evaluate(Facts, LocalDate, Collection)} with every {@code because} and {@code changes} left empty: the quicker part of it. */
    public Finding outline(Facts facts, LocalDate asOf, Collection<String> packIds) {
        return outline(facts, LegalDays.on(asOf), packIds);
    }

    /** The same, each pack on its own day. */
    public Finding outline(Facts facts, LegalDays days, Collection<String> packIds) {
        return evaluate(facts, days, packIds, false);
    }

    private Finding evaluate(Facts facts, LegalDays days, Collection<String> packIds, boolean reasons) {
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
        return new Evaluation(engine, packs, calendars, wanted, facts.packedFor(this), days, reasons).run();
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
