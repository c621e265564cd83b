package zhiheng.server.rooms.dossier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.Recurrence;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.FactChange;
import zhiheng.packs.Finding;
import zhiheng.packs.Pack;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Tier;

/** A dossier put into words. */
public final class Chapters {
    private static final List<String> TONES = List.of("ban", "high", "some", "none", "guide", "low");

    /** What is overdue first, then by day, settled duties last. */
    private static final Comparator<TrackedDuty> URGENT = Comparator.comparingInt((TrackedDuty d) ->
                    d.state() == DutyState.OVERDUE ? 0 : d.line().state().pending() ? 1 : 2)
            .thenComparing(d -> d.due() == null ? d.duty().day() : d.due())
            .thenComparing(d -> d.duty().id());

    private final Lexicon lexicon;
    private final List<Pack> packs;
    private final Map<String, String> people;

    /** @param people names by id, for who acted */
    Chapters(Lexicon lexicon, List<Pack> packs, Map<String, String> people) {
        this.lexicon = lexicon;
        this.packs = packs;
        this.people = people;
    }

    DossierView view(Dossier dossier, Optional<FactChange> change) {
        var system = dossier.system();
        var href = "/systems/" + system.id();
        var finding = dossier.finding();
        return new DossierView(
                system.id(),
                href,
                system.name(),
                dossier.org().name(),
                system.purpose(),
                system.description(),
                dossier.asOf().toString(),
                lexicon.day(system.createdAt()),
                tiers(finding),
                verdicts(finding),
                outside(finding),
                next(href, dossier),
                finding.outcomes().stream().map(this::outcome).toList(),
                finding.news().stream()
                        .sorted(Comparator.comparing(Finding.Outcome::from))
                        .map(this::outcome)
                        .toList(),
                dossier.duties().stream()
                        .sorted(URGENT)
                        .map(d -> duty(href, d, dossier.today(d)))
                        .toList(),
                laws(href, dossier),
                new Happenings(lexicon).of(href, dossier),
                lexicon.events().entrySet().stream()
                        .map(e -> new DossierView.EventChoice(e.getKey(), e.getValue()))
                        .toList(),
                java.util.stream.Stream.concat(finding.notes().stream(), finding.comingNotes().stream())
                        .map(n -> remark(n, dossier.days().of(n.pack())))
                        .toList(),
                finding.open().stream()
                        .map(o -> new DossierView.Open(
                                lexicon.words.t(o.question()),
                                o.decides().size(),
                                href + "/questions?edit=" + o.fact()))
                        .toList(),
                system.facts().size(),
                dossier.history().reversed().stream().map(this::act).toList(),
                change.map(this::changed).orElse(null),
                marks(finding));
    }

    /** One light for each pack: its gravest tier, or none yet. The gravest light stands first. */
    private List<Tier> tiers(Finding finding) {
        return packs.stream()
                .map(pack -> {
                    var tier = finding.tier(pack.id());
                    return tier == null ? coming(pack, finding) : lexicon.tier(pack.id(), tier);
                })
                .sorted(Comparator.comparingInt(tier -> TONES.indexOf(tier.tone())))
                .toList();
    }

    private static boolean outside(Pack pack, @Nullable String tier) {
        return tier != null && tier.equals("out-of-scope") && pack.tiers().size() > 1;
    }

    /** Each law that says something, today or later, in one line. */
    private List<DossierView.Verdict> verdicts(Finding finding) {
        var result = new ArrayList<DossierView.Verdict>();
        for (var pack : packs) {
            var now = finding.tier(pack.id());
            var coming = finding.news().stream()
                    .filter(o -> o.pack().equals(pack.id()) && !o.tier().equals(now))
                    .sorted(Comparator.comparing(Finding.Outcome::from))
                    .map(o -> lexicon.tier(pack.id(), o.tier())
                            .from(lexicon.words.t("since", o.from().toString())))
                    .distinct()
                    .toList();
            if (!coming.isEmpty() || now != null && !outside(pack, now)) {
                result.add(new DossierView.Verdict(now == null ? null : lexicon.tier(pack.id(), now), coming));
            }
        }
        return result;
    }

    private List<Tier> outside(Finding finding) {
        return packs.stream()
                .filter(pack -> outside(pack, finding.tier(pack.id()))
                        && finding.news().stream().noneMatch(o -> o.pack().equals(pack.id())))
                .map(pack -> lexicon.tier(pack.id(), String.valueOf(finding.tier(pack.id()))))
                .toList();
    }

