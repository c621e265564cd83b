package zhiheng.office.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.LogSeal;
import zhiheng.office.acts.Words;
import zhiheng.office.duties.DutyMark;
import zhiheng.office.duties.DutyMet;
import zhiheng.office.duties.DutyNote;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.duties.DutyRow;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.SystemEvent;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.ComingTier;
import zhiheng.office.registry.Counts;
import zhiheng.office.registry.OrgOverview;
import zhiheng.office.registry.OrgTier;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.registry.SystemRow;
import zhiheng.packs.LegalDays;

/** A transaction of a {@link MemoryStore}. A search matches parts of the texts, without the word rules of a database. */
record MemoryTx(State state, Consumer<String> before) implements OfficeStore.Tx {
    @Override
    public void addOrg(Org org) {
        before.accept("addOrg");
        state.orgs().put(org.id(), org);
    }

    @Override
    public boolean changeOrg(Org org, long seenVersion) {
        before.accept("changeOrg");
        return org(org.id()).filter(stored -> stored.version() == seenVersion).isPresent()
                && state.orgs().put(org.id(), org) != null;
    }

    @Override
    public Optional<Org> org(String id) {
        return Optional.ofNullable(state.orgs().get(id));
    }

    @Override
    public List<Org> orgs() {
        return state.orgs().values().stream()
                .sorted(Comparator.comparing(Org::name))
                .toList();
    }

    @Override
    public void addSystem(AiSystem system, Summary summary) {
        before.accept("addSystem");
        state.systems().put(system.id(), system);
        state.summaries().put(system.id(), summary);
    }

    @Override
    public boolean changeSystem(AiSystem system, long seenVersion, Summary summary) {
        before.accept("changeSystem");
        if (system(system.id()).filter(s -> s.version() == seenVersion).isEmpty()) {
            return false;
        }
        state.systems().put(system.id(), system);
        state.summaries().put(system.id(), summary);
        return true;
    }

    @Override
    public void retext(AiSystem seen, AiSystem after) {
        before.accept("retext");
        state.systems().put(after.id(), after);
    }

    @Override
    public void summarise(String systemId, long seenVersion, Summary summary) {
        before.accept("summarise");
        if (system(systemId).filter(s -> s.version() == seenVersion).isPresent()) {
            state.summaries().put(systemId, summary);
        }
    }

    @Override
    public Optional<AiSystem> system(String id) {
        return Optional.ofNullable(state.systems().get(id));
    }

    @Override
    public List<AiSystem> mergedInto(String id) {
        return state.systems().values().stream()
                .filter(s -> s.archive() != null && s.archive().into().equals(id))
                .toList();
    }

    @Override
    public List<AiSystem> systemsAfter(String id, @Nullable String onlyOrg, int limit) {
        return state.systems().tailMap(id, false).values().stream()
                .filter(system -> onlyOrg == null || system.orgId().equals(onlyOrg))
                .filter(system -> system.archive() == null)
                .limit(limit)
                .toList();
    }

    @Override
    public List<AiSystem> staleAfter(String id, LegalDays days, int limit) {
        return state.systems().tailMap(id, false).values().stream()
                .filter(system -> days.after(summary(system).asOf()))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<String> keepSummaries(
            String after, int limit, LegalDays before, LegalDays today, Set<String> turned) {
        var next = state.summaries().entrySet().stream()
                .filter(e ->
                        e.getKey().compareTo(after) > 0 && !e.getValue().asOf().after(before))
                .filter(e -> !before.after(e.getValue().asOf()))
                .sorted(Map.Entry.comparingByKey())
                .limit(limit)
                .toList();
        for (var one : next) {
            var s = one.getValue();
            if (s.duties().stream().noneMatch(line -> turned.contains(line.pack()))) {
                state.summaries()
                        .put(one.getKey(), new Summary(s.tiersByPack(), s.coming(), s.duties(), s.questions(), today));
            }
        }
        return next.isEmpty() ? Optional.empty() : Optional.of(next.getLast().getKey());
    }

    @Override
    public Page<SystemRow> rows(SystemQuery query, @Nullable String onlyOrg) {
        var found = matching(query, onlyOrg)
                .sorted(Comparator.comparing(AiSystem::updatedAt)
                        .thenComparing(AiSystem::id)
                        .reversed())
                .toList();
        var from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor());
        var to = Math.min(found.size(), from + query.limit());
        var page = found.subList(from, to).stream().map(this::row).toList();
        return new Page<>(page, to < found.size() ? String.valueOf(to) : null);
    }

