package zhiheng.server.rooms.incidents;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.cases.Event;
import zhiheng.cases.Who;
import zhiheng.cases.clocks.Regimes;
import zhiheng.cases.clocks.SideBySide;
import zhiheng.cases.clocks.SideBySide.Regime;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.watch.Grade;
import zhiheng.server.rooms.watch.Grading;
import zhiheng.server.rooms.watch.Light;

/**
 * Opens incidents, grades them, sets the clocks of every regime going, and shows what is on record; what people then say and do is
 * {@link Workroom}'s. Each entry is an act of the ledger, which holds ids and salted digests; words stay in the database.
 */
public final class IncidentDesk {
    /** Who the ledger says it was when a rule acted, or time. */
    static final Actor ITSELF = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);

    private static final Grade UNGRADED = new Grade(null, null, false, List.of(), List.of(), null, List.of());
    private static final int AT_ONCE = 100;
    private static final int MOST_MEASURED = 50;
    private static final int MOST_MISSED = 1_000;

    private final Transactions store;
    private final Office office;
    private final Outbox outbox;
    private final CaseDesk cases;
    private final Optional<Grading> grading;
    private final Snapshot snapshot;
    private final OfficeTime time;
    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();

    IncidentDesk(
            Transactions store,
            Office office,
            CaseDesk cases,
            Optional<Grading> grading,
            Snapshot snapshot,
            OfficeTime time) {
        this.store = store;
        this.office = office;
        this.outbox = office.outbox();
        this.cases = cases;
        this.grading = grading;
        this.snapshot = snapshot;
        this.time = time;
    }

    /** Tells {@code listener} of each entry once it is committed. It neither blocks nor throws. */
    void listen(Consumer<Entry> listener) {
        listeners.add(listener);
    }

    Optional<Grading> grading() {
        return grading;
    }

    String nextId() {
        return office.ids().next();
    }

    Record record(Transaction tx, Outbox.Acts acts, Actor actor, Incident incident) {
        return new Record(tx, acts, time, actor, incident);
    }

    Instant now() {
        return time.now();
    }

    Page<Incident> list(Actor actor, IncidentFilter filter) {
        var found = store.read(tx -> IncidentSql.in(tx).list(Access.bound(actor), filter));
        if (found.size() < filter.limit()) {
            return new Page<>(found, null);
        }
        var last = found.getLast();
        var grade = last.grade() == null ? last.colour() : last.grade();
        return new Page<>(found, filter.walk().cursor(Light.rank(grade), last.id()));
    }

    long count(Actor actor, IncidentFilter filter) {
        return store.read(tx -> IncidentSql.in(tx).count(Access.bound(actor), filter));
    }

    Incident one(Actor actor, String id) {
        return store.read(tx -> IncidentSql.in(tx).one(Access.bound(actor), id)).orElseThrow(Access::notFound);
    }

    List<Entry> entries(Actor actor, String id) {
        one(actor, id);
        return store.read(tx -> IncidentSql.in(tx).entries(id));
    }

    Timeline timeline(Actor actor, Incident i) {
        var detect =
                snapshot.alert(i.system(), i.reference()).map(a -> a.time()).orElse(i.opened());
        return Timeline.of(detect, entries(actor, i.id()), clocks(actor, i.id()));
    }

    /** Over the newest incidents that the asker may see. */
    List<Timeline.Median> medians(Actor actor) {
        return Timeline.medians(list(actor, new IncidentFilter(null, null, null, null, MOST_MEASURED)).items().stream()
                .map(i -> timeline(actor, i))
                .toList());
    }

    /** What was put on record of a system's incidents since a moment, oldest first; for other rooms that work with times. */
    public List<Entry> recordOf(String system, Instant since) {
        return store.read(tx -> IncidentSql.in(tx).entriesOf(system, since));
    }

    /** What was put on record after an entry, oldest first; of rooms that the asker may see. */
    List<Entry> after(Collection<String> incidents, String entry) {
        return store.read(tx -> IncidentSql.in(tx).entriesAfter(incidents, entry, MOST_MISSED));
    }

    Map<String, String> roles(Actor actor, String id) {
        one(actor, id);
        return store.read(tx -> IncidentSql.in(tx).roles(id));
    }

    List<Task> tasks(Actor actor, String id) {
        one(actor, id);
        return store.read(tx -> IncidentSql.in(tx).tasks(id));
    }

    /** What was captured, by its SHA-256. */
    Map<String, String> evidence(Actor actor, String id) {
        one(actor, id);
        return store.read(tx -> IncidentSql.in(tx).evidence(id));
    }

    /** The cases of the regimes that apply, with what they move by. */
    List<Regime> regimes(Actor actor, String id) {
        one(actor, id);
        var found = store.read(tx -> IncidentSql.in(tx).regimes(id).values().stream()
                .map(c -> cases.caseIn(tx, c))
                .toList());
        return found.stream().map(c -> new Regime(cases.procedure(c), c)).toList();
    }

    List<SideBySide.Ticking> clocks(Actor actor, String id) {
        return SideBySide.of(regimes(actor, id), time.now());
    }

    /**
     * Opens one.
     *
     * @param colour what an alarm forecast; null where there was none
     * @param duties that an alarm's grade brought about, where a rule opens it
     */
    Incident open(
            Actor actor,
            String systemId,
            String title,
            Incident.Source source,
            String reference,
            @Nullable Light colour,
            List<String> duties,
            Map<String, Object> answers,
            String words) {
        Access.mayChange(actor);
        var name = Input.required("标题", "title", title, Input.NAME);
        var where = Input.optional("来源编号", "reference", reference, Input.NAME);
        var said = Input.optional("说明", "words", words, Input.TEXT);
        var system = actor == ITSELF ? null : office.registry().system(actor, systemId);
        var known = new TreeMap<>(known(actor, systemId));
        known.putAll(checked(answers));
        var graded = grade(known);
        var opening = source == Incident.Source.RULE ? duties : List.of(Regimes.BY_PERSON);
        var note = GradeNote.of(known, time.today(), graded, opening);
        return written(actor, (tx, acts) -> {
            var org = system != null ? system.orgId() : orgOf(tx, systemId);
            var incident = new Incident(
                    office.ids().next(),
                    systemId,
                    "",
                    org,
                    name,
                    source,
                    where,
                    colour,
                    graded.light(),
                    0,
                    time.now(),
                    null,
                    note);
            var sql = IncidentSql.in(tx);
            sql.add(incident);
            var record = new Record(tx, acts, time, actor, incident);
            record.add(
                    Entry.Kind.OPENED,
                    said,
                    about("source", source.name(), "reference", where, "colour", Light.id(colour), "title", name));
            if (graded.light() != null) {
                record.add(Entry.Kind.GRADED, "", gradedAs(graded.light(), note));
            }
            setGoing(tx, acts, actor, record, incident, note);
            return new Written<>(incident, record);
        });
    }

    /**
     * Opens one from an alert, with its colour and, where nobody gave another, its title.
     *
     * @throws Refusal when an open incident came from it already
     */
    Incident openFromAlert(
            Actor actor, String systemId, String alertId, String title, Map<String, Object> answers, String words) {
        var system = office.registry().system(actor, systemId);
        var alert = snapshot.alert(system.id(), alertId).orElseThrow(Access::notFound);
        if (count(actor, new IncidentFilter(systemId, alertId, false, null, 1)) > 0) {
            throw Refusal.conflict("该告警已立为事件。", "An incident is open for this alert already.");
        }
        var name = title.isBlank() ? alert.title().zh() + " / " + alert.title().en() : title;
        return open(actor, systemId, name, Incident.Source.ALERT, alertId, alert.grade(), List.of(), answers, words);
    }

    private String orgOf(Transaction tx, String system) {
        return zhiheng.server.ground.sql.TxSql.in(tx)
                .list("SELECT org_id FROM ai_system WHERE id = ?", row -> row.getString(1), system)
                .stream()
                .findFirst()
                .orElseThrow(Access::notFound);
    }

    /** Answers the questions of the packs anew: the grade follows, and with it clocks that begin now. None begins twice. */
    Incident answer(Actor actor, String id, long seen, Map<String, @Nullable Object> changes) {
        Access.mayChange(actor);
        var given = new TreeMap<String, Object>();
        changes.forEach((fact, value) -> {
            if (value != null) {
                given.put(fact, value);
            }
        });
        checked(given);
        return written(actor, (tx, acts) -> {
            var before = mine(tx, actor, id);
            isOpen(before);
            seen(before, seen);
            var answers = new TreeMap<>(before.note().answers());
            changes.keySet().forEach(answers::remove);
            answers.putAll(given);
            var graded = grade(answers);
            var note = GradeNote.of(answers, time.today(), graded, before.note().opening());
            IncidentSql.in(tx).grade(id, graded.light(), note);
            var record = new Record(tx, acts, time, actor, before);
            var about = gradedAs(graded.light(), note);
            about.put("answers", new TreeMap<>(given));
            record.add(Entry.Kind.GRADED, "", about);
            setGoing(tx, acts, actor, record, before, note);
            return new Written<>(before, record);
        });
    }

    private static Map<String, Object> gradedAs(@Nullable Light light, GradeNote note) {
        return about("grade", Light.id(light), "rule", note.rule(), "atLeast", note.atLeast());
    }

    /** Begins the case of each regime that applies and was not begun, and the clocks that the duties call for. */
    private void setGoing(
            Transaction tx, Outbox.Acts acts, Actor actor, Record record, Incident incident, GradeNote note) {
        var sql = IncidentSql.in(tx);
        var duties = note.all();
        var begun = new LinkedHashMap<>(sql.regimes(incident.id()));
        for (var procedure : Regimes.opened(cases.procedures().all(), duties)) {
            if (!begun.containsKey(procedure.id())) {
                var c = cases.openIn(
                        tx, acts, actor, whoOpens(actor), procedure.id(), incident.system(), incident.org());
                sql.addRegime(incident.id(), procedure.id(), c.id());
                begun.put(procedure.id(), c.id());
                record.add(Entry.Kind.REGIME, "", about("procedure", procedure.id(), "case", c.id()));
            }
        }
        for (var id : begun.values()) {
            var c = cases.caseIn(tx, id);
            if (!c.ended()) {
                for (var act : Regimes.due(cases.procedure(c), c, duties)) {
                    cases.actIn(tx, acts, actor, id, new Event.Act(act, Who.SYSTEM, time.now()));
                }
            }
        }
    }

    private Who whoOpens(Actor actor) {
        return actor == ITSELF ? Who.SYSTEM : cases.who(actor);
    }

    /** What the registry knows and the packs about incidents ask. */
    private Map<String, Object> known(Actor actor, String system) {
        if (grading.isEmpty() || actor == ITSELF) {
            return Map.of();
        }
        var asked = grading.get().facts().keySet();
        var facts = office.registry().system(actor, system).facts();
        var finding = office.registry().finding(actor, system, office.days());
        var known = new TreeMap<>(Grading.known(facts, finding.tiersByPack()));
        known.keySet().retainAll(asked);
        return known;
    }

    private Map<String, Object> checked(Map<String, Object> answers) {
        if (!answers.isEmpty()) {
            grading.orElseThrow(() -> Refusal.conflict(
                            "未安装事件分级规则包，无从作答。", "No packs about incidents are installed, so nothing is asked."))
                    .check(answers);
        }
        return answers;
    }

    Grade grade(Map<String, Object> answers) {
        return grading.map(g -> g.incident(answers, time.today())).orElse(UNGRADED);
    }

    /** Opens what rules asked for. An open incident of the system that an alert opened takes further alerts as facts. */
    void openDue() {
        for (var due : store.read(tx -> IncidentSql.in(tx).due(AT_ONCE))) {
            openDue(due);
        }
    }

    private void openDue(Due due) {
        var running = store
                .read(tx -> IncidentSql.in(tx).list(null, new IncidentFilter(due.system(), null, false, null, AT_ONCE)))
                .stream()
                .filter(i -> i.source() == Incident.Source.ALERT || i.source() == Incident.Source.RULE)
                .findFirst();
        if (running.isPresent()) {
            boolean its = running.get().reference().equals(due.alert()); // opened, but for the last stroke
            written(ITSELF, (tx, acts) -> {
                var incident = mine(tx, ITSELF, running.get().id());
                var record = new Record(tx, acts, time, ITSELF, incident);
                IncidentSql.in(tx).noLongerDue(due.alert());
                if (its) {
                    return new Written<>(incident, record);
                }
                record.add(Entry.Kind.FACT, due.title(), about("alert", due.alert(), "colour", Light.id(due.colour())));
                return new Written<>(incident, record);
            });
            return;
        }
        open(
                ITSELF,
                due.system(),
                due.title(),
                Incident.Source.RULE,
                due.alert(),
                due.colour(),
                due.duties(),
                Map.of(),
                "");
        store.write(tx -> {
            IncidentSql.in(tx).noLongerDue(due.alert());
            return true;
        });
    }

    static Incident mine(Transaction tx, Actor actor, String id) {
        return IncidentSql.in(tx)
                .one(actor == ITSELF ? null : Access.bound(actor), id)
                .orElseThrow(Access::notFound);
    }

    static void isOpen(Incident incident) {
        if (!incident.open()) {
            throw Refusal.conflict("事件已结案，只能查看。", "The incident is closed; it can only be read.");
        }
    }

    static void seen(Incident before, long seen) {
        if (before.seq() != seen) {
            throw Refusal.conflict(
                    "另有他人已记录至第 " + before.seq() + " 条，请查看后再办。",
                    "Somebody else took the record to entry " + before.seq() + " meanwhile; look at it and act again.");
        }
    }

    static Map<String, Object> about(Object... pairs) {
        var about = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            about.put(pairs[i].toString(), Objects.requireNonNull(pairs[i + 1]));
        }
        return about;
    }

    /** What a transaction gave, and the record it wrote. */
    record Written<T>(T result, Record record) {}

    /** Runs {@code work} in a transaction and tells the listeners once it is over; of an incident, as it is then. */
    @SuppressWarnings("unchecked") // an incident is read again as an incident
    <T> T written(Actor actor, BiFunction<Transaction, Outbox.Acts, Written<T>> work) {
        var written = outbox.record(work);
        listeners.forEach(written.record()::tell);
        return written.result() instanceof Incident i
                ? (T) store.read(tx -> mine(tx, actor, i.id()))
                : written.result();
    }
}
