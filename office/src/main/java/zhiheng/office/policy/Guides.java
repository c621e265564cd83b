package zhiheng.office.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Bulk;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Term;
import zhiheng.packs.WorkCalendar;

/** Works out guides: what each measure is to an enterprise, why, and which single answer would change it. */
public final class Guides {
    /** More openings than these help nobody. */
    private static final int MOST_OPENINGS = 3;

    private final Measures measures;
    private final PackLibrary library;
    private final Set<String> packs;
    private final Function<String, @Nullable WorkCalendar> calendars;

    /** @param calendars the working days of a jurisdiction, null where none are known */
    public Guides(Measures measures, Function<String, @Nullable WorkCalendar> calendars) {
        this.measures = measures;
        this.library = measures.library();
        this.calendars = calendars;
        this.packs = library.packs().stream().map(p -> p.id()).collect(Collectors.toCollection(TreeSet::new));
    }

    public Measures measures() {
        return measures;
    }

    /** Answers that cannot stand together; a library says so by a note whose ref is the question to tell it at. */
    public List<Guide.Contradiction> contradictions(Facts facts, LocalDate asOf) {
        var asked = library.facts().stream().map(Fact::id).collect(Collectors.toSet());
        return library.outline(facts, asOf, packs).notes().stream()
                .filter(note -> asked.contains(note.ref()))
                .map(note -> new Guide.Contradiction(note.ref(), note.text()))
                .toList();
    }

    public Guide guide(Facts facts, LocalDate asOf) {
        var finding = library.evaluate(facts, asOf, packs);
        var holding = byRule(finding.outcomes());
        var coming = byRule(finding.upcoming());
        var missing = new LinkedHashMap<String, List<String>>();
        finding.open()
                .forEach(open -> open.decides()
                        .forEach(rule -> missing.computeIfAbsent(rule, r -> new ArrayList<>())
                                .add(open.fact())));
        var openings = openings(facts, asOf, holding.keySet());
        var lines = measures.all().stream()
                .map(m -> line(
                        m,
                        holding.get(m.id()),
                        coming.get(m.id()),
                        missing.getOrDefault(m.id(), List.of()),
                        openings.getOrDefault(m.id(), List.of()),
                        facts))
                .toList();
        var ours = measures.all().stream().map(Measure::id).collect(Collectors.toSet());
        var asks = finding.open().stream()
                .map(o -> new Finding.Open(
                        o.fact(),
                        o.question(),
                        o.decides().stream().filter(ours::contains).toList()))
                .filter(o -> !o.decides().isEmpty())
                .toList();
        return new Guide(asOf, lines, asks);
    }

    /** Verdicts alone, for many enterprises on one day. */
    public Verdicts verdicts(LocalDate asOf) {
        return new Verdicts(measures, library, asOf);
    }

    /**
     * What became of each measure since a guide was noted; nothing for those that stand as they did.
     *
     * @param then the answers of that day, {@code stood} that guide's {@link Guide#state}
     */
    public Map<String, GuideChange> changes(Guide now, Facts facts, Facts then, Map<String, String> stood) {
        return new GuideChanges(library, now, facts, then).since(stood);
    }

    private static Map<String, Finding.Outcome> byRule(List<Finding.Outcome> outcomes) {
        var result = new LinkedHashMap<String, Finding.Outcome>();
        outcomes.forEach(o -> result.putIfAbsent(o.rule(), o));
        return result;
    }

    private Guide.Line line(
            Measure measure,
            Finding.@Nullable Outcome holds,
            Finding.@Nullable Outcome comes,
            List<String> missing,
            List<Guide.Opening> opens,
            Facts facts) {
        if (holds != null) {
            return new Guide.Line(
                    measure,
                    Guide.Verdict.HOLDS,
                    holds.because(),
                    missing,
                    List.of(),
                    holds.from(),
                    dues(measure, facts));
        }
        if (comes != null) {
            return new Guide.Line(
                    measure,
                    Guide.Verdict.COMING,
                    comes.because(),
                    missing,
                    List.of(),
                    comes.from(),
                    dues(measure, facts));
        }
        var verdict = missing.isEmpty() ? Guide.Verdict.NOT : Guide.Verdict.OPEN;
        return new Guide.Line(measure, verdict, List.of(), missing, opens, null, List.of());
    }