    @Override
    public Counts counts(SystemQuery query, @Nullable String onlyOrg) {
        var byTier = new TreeMap<String, Map<String, Long>>();
        var coming = new TreeMap<String, Map<String, Long>>();
        var byOrg = new TreeMap<String, Long>();
        var found = matching(query, onlyOrg).toList();
        for (var system : found) {
            byOrg.merge(system.orgId(), 1L, Long::sum);
            summary(system)
                    .tiersByPack()
                    .forEach((pack, tiers) -> tiers.forEach(tier ->
                            byTier.computeIfAbsent(pack, p -> new TreeMap<>()).merge(tier, 1L, Long::sum)));
            summary(system)
                    .coming()
                    .forEach((pack, tiers) -> tiers.forEach(c ->
                            coming.computeIfAbsent(pack, p -> new TreeMap<>()).merge(c.tier(), 1L, Long::sum)));
        }
        var overdue = found.stream().filter(s -> summary(s).overdue() > 0).count();
        return new Counts(found.size(), byTier, coming, byOrg, overdue);
    }

    private Stream<AiSystem> matching(SystemQuery query, @Nullable String onlyOrg) {
        return state.systems().values().stream()
                .filter(s -> onlyOrg == null || s.orgId().equals(onlyOrg))
                .filter(s -> query.archived() == (s.archive() != null))
                .filter(s -> query.orgId() == null || s.orgId().equals(query.orgId()))
                .filter(s -> query.pack() == null
                        || tiers(s, query.pack()).stream()
                                .anyMatch(t -> query.tier() == null || t.equals(query.tier())))
                .filter(s -> query.text() == null
                        || (s.name() + " " + s.description() + " " + s.purpose())
                                .toLowerCase(Locale.ROOT)
                                .contains(query.text().toLowerCase(Locale.ROOT)));
    }

    private List<String> tiers(AiSystem system, String pack) {
        var summary = summary(system);
        return Stream.concat(
                        summary.tiersByPack().getOrDefault(pack, List.of()).stream(),
                        summary.coming().getOrDefault(pack, List.of()).stream().map(Summary.Coming::tier))
                .toList();
    }

    private Summary summary(AiSystem system) {
        return Optional.ofNullable(state.summaries().get(system.id())).orElseThrow();
    }

    private SystemRow row(AiSystem system) {
        var summary = summary(system);
        var gravest = new HashMap<String, String>();
        summary.tiersByPack()
                .forEach((pack, tiers) -> tiers.stream().findFirst().ifPresent(t -> gravest.put(pack, t)));
        return new SystemRow(
                system.id(),
                system.name(),
                system.orgId(),
                org(system.orgId()).map(Org::name).orElse(""),
                gravest,
                summary.nearest(),
                summary.next(),
                summary.open(),
                summary.overdue(),
                summary.gaps(),
                summary.unassessed(),
                summary.questions(),
                summary.asOf().day(),
                system.updatedAt());
    }

    @Override
    public List<DutyMark> marks(String systemId) {
        return List.copyOf(state.marks().getOrDefault(systemId, Map.of()).values());
    }

    @Override
    public boolean mark(String systemId, DutyMark mark) {
        before.accept("mark");
        var marks = state.marks().computeIfAbsent(systemId, s -> new TreeMap<>());
        var known = marks.get(mark.duty());
        if ((known == null ? 0 : known.version()) != mark.version() - 1) {
            return false;
        }
        marks.put(mark.duty(), mark);
        return true;
    }

    @Override
    public void addEvent(SystemEvent event) {
        before.accept("addEvent");
        state.events().put(event.id(), event);
    }

    @Override
    public List<SystemEvent> events(String systemId) {
        return state.events().values().stream()
                .filter(e -> e.systemId().equals(systemId))
                .sorted(Comparator.comparing(SystemEvent::happenedAt)
                        .thenComparing(SystemEvent::id)
                        .reversed())
                .toList();
    }

    @Override
    public void settle(String eventId, String duty, LocalDate day) {
        before.accept("settle");
        state.settled().putIfAbsent(new Settled(eventId, duty), day);
    }

    @Override
    public Map<Settled, LocalDate> settled(String systemId) {
        var result = new HashMap<>(state.settled());
        result.keySet()
                .removeIf(s -> !Optional.ofNullable(state.events().get(s.eventId()))
                        .map(SystemEvent::systemId)
                        .equals(Optional.of(systemId)));
        return result;
    }