    /** The next three acts: what has a day or is a gap, the nearest first. */
    private List<DossierView.NextAct> next(String href, Dossier dossier) {
        return dossier.duties().stream()
                .filter(d -> d.line().obligation()
                        && d.line().state().pending()
                        && (d.due() != null
                                || d.standing() == DutyState.GAP
                                || d.duty().upcoming()))
                .sorted(URGENT)
                .limit(3)
                .map(d -> {
                    var day = d.due() != null ? d.due() : d.duty().from();
                    return new DossierView.NextAct(
                            lexicon.words.t(d.duty().title()),
                            href + "/duties/" + d.duty().id(),
                            day.toString(),
                            lexicon.left(day, dossier.today(d)),
                            state(d),
                            d.duty().provisional());
                })
                .toList();
    }

    /** What law asks, pack by pack, and after all of it what guidance says. */
    private List<DossierView.Law> laws(String href, Dossier dossier) {
        var result = new ArrayList<DossierView.Law>();
        for (var obligation : List.of(true, false)) {
            for (var pack : packs) {
                var own = dossier.duties().stream()
                        .filter(d ->
                                d.duty().pack().equals(pack.id()) && d.line().obligation() == obligation)
                        .sorted(URGENT)
                        .toList();
                if (!own.isEmpty()) {
                    result.add(law(href, dossier, pack, own, !obligation));
                }
            }
        }
        return result;
    }

    private DossierView.Law law(String href, Dossier dossier, Pack pack, List<TrackedDuty> own, boolean guidance) {
        var name = lexicon.jurisdiction(pack) + " · " + lexicon.words.t(pack.name());
        return new DossierView.Law(
                guidance ? name + " · " + lexicon.words.t("force.guidance") : name,
                guidance,
                own.stream().map(d -> duty(href, d, dossier.today(d))).toList(),
                own.stream().filter(d -> d.state() == DutyState.OVERDUE).count(),
                own.stream().filter(d -> d.state() == DutyState.GAP).count(),
                own.stream().filter(d -> d.state().pending()).count());
    }

    /** A pack without a tier today may already have decided a later day; that day is part of the word. */
    private Tier coming(Pack pack, Finding finding) {
        return finding.news().stream()
                .filter(o -> o.pack().equals(pack.id()))
                .min(Comparator.comparing(Finding.Outcome::from))
                .map(o -> lexicon.tier(pack.id(), o.tier())
                        .from(lexicon.words.t("since", o.from().toString())))
                .orElseGet(() -> lexicon.noTier(pack));
    }

    /** A remark with the days between which it holds, as far as they matter: one to come, one that will end. */
    private DossierView.Remark remark(Finding.Note n, LocalDate asOf) {
        var days = "";
        if (n.from().isAfter(asOf)) {
            days = n.until() == null
                    ? lexicon.words.t("since", n.from())
                    : lexicon.words.t("between", n.from(), n.until());
        } else if (n.until() != null) {
            days = lexicon.words.t("ends", n.until());
        }
        return new DossierView.Remark(
                lexicon.cited(n.pack(), n.rule(), n.article(), n.ref(), n.confidence()),
                lexicon.words.t(n.text()),
                days);
    }

    private DossierView.Outcome outcome(Finding.Outcome o) {
        return new DossierView.Outcome(
                lexicon.tier(o.pack(), o.tier()),
                lexicon.cited(o.pack(), o.rule(), o.article(), o.ref(), o.confidence()),
                lexicon.words.t(o.text()),
                o.from().toString(),
                o.provisional(),
                reasons(lexicon, o.because()),
                o.changes().stream().map(lexicon::change).distinct().toList());
    }

    DossierView.Duty duty(String href, TrackedDuty d, LocalDate today) {
        var duty = d.duty();
        var words = lexicon.words;
        return new DossierView.Duty(
                duty.id(),
                href + "/duties/" + duty.id(),
                words.t(duty.title()),
                words.t(duty.text()),
                lexicon.who(duty.who()),
                (people.getOrDefault(d.assignee(), "") + " " + d.owner()).strip(),
                d.due() == null ? "" : d.due().toString(),
                d.due() == null || !d.line().state().pending() ? "" : lexicon.left(d.due(), today),
                d.recurrence() == null ? lexicon.when(duty) : comesBack(d.recurrence()),
                words.t(duty.timing()),
                state(d),
                detail(d),
                d.version(),
                lexicon.cited(duty.pack(), duty.rule(), duty.article(), duty.ref(), duty.confidence()),
                duty.kind(),
                duty.waivable(),
                duty.provisional(),
                duty.upcoming(),
                duty.from().toString(),
                words.t(duty.evidence()),
                words.t(duty.penalty()),
                reasons(lexicon, duty.because()),
                d.evidence().stream().map(e -> proof(e, today)).toList(),
                d.recurrence() == null ? null : rounds(d.recurrence()),
                lexicon.lawZone(duty.pack()));
    }

    private DossierView.Rounds rounds(Recurrence rounds) {
        return new DossierView.Rounds(
                comesBack(rounds),
                rounds.met().stream()
                        .map(m ->
                                new DossierView.Met(m.due().toString(), m.day().toString()))
                        .toList(),
                rounds.open().stream().map(LocalDate::toString).toList());
    }