    private List<Guide.Due> dues(Measure measure, Facts facts) {
        var calendar = calendars.apply(measure.pack().jurisdiction());
        return measure.clocks().stream()
                .map(clock -> {
                    if (!(facts.asMap().get(clock.fact()) instanceof String day)) {
                        return new Guide.Due(clock, null, null, null, 0);
                    }
                    var started = LocalDate.parse(day);
                    var most = clock.atMost();
                    var ends = end(started, clock.within(), calendar);
                    var latest = most == null ? null : end(started, most, calendar);
                    return new Guide.Due(clock, started, ends, latest, ends == null ? unknown(started, calendar) : 0);
                })
                .toList();
    }

    private static @Nullable LocalDate end(LocalDate started, Term term, @Nullable WorkCalendar calendar) {
        return switch (term.unit()) {
            case DAY -> started.plusDays(term.count());
            case MONTH -> started.plusMonths(term.count());
            case YEAR -> started.plusYears(term.count());
            case WORKING_DAY -> calendar == null ? null : calendar.after(started, term.count());
            case HOUR, MINUTE -> throw new IllegalArgumentException("no days: " + term);
        };
    }

    /** The first year after {@code started} whose working days are not published. */
    private static int unknown(LocalDate started, @Nullable WorkCalendar calendar) {
        int year = started.getYear();
        while (calendar != null && calendar.published().containsKey(year)) {
            year++;
        }
        return year;
    }

    /** For each measure that does not hold, the single answers that would make it hold. Asked by trying them, as the engine is quick. */
    private Map<String, List<Guide.Opening>> openings(Facts facts, LocalDate asOf, Set<String> holding) {
        var result = new LinkedHashMap<String, List<Guide.Opening>>();
        var bulk = library.bulk(asOf);
        var rules = bulk.rules();
        var wanted = measures.all().stream()
                .map(Measure::id)
                .filter(id -> !holding.contains(id))
                .collect(Collectors.toMap(id -> id, rules::indexOf));
        if (wanted.isEmpty()) {
            return result;
        }
        for (var fact : library.facts()) {
            var now = facts.asMap().get(fact.id());
            for (var other : others(fact, now)) {
                var changed = facts.with(fact.id(), other);
                bulk.decide(changed);
                wanted.forEach((id, bit) -> {
                    var openings = result.computeIfAbsent(id, r -> new ArrayList<>());
                    if (holds(bulk, bit) && openings.size() < MOST_OPENINGS) {
                        openings.add(new Guide.Opening(fact.id(), now, other));
                    }
                });
            }
        }
        return result;
    }

    private static boolean holds(Bulk bulk, int bit) {
        return (bulk.holds()[bit >> 6] >>> (bit & 63) & 1) == 1;
    }

    /** Other answers to a question; numbers and dates are not tried. */
    private static List<Object> others(Fact fact, @Nullable Object now) {
        return switch (fact.type()) {
            case BOOL ->
                List.<Object>of(true, false).stream()
                        .filter(v -> !v.equals(now))
                        .toList();
            case CHOICE ->
                fact.options().stream()
                        .<Object>map(Fact.Option::id)
                        .filter(v -> !v.equals(now))
                        .toList();
            case CHOICES ->
                fact.options().stream()
                        .filter(o -> !o.alone())
                        .filter(o -> !(now instanceof List<?> list && list.contains(o.id())))
                        .<Object>map(o -> added(fact, now, o.id()))
                        .toList();
            case NUMBER, DATE -> List.of();
        };
    }

    private static List<String> added(Fact fact, @Nullable Object now, String option) {
        var chosen = now instanceof List<?> list
                ? list.stream().map(Objects::toString).collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<String>();
        fact.options().stream().filter(Fact.Option::alone).forEach(o -> chosen.remove(o.id()));
        chosen.add(option);
        return List.copyOf(chosen);
    }
}