    @Override
    public List<DutyMet> met(String systemId) {
        return state.met().getOrDefault(systemId, List.of());
    }

    @Override
    public boolean meet(String systemId, DutyMet met) {
        before.accept("meet");
        var known = met(systemId);
        if (known.stream().anyMatch(m -> m.duty().equals(met.duty()) && m.due().equals(met.due()))) {
            return false;
        }
        state.met()
                .put(
                        systemId,
                        java.util.stream.Stream.concat(known.stream(), java.util.stream.Stream.of(met))
                                .toList());
        return true;
    }

    @Override
    public Page<DutyRow> lines(DutyQuery query, @Nullable String onlyOrg) {
        var found = lines(query, onlyOrg, true).toList();
        var from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor());
        var to = Math.min(found.size(), from + query.limit());
        return new Page<>(found.subList(from, to), to < found.size() ? String.valueOf(to) : null);
    }

    @Override
    public long countLines(DutyQuery query, @Nullable String onlyOrg, int most) {
        return lines(query, onlyOrg, false).limit(most).count();
    }

    private Stream<DutyRow> lines(DutyQuery q, @Nullable String onlyOrg, boolean sorted) {
        var all = state.systems().values().stream()
                .filter(s -> onlyOrg == null || s.orgId().equals(onlyOrg))
                .flatMap(s -> summary(s).duties().stream()
                        .map(line -> new DutyRow(
                                s.id(),
                                s.name(),
                                s.orgId(),
                                org(s.orgId()).map(Org::name).orElse(""),
                                line)))
                .filter(r -> q.orgId() == null || r.orgId().equals(q.orgId()))
                .filter(r -> q.systemId() == null || r.systemId().equals(q.systemId()))
                .filter(r -> q.pack() == null || r.line().pack().equals(q.pack()))
                .filter(r -> q.pending() == null || r.line().state().pending() == q.pending())
                .filter(r -> q.state() == null || r.line().state() == q.state())
                .filter(r -> q.dueFrom() == null
                        || r.line().due() != null
                                && !r.line()
                                        .due()
                                        .isBefore(q.dueFrom().of(r.line().pack())))
                .filter(r -> q.dueBefore() == null
                        || r.line().due() != null
                                && r.line()
                                        .due()
                                        .isBefore(q.dueBefore().of(r.line().pack())))
                .filter(r -> q.startsAfter() == null
                        || r.line().from().isAfter(q.startsAfter().of(r.line().pack())))
                .filter(r -> q.owner() == null || r.line().owner().equals(q.owner()))
                .filter(r -> q.assignee() == null || r.line().assignee().equals(q.assignee()));
        var day = q.startsAfter() != null
                ? Comparator.comparing((DutyRow r) -> r.line().from())
                : Comparator.comparing(
                        (DutyRow r) -> r.line().due(), Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()));
        return sorted
                ? all.sorted(day.thenComparing(DutyRow::systemId)
                        .thenComparing(r -> r.line().duty()))
                : all;
    }

    @Override
    public List<OrgOverview> overview(@Nullable String onlyOrg, int limit) {
        return state.orgs().values().stream()
                .filter(o -> onlyOrg == null || o.id().equals(onlyOrg))
                .map(this::overview)
                .filter(o -> o.systems() > 0)
                .sorted(Comparator.comparing(OrgOverview::overdue)
                        .thenComparing(OrgOverview::gaps)
                        .reversed())
                .limit(limit)
                .toList();
    }

    private OrgOverview overview(Org org) {
        var own = state.systems().values().stream()
                .filter(s -> s.orgId().equals(org.id()) && s.archive() == null)
                .map(this::summary)
                .toList();
        var next = own.stream()
                .map(Summary::next)
                .flatMap(Stream::ofNullable)
                .min(Comparator.comparing(Summary.Next::day).thenComparing(Summary.Next::pack));
        return new OrgOverview(
                org.id(),
                org.name(),
                own.size(),
                own.stream().filter(s -> s.overdue() > 0).count(),
                own.stream().mapToLong(Summary::gaps).sum(),
                own.stream().mapToLong(Summary::unassessed).sum(),
                own.stream().mapToLong(Summary::questions).sum(),
                next.map(Summary.Next::day).orElse(null),
                next.map(Summary.Next::pack).orElse(""),
                tiers(own));
    }

    private static List<OrgTier> tiers(List<Summary> own) {
        var counts = new HashMap<OrgTier, Long>();
        for (var summary : own) {
            summary.tiersByPack()
                    .forEach((pack, tiers) ->
                            tiers.forEach(tier -> counts.merge(new OrgTier(pack, tier, null, 0), 1L, Long::sum)));
            summary.coming()
                    .forEach((pack, tiers) ->
                            tiers.forEach(c -> counts.merge(new OrgTier(pack, c.tier(), c.from(), 0), 1L, Long::sum)));
        }
        return counts.entrySet().stream()
                .map(e -> new OrgTier(
                        e.getKey().pack(), e.getKey().tier(), e.getKey().from(), e.getValue()))
                .toList();
    }

    @Override
    public List<ComingTier> comingTiers(@Nullable String onlyOrg) {
        var counts = new TreeMap<LocalDate, Map<List<String>, Long>>();
        state.systems().values().stream()
                .filter(s -> onlyOrg == null || s.orgId().equals(onlyOrg))
                .forEach(s -> summary(s)
                        .coming()
                        .forEach((pack, tiers) ->
                                tiers.forEach(c -> counts.computeIfAbsent(c.from(), d -> new HashMap<>())
                                        .merge(List.of(pack, c.tier()), 1L, Long::sum))));
        return counts.entrySet().stream()
                .flatMap(e -> e.getValue().entrySet().stream()
                        .map(t -> new ComingTier(
                                e.getKey(), t.getKey().getFirst(), t.getKey().getLast(), t.getValue())))
                .toList();
    }

    @Override
    public List<SystemRow> mostQuestions(@Nullable String onlyOrg, int limit) {
        return state.systems().values().stream()
                .filter(s -> onlyOrg == null || s.orgId().equals(onlyOrg))
                .filter(s -> summary(s).questions() > 0)
                .sorted(Comparator.comparing((AiSystem s) -> summary(s).questions())
                        .reversed())
                .limit(limit)
                .map(this::row)
                .toList();
    }

    @Override
    public void addNote(DutyNote note) {
        before.accept("addNote");
        state.notes().put(note.id(), note);
    }

    @Override
    public Optional<DutyNote> note(String id) {
        return Optional.ofNullable(state.notes().get(id));
    }

    @Override
    public boolean closeNote(String id, Instant at) {
        before.accept("closeNote");
        var n = state.notes().get(id);
        if (n == null || n.closedAt() != null) {
            return false;
        }
        state.notes().put(id, new DutyNote(n.id(), n.systemId(), n.duty(), n.kind(), n.author(), n.text(), n.at(), at));
        return true;
    }

    @Override
    public List<DutyNote> notes(String systemId, String duty) {
        return state.notes().values().stream()
                .filter(n -> n.systemId().equals(systemId) && n.duty().equals(duty))
                .toList();
    }

    @Override
    public List<DutyNote> openNotes(DutyNote.Kind kind, @Nullable String onlyOrg, int limit) {
        return state.notes().values().stream()
                .filter(n -> n.kind() == kind && n.closedAt() == null)
                .filter(n -> onlyOrg == null
                        || system(n.systemId())
                                .filter(s -> s.orgId().equals(onlyOrg))
                                .isPresent())
                .limit(limit)
                .toList();
    }

    @Override
    public void addEvidence(Evidence evidence, String actId) {
        before.accept("addEvidence");
        state.evidence().put(evidence.id(), evidence);
        state.actOfEvidence().put(evidence.id(), actId);
    }

    @Override
    public void withdraw(String evidenceId, LocalDate day, boolean erase, String actId) {
        before.accept("withdraw");
        state.evidence()
                .computeIfPresent(
                        evidenceId,
                        (id, e) -> new Evidence(
                                id,
                                e.systemId(),
                                e.duty(),
                                erase ? "" : e.title(),
                                erase ? null : e.link(),
                                erase ? null : e.fileName(),
                                e.size(),
                                e.sha256(),
                                e.expires(),
                                e.addedBy(),
                                e.addedAt(),
                                -1,
                                e.withdrawn() == null ? day : e.withdrawn(),
                                erase || e.erased()));
    }

    @Override
    public boolean needsFile(String sha256) {
        return state.evidence().values().stream()
                .anyMatch(e -> e.sha256().equals(sha256) && !e.erased() && e.link() == null);
    }

    @Override
    public List<Evidence> evidenceOf(String systemId) {
        return state.evidence().values().stream()
                .filter(e -> e.systemId().equals(systemId))
                .map(this::withIndex)
                .toList();
    }

    @Override
    public Optional<Evidence> evidence(String id) {
        return Optional.ofNullable(state.evidence().get(id)).map(this::withIndex);
    }

    private Evidence withIndex(Evidence e) {
        var row = Optional.ofNullable(state.actOfEvidence().get(e.id())).map(state.acts()::get);
        return new Evidence(
                e.id(),
                e.systemId(),
                e.duty(),
                e.title(),
                e.link(),
                e.fileName(),
                e.size(),
                e.sha256(),
                e.expires(),
                e.addedBy(),
                e.addedAt(),
                row.map(ActRow::ledgerIndex).orElse(-1L),
                e.withdrawn(),
                e.erased());
    }

    @Override
    public void addAct(Act act) {
        before.accept("addAct");
        state.acts().put(act.id(), new ActRow(act, -1));
    }

    @Override
    public boolean appended(String actId, long ledgerIndex) {
        before.accept("appended");
        return state.acts().computeIfPresent(actId, (id, row) -> new ActRow(row.act(), ledgerIndex)) != null;
    }

    @Override
    public List<Act> pendingActs() {
        return state.acts().values().stream()
                .filter(row -> row.ledgerIndex() < 0)
                .map(ActRow::act)
                .toList();
    }

    @Override
    public List<ActRow> acts(String systemId, int limit) {
        var all = state.acts().values().stream()
                .filter(row -> row.act().systemId().equals(systemId))
                .sorted(Comparator.comparing((ActRow row) -> row.ledgerIndex() < 0 ? Long.MAX_VALUE : row.ledgerIndex())
                        .thenComparing(row -> row.act().id()))
                .toList();
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    @Override
    public List<ActRow> acts(String systemId, String name) {
        return acts(systemId, Integer.MAX_VALUE).stream()
                .filter(row -> row.act().name().equals(name))
                .toList();
    }

    @Override
    public Optional<ActRow> lastAct(String systemId, String name) {
        return acts(systemId, Integer.MAX_VALUE).reversed().stream()
                .filter(row -> row.act().name().equals(name))
                .findFirst();
    }

    @Override
    public Optional<ActRow> lastAct(String systemId, String name, String subject) {
        return acts(systemId, Integer.MAX_VALUE).reversed().stream()
                .filter(row ->
                        row.act().name().equals(name) && row.act().subject().equals(subject))
                .findFirst();
    }

    @Override
    public List<ActRow> lastActs(String name) {
        var last = new java.util.TreeMap<String, ActRow>();
        actsFrom(0, Integer.MAX_VALUE).stream()
                .filter(row -> row.act().name().equals(name))
                .forEach(row -> last.put(row.act().systemId(), row));
        return List.copyOf(last.values());
    }

    @Override
    public Optional<ActRow> act(String id) {
        return Optional.ofNullable(state.acts().get(id));
    }

    @Override
    public List<ActRow> actsFrom(long ledgerIndex, int limit) {
        return state.acts().values().stream()
                .filter(row -> row.ledgerIndex() >= ledgerIndex)
                .sorted(Comparator.comparing(ActRow::ledgerIndex))
                .limit(limit)
                .toList();
    }

    @Override
    public long entries() {
        return state.acts().values().stream()
                        .mapToLong(ActRow::ledgerIndex)
                        .max()
                        .orElse(-1)
                + 1;
    }

    @Override
    public String newestAct() {
        return state.acts().isEmpty() ? "" : state.acts().lastKey();
    }

    @Override
    public void addWords(Words.Row words) {
        state.words().put(words.actId() + " " + words.member(), words);
    }

    @Override
    public List<Words.Row> words(String actId) {
        return state.words().values().stream()
                .filter(row -> row.actId().equals(actId))
                .toList();
    }

    @Override
    public void eraseWords(String actId) {
        state.words()
                .replaceAll((key, row) -> row.actId().equals(actId) ? new Words.Row(actId, row.member(), "", "") : row);
    }

    @Override
    public Optional<LogSeal> seal() {
        return Optional.ofNullable(state.seal()[0]);
    }

    @Override
    public void seal(LogSeal seal) {
        var before = state.seal()[0];
        if (before == null || before.size() < seal.size()) {
            state.seal()[0] = seal;
        }
    }

    @Override
    public List<ActRow> latest(int limit) {
        return state.acts().values().stream()
                .filter(row -> row.ledgerIndex() >= 0)
                .sorted(Comparator.comparing(ActRow::ledgerIndex).reversed())
                .limit(limit)
                .toList();
    }
}