    private String comesBack(Recurrence rounds) {
        var every = lexicon.every(rounds.every());
        return rounds.met().isEmpty()
                ? lexicon.words.t("rounds.never", every, rounds.start(), rounds.next())
                : lexicon.words.t(
                        "rounds.last",
                        every,
                        rounds.start(),
                        rounds.next(),
                        rounds.met().getFirst().day());
    }

    State state(TrackedDuty d) {
        return DutyWords.state(lexicon.words, d.duty().nature(), d.state(), d.standing());
    }

    private String detail(TrackedDuty d) {
        var until = d.until() == null ? "" : lexicon.words.t("until.day", d.until());
        return d.reason().isEmpty() ? until : until.isEmpty() ? d.reason() : until + " · " + d.reason();
    }

    private DossierView.Proof proof(Evidence e, LocalDate today) {
        boolean file = e.link() == null;
        return new DossierView.Proof(
                e.erased() ? lexicon.words.t("evidence.erased") : e.title(),
                e.erased() ? "" : file ? "/evidence/" + e.id() : safe(e.link()),
                file
                        ? lexicon.words.t("evidence.bytes", String.valueOf(e.fileName()), e.size())
                        : String.valueOf(e.link()),
                e.sha256(),
                e.expires() == null
                        ? lexicon.words.t("expires.never")
                        : e.expires().toString(),
                e.expires() != null && e.expires().isBefore(today),
                e.id(),
                e.withdrawn() == null ? "" : lexicon.words.t("evidence.withdrawn", e.withdrawn()),
                e.erased(),
                lexicon.on(e.addedAt()),
                e.ledgerIndex(),
                "/ledger/" + e.ledgerIndex());
    }

    /** A link people may follow; anything but http and https leads nowhere. */
    static String safe(@Nullable String link) {
        return link != null && link.matches("(?i)https?://.*") ? link : "#";
    }

    private DossierView.Act act(Dossier.Act act) {
        return new DossierView.Act(
                act.ledgerIndex(),
                "/ledger/" + act.ledgerIndex(),
                lexicon.when(act.time()),
                people.getOrDefault(act.actor(), act.actor()),
                lexicon.act(act.act()),
                ""); // what it holds is for the proof's page
    }

    private DossierView.Changed changed(FactChange change) {
        var causes = new ArrayList<String>();
        var facts = new LinkedHashSet<>(change.after().keySet());
        facts.addAll(change.before().keySet());
        for (var fact : facts) {
            causes.add(lexicon.words.t(
                    "would-change.line",
                    lexicon.question(fact),
                    lexicon.answer(fact, change.after().get(fact)),
                    lexicon.answer(fact, change.before().get(fact))));
        }
        var diff = change.diff();
        return new DossierView.Changed(
                lexicon.when(change.at()),
                "/ledger/" + change.ledgerIndex(),
                causes,
                diff.gained().stream().map(lexicon::line).toList(),
                diff.lost().stream().map(lexicon::line).toList(),
                diff.dutiesGained().stream().map(lexicon::line).toList(),
                diff.dutiesLost().stream().map(lexicon::line).toList(),
                diff.dutiesMoved().stream()
                        .map(m -> lexicon.words.t("duties.moved.line", lexicon.line(m.duty()), m.after(), m.before()))
                        .toList());
    }

    /** The meaning of every mark that the dossier uses. */
    private List<DossierView.Mark> marks(Finding finding) {
        var used = new LinkedHashMap<String, LinkedHashSet<String>>();
        finding.outcomes()
                .forEach(o -> used.computeIfAbsent(o.pack(), k -> new LinkedHashSet<>())
                        .add(o.confidence()));
        finding.upcoming()
                .forEach(o -> used.computeIfAbsent(o.pack(), k -> new LinkedHashSet<>())
                        .add(o.confidence()));
        finding.duties()
                .forEach(d -> used.computeIfAbsent(d.pack(), k -> new LinkedHashSet<>())
                        .add(d.confidence()));
        finding.notes()
                .forEach(n -> used.computeIfAbsent(n.pack(), k -> new LinkedHashSet<>())
                        .add(n.confidence()));
        var result = new ArrayList<DossierView.Mark>();
        used.forEach((pack, marks) -> marks.stream()
                .sorted()
                .forEach(m -> result.add(new DossierView.Mark(lexicon.pack(pack), m, lexicon.meaning(pack, m)))));
        return result;
    }

    private static List<DossierView.Reason> reasons(Lexicon lexicon, List<Finding.Because> because) {
        return because.stream()
                .map(b -> new DossierView.Reason(lexicon.question(b.fact()), lexicon.answer(b.fact(), b.value())))
                .toList();
    }
}
