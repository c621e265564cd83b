package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One full evaluation: decides the view of each law's day and the later ones, and explains what came out. */
final class Evaluation {
    /** An open ban counts as many rules: it is the first thing that must be known. */
    private static final int BAN_WEIGHT = 8;

    private final Engine engine;
    private final List<Pack> packs;
    private final Map<String, WorkCalendar> calendars;
    private final long[] facts;
    private final LegalDays days;
    /** By pack the view of its day. */
    private final Map<Integer, Integer> today = new HashMap<>();

    private final boolean reasons;

    private final List<Ranked<Finding.Outcome>> outcomes = new ArrayList<>();
    private final List<Ranked<Finding.Outcome>> upcoming = new ArrayList<>();
    private final List<Ranked<Finding.Duty>> duties = new ArrayList<>();
    private final Map<Integer, NoteSpan> notes = new LinkedHashMap<>();
    private final List<Ranked<Finding.Containment>> containments = new ArrayList<>();
    private final LinkedHashMap<Integer, TreeSet<Integer>> decides = new LinkedHashMap<>();
    private final Set<List<String>> outcomeKeys = new HashSet<>();
    private final Set<String> dutyKeys = new HashSet<>();
    private final Map<Integer, long[]> past = new HashMap<>();

    private record Ranked<T>(int rule, T value) {}

    /** A note and the days between which it holds. */
    private record NoteSpan(LocalDate from, @Nullable LocalDate until, List<Finding.Because> because) {}

    Evaluation(
            Engine engine,
            List<Pack> packs,
            Map<String, WorkCalendar> calendars,
            Set<Integer> wanted,
            long[] facts,
            LegalDays days,
            boolean reasons) {
        this.engine = engine;
        this.packs = packs;
        this.calendars = calendars;
        this.facts = facts;
        this.days = days;
        this.reasons = reasons;
        wanted.forEach(p -> today.put(p, engine.view(day(p))));
    }

    private LocalDate day(int pack) {
        return days.of(packs.get(pack).id());
    }

    Finding run() {
        int first = today.values().stream().min(Comparator.naturalOrder()).orElse(engine.views());
        for (int view = first; view < engine.views(); view++) {
            collect(view);
        }
        return new Finding(
                days.day(),
                ranked(outcomes, gravity()),
                ranked(
                        upcoming,
                        Comparator.comparing(
                                        (Ranked<Finding.Outcome> r) -> r.value().from())
                                .thenComparing(gravity())),
                ranked(duties, written()),
                notes(false),
                notes(true),
                ranked(containments, written()),
                open());
    }

    /** Whether {@code view} is of the pack's day or a later one: around midnight one law is a day ahead of another. */
    private boolean looks(int pack, int view) {
        var now = today.get(pack);
        return now != null && view >= now;
    }

    private void collect(int view) {
        var run = engine.new Run();
        System.arraycopy(facts, 0, run.slot, 0, facts.length);
        run.decide(view);
        var explain = new Explainer(engine, run, view);
        var resting = run.resting(facts, view);
        Bits.each(run.holds, r -> {
            var rule = engine.rules.get(r);
            if (looks(rule.pack(), view)) {
                boolean now = Objects.equals(today.get(rule.pack()), view);
                var starts = now ? since(r, view) : engine.startOf(view);
                hold(r, rule, explain, run, view, now, starts, Bits.has(resting, r));
            }
        });
        notes.replaceAll((r, span) -> span.until() == null && !Bits.has(run.holds, r)
                ? new NoteSpan(span.from(), engine.startOf(view), span.because())
                : span);
        for (int w = 0; w < engine.words; w++) {
            long waiting = run.open[w] | run.provisional[w];
            for (long rest = waiting; rest != 0; rest &= rest - 1) {
                int r = w * 64 + Long.numberOfTrailingZeros(rest);
                if (looks(engine.rules.get(r).pack(), view)) {
                    for (int slot : explain.waitsFor(r)) {
                        decides.computeIfAbsent(slot, k -> new TreeSet<>()).add(r);
                    }
                }
            }
        }
    }

    /** First day of the unbroken time for which rule {@code r} has held for these facts, up to the day asked for. */
    private LocalDate since(int r, int view) {
        while (view > 0 && Bits.has(past(view - 1), r)) {
            view--;
        }
        var from = engine.rules.get(r).shown().from();
        return view == 0 || engine.startOf(view).isBefore(from) ? from : engine.startOf(view);
    }

    private long[] past(int view) {
        return past.computeIfAbsent(view, v -> {
            var run = engine.new Run();
            System.arraycopy(facts, 0, run.slot, 0, facts.length);
            run.decide(v);
            return run.holds;
        });
    }

