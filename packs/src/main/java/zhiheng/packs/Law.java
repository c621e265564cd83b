package zhiheng.packs;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One wording of a library, checked and compiled. It never changes; each reading is another object, compared by identity. */
final class Law {
    final Vocabulary vocabulary;
    final List<Pack> packs;
    final List<Fact> facts;
    final Map<String, DutyHead> duties;
    final List<Fact> goLive;
    final List<TriggerEvent> events;
    final Map<String, WorkCalendar> calendars;
    final Map<String, ZoneId> zones;
    final Set<String> factNames;
    final Engine engine;
    /** The {@link LibraryText#digest} of the files. */
    final String digest;

    Law(LibraryParts parts, byte[] digest) {
        this.digest = HexFormat.of().formatHex(digest);
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
        this.factNames = Collections.unmodifiableSet(
                new TreeSet<>(facts.stream().map(Fact::id).toList()));
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
}
