package zhiheng.server.rooms.cases;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.cases.Case;
import zhiheng.cases.CaseCodec;
import zhiheng.cases.Cases;
import zhiheng.cases.Event;
import zhiheng.cases.Moved;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Times;

/**
 * Opens cases, takes what people do to them and what time does. Each event is a step with a number, and an act of the ledger,
 * which holds ids, digests and states; words stay in the database. Whoever changes a case names the step seen.
 */
public final class CaseDesk {
    /** Who the ledger says it was when time passed. */
    private static final Actor TIME = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);

    private final Transactions store;
    private final Office office;
    private final Outbox outbox;
    private final Procedures procedures;
    private final OfficeTime time;
    private final Map<String, Procedure> older = new ConcurrentHashMap<>();

    CaseDesk(Transactions store, Office office, Procedures procedures, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.outbox = office.outbox();
        this.procedures = procedures;
        this.time = time;
    }

    public Procedures procedures() {
        return procedures;
    }

    public Instant now() {
        return time.now();
    }

    public Page<CaseRow> list(Actor actor, CaseFilter filter) {
        var found = store.read(tx -> CaseSql.in(tx).list(Access.bound(actor), filter));
        if (found.size() < filter.limit()) {
            return new Page<>(found, null);
        }
        var last = found.getLast().c();
        return new Page<>(found, filter.walk().cursor(Times.text(last.last()), last.id()));
    }

    public long count(Actor actor, CaseFilter filter) {
        return store.read(tx -> CaseSql.in(tx).count(Access.bound(actor), filter));
    }

    public CaseRow one(Actor actor, String id) {
        return store.read(tx -> CaseSql.in(tx).one(Access.bound(actor), id)).orElseThrow(Access::notFound);
    }

    /** Whether a person may still take part in a case, which need not be theirs to see. */
    public boolean takesPart(Actor actor, String id) {
        return store.read(tx -> CaseSql.in(tx).one(null, id))
                .map(row -> !row.c().excluded().contains(actor.id()))
                .orElse(true);
    }

    public List<StepRow> steps(Actor actor, String id) {
        one(actor, id);
        return store.read(tx -> CaseSql.in(tx).steps(id));
    }

    /** The procedure that a case moves by, in the version that it keeps. */
    public Procedure procedure(Case c) {
        return cases(c).procedure();
    }

    /** What moves a case that another room keeps itself, in the version that it started under. */
    public Cases rules(Case c) {
        return cases(c);
    }

    /** Keeps the text of a procedure that a case of another room stands on. */
    public void remember(Transaction tx, Procedure procedure) {
        CaseSql.in(tx).addProcedure(procedure, procedures.text(procedure.id()));
    }

    private Cases cases(Case c) {
        var newest = procedures.find(c.procedure());
        var version = newest.filter(p -> p.version().equals(c.version()))
                .orElseGet(() -> older.computeIfAbsent(c.procedure() + " " + c.version(), key -> kept(c)));
        return procedures.cases(version);
    }

    private Procedure kept(Case c) {
        var text = store.read(tx -> CaseSql.in(tx).procedure(c.procedure(), c.version()))
                .orElseThrow(() -> new IllegalStateException("no text of " + c.procedure() + " " + c.version()));
        return Procedures.read(c.procedure() + " " + c.version(), text).stream()
                .filter(p -> p.id().equals(c.procedure()))
                .findFirst()
                .orElseThrow();
    }

    /** Who acts, as procedures see it. */
    public Who who(Actor actor) {
        var org = office.orgs().find(actor, actor.orgId()).orElseThrow(Access::notFound);
        return new Who(actor.id(), org.id(), Procedure.Holder.valueOf(org.kind().name()));
    }

    /** Begins a case about a system. The system's provider has the seat of every role that providers hold. */
    public Case open(Actor actor, String procedureId, String systemId, String words) {
        Access.mayChange(actor);
        var said = Words.of(Input.optional("说明", "reason", words, Input.TEXT));
        var procedure = procedures.of(procedureId);
        var system = office.registry().system(actor, systemId);
        var seats = new TreeMap<String, String>();
        procedure.roles().stream()
                .filter(r -> r.heldBy() == Procedure.Holder.PROVIDER)
                .forEach(r -> seats.put(r.id(), system.orgId()));
        var who = who(actor);
        return outbox.record((tx, acts) -> {
            var cases = procedures.cases(procedure);
            var moved = cases.open(office.ids().next(), system.id(), seats, who, time.now());
            CaseSql.in(tx).addProcedure(procedure, procedures.text(procedure.id()));
            var details = details(moved, moved.next().stage());
            if (!said.text().isEmpty()) {
                details.put("words", said.digest());
            }
            var act = acts.add(actor, "case.opened", subject(moved), system.id(), "", details);
            keep(tx, cases, moved, "", said, act.id());
            return moved.next();
        });
    }

    /**
     * Takes an event.
     *
     * @param seen the step from which the actor started
     * @param words what goes with it; a document or note is known by their digest
     */
    public Case act(Actor actor, String id, long seen, String words, Function<Deeding, Event> event) {
        Access.mayChange(actor);
        var said = Words.of(Input.optional("内容", "text", words, Input.TEXT));
        var who = who(actor);
        return outbox.record((tx, acts) -> {
            var before = CaseSql.in(tx)
                    .one(Access.bound(actor), id)
                    .orElseThrow(Access::notFound)
                    .c();
            seen(before, seen);
            var cases = cases(before);
            var made = event.apply(new Deeding(who, time.now(), said.text().isEmpty() ? "" : said.digest()));
            var moved = cases.on(before, made);
            var act = acts.add(actor, name(made), subject(moved), before.subject(), "", details(moved, before.stage()));
            keep(tx, cases, moved, CaseCodec.write(made), said, act.id());
            return moved.next();
        });
    }

    /** Takes an event of the server itself: a statistic worked out, a move that a procedure gives to a role held by the system. */
    public Case byItself(String id, Function<Deeding, Event> event) {
        return outbox.record((tx, acts) -> {
            var before =
                    CaseSql.in(tx).one(null, id).orElseThrow(Access::notFound).c();
            var cases = cases(before);
            var made = event.apply(new Deeding(Who.SYSTEM, time.now(), ""));
            var moved = cases.on(before, made);
            var act = acts.add(TIME, name(made), subject(moved), before.subject(), "", details(moved, before.stage()));
            keep(tx, cases, moved, CaseCodec.write(made), Words.NONE, act.id());
            return moved.next();
        });
    }

    /** A case and its steps as the server itself sees them, the oldest step first; null when there is none. */
    public @Nullable Known known(String id) {
        return store.read(tx -> CaseSql.in(tx)
                        .one(null, id)
                        .map(row -> new Known(
                                row.c(), row.systemName(), CaseSql.in(tx).steps(id))))
                .orElse(null);
    }

    /** A case with the name of its system, and its steps. */
    public record Known(Case c, String systemName, List<StepRow> steps) {}

    /** The cases of one kind that are not closed. */
    public List<String> open(Procedure.Kind kind) {
        return store.read(tx -> CaseSql.in(tx).open(kind));
    }

    /** What an event is made of: who, when, and the digest of the words that go with it, "" without any. */
    public record Deeding(Who who, Instant at, String digest) {}

    /** Moves a case to the version that the packs have now. */
    public Case adopt(Actor actor, String id, long seen) {
        Access.mayChange(actor);
        var who = who(actor);
        return outbox.record((tx, acts) -> {
            var before = CaseSql.in(tx)
                    .one(Access.bound(actor), id)
                    .orElseThrow(Access::notFound)
                    .c();
            seen(before, seen);
            var procedure = procedures.of(before.procedure());
            if (procedure.version().equals(before.version())) {
                throw Refusal.conflict("本案已用现行版本。", "The case has the present version already.");
            }
            var cases = procedures.cases(procedure);
            var moved = cases.adopt(before, who, time.now());
            CaseSql.in(tx).addProcedure(procedure, procedures.text(procedure.id()));
            var act = acts.add(
                    actor, "case.adopted", subject(moved), before.subject(), "", details(moved, before.stage()));
            keep(tx, cases, moved, "", Words.NONE, act.id());
            return moved.next();
        });
    }

    /**
     * Begins a case within a transaction of another room, whose incident or drill it is part of.
     *
     * @param org the provider of the system, which has the seat of every role that providers hold
     */
    public Case openIn(
            Transaction tx, Outbox.Acts acts, Actor actor, Who who, String procedureId, String system, String org) {
        var procedure = procedures.of(procedureId);
        var seats = new TreeMap<String, String>();
        procedure.roles().stream()
                .filter(r -> r.heldBy() == Procedure.Holder.PROVIDER)
                .forEach(r -> seats.put(r.id(), org));
        var cases = procedures.cases(procedure);
        var moved = cases.open(office.ids().next(), system, seats, who, time.now());
        CaseSql.in(tx).addProcedure(procedure, procedures.text(procedure.id()));
        var act = acts.add(
                actor,
                "case.opened",
                subject(moved),
                system,
                "",
                details(moved, moved.next().stage()));
        keep(tx, cases, moved, "", Words.NONE, act.id());
        return moved.next();
    }

    /** Takes an event within a transaction of another room, which sees the case as it is: nobody can come between. */
    public Case actIn(Transaction tx, Outbox.Acts acts, Actor actor, String id, Event event) {
        var before = caseIn(tx, id);
        var cases = cases(before);
        var moved = cases.on(before, event);
        var act = acts.add(actor, name(event), subject(moved), before.subject(), "", details(moved, before.stage()));
        keep(tx, cases, moved, CaseCodec.write(event), Words.NONE, act.id());
        return moved.next();
    }

    /**
     * Puts on file what another organisation answered: as the item that it was asked for, where the actor may file that, else as a fact.
     *
     * @param item "" where nothing was asked for by name, or the answer declines it
     */
    public Case answeredIn(Transaction tx, Outbox.Acts acts, Actor actor, String id, String item, String text) {
        var said = Words.of(text);
        var who = who(actor);
        var before = caseIn(tx, id);
        var cases = cases(before);
        Event made = new Event.Note(Event.Note.Sort.FACT, said.digest(), who, time.now());
        var moved = cases.on(before, made);
        if (!item.isEmpty()) {
            var file = new Event.File(item, said.digest(), who, time.now());
            try {
                moved = cases.on(before, file);
                made = file;
            } catch (Refusal e) {
                // not the actor's to file, or not wanted any more: it stands as a fact
            }
        }
        var act = acts.add(actor, name(made), subject(moved), before.subject(), "", details(moved, before.stage()));
        keep(tx, cases, moved, CaseCodec.write(made), said, act.id());
        return moved.next();
    }

    /** The case as {@code tx} sees it, whoever asks. */
    public Case caseIn(Transaction tx, String id) {
        return CaseSql.in(tx).one(null, id).map(CaseRow::c).orElseThrow(Access::notFound);
    }

    private static void seen(Case before, long seen) {
        if (before.step() != seen) {
            throw Refusal.conflict(
                    "另有他人已办理至第 " + before.step() + " 步，请查看后再办。",
                    "Somebody else took the case to step " + before.step() + " meanwhile; look at it and act again.");
        }
    }

    /** Lets time pass in one case; nothing is stored where it changes nothing. */
    void pass(String id) {
        outbox.record((tx, acts) -> {
            var found = CaseSql.in(tx).one(null, id).map(CaseRow::c);
            if (found.isEmpty() || found.get().ended()) {
                return false;
            }
            var before = found.get();
            var cases = cases(before);
            var event = new Event.Pass(time.now());
            var moved = cases.on(before, event);
            if (moved.deeds().isEmpty() && moved.next().clocks().equals(before.clocks())) {
                return false;
            }
            var act = acts.add(TIME, "case.time", subject(moved), before.subject(), "", details(moved, before.stage()));
            keep(tx, cases, moved, CaseCodec.write(event), Words.NONE, act.id());
            return true;
        });
    }

    List<String> due(int limit) {
        return store.read(tx -> CaseSql.in(tx).due(time.now(), limit));
    }

    List<String> unknown() {
        return store.read(tx -> CaseSql.in(tx).unknown());
    }

    Optional<Instant> nextWake() {
        return store.read(tx -> CaseSql.in(tx).nextWake());
    }

    private static void keep(Transaction tx, Cases cases, Moved moved, String event, Words said, String act) {
        var next = moved.next();
        CaseSql.in(tx).put(next, cases.procedure().kind(), wake(cases, next));
        CaseSql.in(tx).addStep(next.id(), next.step(), next.last(), event, CaseCodec.write(moved.deeds()), said, act);
    }

    private static String wake(Cases cases, Case c) {
        var wakes = cases.wakes(c);
        if (wakes != null) {
            return zhiheng.server.ground.sql.Times.text(wakes);
        }
        boolean unknown = !c.ended() && c.clocks().stream().anyMatch(k -> k.owed() && k.ends() == null);
        return unknown ? CaseSql.UNKNOWN : "";
    }

    private static String subject(Moved moved) {
        return "case/" + moved.next().id();
    }

    private static String name(Event event) {
        return switch (event) {
            case Event.Act ignored -> "case.acted";
            case Event.File ignored -> "case.filed";
            case Event.Vote ignored -> "case.voted";
            case Event.Measure ignored -> "case.measured";
            case Event.Note ignored -> "case.noted";
            case Event.Exclude ignored -> "case.excluded";
            case Event.Pass ignored -> "case.time";
        };
    }

    private static Map<String, @Nullable Object> details(Moved moved, String from) {
        return details("case", moved, from);
    }

    /** What the ledger holds of a step: ids, stages and deeds, never words. {@code noun} names what is moved. */
    public static Map<String, @Nullable Object> details(String noun, Moved moved, String from) {
        var c = moved.next();
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put(noun, c.id());
        details.put("procedure", c.procedure());
        details.put("version", c.version());
        details.put("step", c.step());
        details.put("from", from);
        details.put("to", c.stage());
        details.put(
                "deeds",
                moved.deeds().stream()
                        .map(d -> Map.of(
                                "at", d.at().toString(),
                                "deed", d.sort().name(),
                                "of", d.subject(),
                                "by", d.by(),
                                "detail", d.detail()))
                        .toList());
        return details;
    }
}