    private void hold(
            int r,
            RuleDef rule,
            Explainer explain,
            Engine.Run run,
            int view,
            boolean now,
            LocalDate starts,
            boolean provisional) {
        var shown = rule.shown();
        var pack = packs.get(rule.pack());
        var duty = rule.duty();
        if (rule.tier() >= 0) {
            var tier = pack.tiers().get(rule.tier()).id();
            boolean fresh = outcomeKeys.add(List.of(pack.id(), tier, shown.ref()));
            if (now || fresh) {
                (now ? outcomes : upcoming)
                        .add(new Ranked<>(
                                r,
                                new Finding.Outcome(
                                        pack.id(),
                                        tier,
                                        shown.ref(),
                                        shown.id(),
                                        shown.article(),
                                        shown.confidence(),
                                        shown.text(),
                                        starts,
                                        provisional,
                                        because(explain, rule),
                                        reasons
                                                ? new Changes(engine, view, run.slot)
                                                        .silencing(r, explain.support(rule))
                                                : List.of(),
                                        pack.binding())));
            }
        } else if (duty != null) {
            if (dutyKeys.add(pack.id() + "/" + duty.id())) {
                var from = latest(starts, date(r, duty.since()));
                duties.add(new Ranked<>(
                        r,
                        new Finding.Duty(
                                duty.id(),
                                pack.id(),
                                shown.id(),
                                shown.article(),
                                shown.ref(),
                                shown.confidence(),
                                duty.who(),
                                duty.title(),
                                shown.text(),
                                duty.nature(),
                                from,
                                due(r, duty, pack, from),
                                duty.timing(),
                                duty.clocks(),
                                duty.kind(),
                                duty.evidence(),
                                duty.penalty(),
                                duty.waivable(),
                                from.isAfter(day(rule.pack())),
                                provisional,
                                because(explain, rule),
                                duty.calls())));
            }
        } else if (rule.note() != null) {
            notes.computeIfAbsent(r, k -> new NoteSpan(starts, null, because(explain, rule)));
        } else if (shown.contain() != null && now) {
            containments.add(new Ranked<>(
                    r,
                    new Finding.Containment(
                            pack.id(),
                            shown.id(),
                            shown.article(),
                            shown.ref(),
                            shown.confidence(),
                            shown.text(),
                            shown.contain(),
                            provisional,
                            because(explain, rule))));
        }
    }

    /** The date given for {@code slot}; null when there is no such slot or, noted as an open question of rule {@code r}, no answer. */
    private @Nullable LocalDate date(int r, int slot) {
        if (slot < 0) {
            return null;
        }
        if (facts[slot] == Cond.UNKNOWN_SLOT) {
            decides.computeIfAbsent(slot, k -> new TreeSet<>()).add(r);
            return null;
        }
        return LocalDate.ofEpochDay(facts[slot]);
    }

    private static LocalDate latest(LocalDate a, @Nullable LocalDate b) {
        return b == null || a.isAfter(b) ? a : b;
    }

    /** A period never starts before the law that sets it. */
    private Finding.@Nullable Due due(int r, RuleDef.DutyDef duty, Pack pack, LocalDate from) {
        if (duty.nature() != Nature.DATED) {
            return null;
        }
        if (duty.dates() < 0) {
            return new Finding.Due(null, from, latest(from, duty.due()), 0);
        }
        var clock =
                duty.clocks().stream().filter(c -> c.fact() != null).findFirst().orElseThrow();
        var date = date(r, duty.dates());
        if (date == null) {
            return new Finding.Due(clock.fact(), null, null, 0);
        }
        var started = latest(from, date);
        var end = clock.end(started.atStartOfDay(), calendars.get(pack.jurisdiction()));
        return new Finding.Due(clock.fact(), started, end.day(), end.unpublished());
    }

    private List<Finding.Note> notes(boolean coming) {
        var result = new ArrayList<Ranked<Finding.Note>>();
        notes.forEach((r, span) -> {
            var rule = engine.rules.get(r);
            if (span.from().isAfter(day(rule.pack())) == coming) {
                var shown = rule.shown();
                var pack = packs.get(rule.pack());
                result.add(new Ranked<>(
                        r,
                        new Finding.Note(
                                pack.id(),
                                shown.id(),
                                shown.article(),
                                shown.ref(),
                                shown.confidence(),
                                Objects.requireNonNull(rule.note()),
                                span.from(),
                                span.until(),
                                span.because(),
                                pack.binding())));
            }
        });
        return ranked(result, written());
    }

    private List<Finding.Because> because(Explainer explain, RuleDef rule) {
        return reasons ? explain.because(rule) : List.of();
    }

    private List<Finding.Open> open() {
        return decides.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Integer, TreeSet<Integer>>>comparingInt(e -> -weight(e.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .map(e -> {
                    var fact = engine.slots.get(e.getKey()).fact();
                    return new Finding.Open(
                            fact.id(),
                            fact.question(),
                            e.getValue().stream()
                                    .map(r -> engine.rules.get(r).id())
                                    .toList());
                })
                .toList();
    }

    /** What law asks comes first: what an organisation may choose to follow weighs nothing. */
    private int weight(Set<Integer> rules) {
        int weight = 0;
        for (int r : rules) {
            var rule = engine.rules.get(r);
            var duty = rule.duty();
            weight += rule.ban() ? BAN_WEIGHT : duty != null && duty.kind().equals("voluntary") ? 0 : 1;
        }
        return weight;
    }

    private <T> Comparator<Ranked<T>> written() {
        return Comparator.<Ranked<T>>comparingInt(
                        x -> engine.rules.get(x.rule()).pack())
                .thenComparingInt(x -> engine.rules.get(x.rule()).stage())
                .thenComparingInt(x -> engine.rules.get(x.rule()).shown().line());
    }

    /** Guidance comes after all law, however its own tiers are ordered. */
    private <T> Comparator<Ranked<T>> gravity() {
        return Comparator.<Ranked<T>>comparingInt(
                        x -> packs.get(engine.rules.get(x.rule()).pack()).binding() ? 0 : 1)
                .thenComparingInt(x -> engine.rules.get(x.rule()).ban() ? 0 : 1)
                .thenComparingInt(x -> engine.rules.get(x.rule()).tier())
                .thenComparing(written());
    }

    private static <T> List<T> ranked(List<Ranked<T>> list, Comparator<Ranked<T>> order) {
        return list.stream().sorted(order).map(Ranked::value).toList();
    }
}
