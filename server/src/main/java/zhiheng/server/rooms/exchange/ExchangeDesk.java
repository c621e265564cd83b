package zhiheng.server.rooms.exchange;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Procedure;
import zhiheng.cases.bundle.Field;
import zhiheng.cases.bundle.Parcel;
import zhiheng.cases.bundle.ParcelCodec;
import zhiheng.cases.bundle.Tlp;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.Proofs;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.exchange.Handed.State;
import zhiheng.server.rooms.exchange.Handed.Way;

/**
 * Hands cases and tasks to other organisations; what comes from them is {@link Intake}'s. A parcel is a copy of what was given at that
 * moment: what happens in the case later is not seen by its receiver until it is handed over again.
 */
final class ExchangeDesk {
    /** Who the ledger says it was when a time ran out. */
    private static final Actor TIME = new Actor("zhiheng", "", Role.ADMINISTRATOR);

    private static final int MOST = 100;

    private final OfficeStore store;
    private final Office office;
    private final Outbox outbox;
    private final CaseDesk cases;
    private final Ledger ledger;
    private final OfficeTime time;
    private final Receivers receivers;

    ExchangeDesk(OfficeStore store, Office office, CaseDesk cases, Ledger ledger, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.outbox = office.outbox();
        this.cases = cases;
        this.ledger = ledger;
        receivers = new Receivers(store, name(ledger.verifierKey()));
        this.time = time;
    }

    Receivers receivers() {
        return receivers;
    }

    String nextId() {
        return office.ids().next();
    }

    /** The origin of our own log. */
    String log() {
        return name(ledger.verifierKey());
    }

    String key() {
        return ledger.verifierKey();
    }

    Instant now() {
        return time.now();
    }

    static String name(String key) {
        return key.substring(0, Math.max(0, key.indexOf('+')));
    }

    /** The fields of a case, for who may see the case. */
    List<Field> fields(Actor actor, String caseId) {
        var row = cases.one(actor, caseId);
        return CaseFields.of(row, cases.procedure(row.c()), cases.steps(actor, caseId), ledger);
    }

    /** The documents and evidence of its procedure that could be asked for, by id. */
    Map<String, Text> tasks(Actor actor, String caseId) {
        var tasks = new LinkedHashMap<String, Text>();
        cases.procedure(cases.one(actor, caseId).c()).items().stream()
                .filter(i -> i.sort() == Procedure.Item.Sort.DOCUMENT || i.sort() == Procedure.Item.Sort.EVIDENCE)
                .forEach(i -> tasks.put(i.id(), i.name()));
        return tasks;
    }

    List<Handed> list(Actor actor, String caseId, @Nullable String before, int limit) {
        var org = actor.role().seesAll() ? null : actor.orgId();
        return store.read(tx -> ExchangeSql.in(tx).list(org, caseId, before, Math.min(limit, MOST))).stream()
                .filter(h -> h.seenBy(actor))
                .toList();
    }

    List<ExchangeFeature.Answered> answers(String caseId) {
        return store.read(tx -> ExchangeSql.in(tx).answers(caseId));
    }

    Handed one(Actor actor, String id) {
        return store.read(tx -> ExchangeSql.in(tx).one(id))
                .filter(h -> h.seenBy(actor))
                .orElseThrow(Access::notFound);
    }

    long waiting(String system, State state) {
        return store.read(tx -> ExchangeSql.in(tx).waiting(system, state));
    }

    /** Hands over a case or one of its tasks, with the fields named and no others. */
    Handed hand(Actor actor, Order order) {
        Access.mayChange(actor);
        var row = cases.one(actor, order.caseId());
        if (!cases.takesPart(actor, order.caseId())) {
            throw excluded();
        }
        var procedure = cases.procedure(row.c());
        if (!order.task().isEmpty() && !tasks(actor, order.caseId()).containsKey(order.task())) {
            throw Refusal.invalid(
                    "程序中没有可交办的“" + order.task() + "”。",
                    "The procedure has no item '" + order.task() + "' that could be asked for.");
        }
        var ask = Input.required("请求", "ask", order.ask(), Input.TEXT);
        var due = order.due();
        if (due != null && due.isBefore(time.now())) {
            throw Refusal.invalid("时限已过。", "That time is over.");
        }
        var steps = cases.steps(actor, order.caseId());
        var all = CaseFields.of(row, procedure, steps, ledger);
        var given = chosen(all, order.fields());
        var proved = steps.stream()
                .filter(step -> step.ledgerIndex() >= 0)
                .map(step -> new Parcel.Step(
                        step.ledgerIndex(),
                        java.util.HexFormat.of().formatHex(Proofs.leafHash(ledger.entryBytes(step.ledgerIndex())))))
                .toList();
        var thread = order.caseId() + (order.task().isEmpty() ? "" : "/" + order.task());
        var kind = order.task().isEmpty() ? Parcel.Kind.CASE : Parcel.Kind.TASK;
        return outbox.record((tx, acts) -> {
            var sql = ExchangeSql.in(tx);
            var to = receivers.to(tx, order.log(), order.org(), actor);
            var parcel = new Parcel(
                    office.ids().next(),
                    thread,
                    sql.newest(to.way(), to.log(), to.org(), thread) + 1,
                    kind,
                    order.task(),
                    receivers.self(tx, actor),
                    List.of(to.party()),
                    order.tlp(),
                    time.now(),
                    due,
                    ask,
                    "",
                    all.stream().map(Field::digest).toList(),
                    proved);
            return put(
                    tx, acts, actor, to, parcel, given, order.caseId(), row.c().subject(), State.OPEN);
        });
    }

    static Refusal excluded() {
        return Refusal.forbidden("您已退出本案，请由同事办理。", "You take no further part in this case; a colleague can act.");
    }

    static List<Field> chosen(List<Field> all, List<String> names) {
        var known = all.stream().map(Field::name).collect(Collectors.toSet());
        for (var name : names) {
            if (!known.contains(name)) {
                throw Refusal.invalid("没有字段“" + name + "”。", "There is no field '" + name + "'.");
            }
        }
        var wanted = new HashSet<>(names);
        return all.stream().filter(f -> wanted.contains(f.name())).toList();
    }

    Handed put(
            Transaction tx,
            Outbox.Acts acts,
            Actor actor,
            Receivers.Receiver to,
            Parcel parcel,
            List<Field> given,
            String caseId,
            String system,
            State state) {
        var content = ParcelCodec.write(parcel);
        var handed = new Handed(
                parcel.id(),
                to.way(),
                caseId,
                system,
                actor.orgId(),
                to.org(),
                to.log(),
                parcel,
                state,
                "",
                null,
                content,
                given,
                "",
                -1);
        var act = acts.add(
                actor,
                Seals.ACT,
                "parcel/" + handed.id(),
                system,
                Field.sha256(content),
                details(handed, given.size()));
        ExchangeSql.in(tx).add(handed, act.id());
        return handed;
    }

    static Map<String, Object> details(Handed h, int given) {
        var details = new LinkedHashMap<String, Object>();
        details.put("parcel", h.id());
        details.put("kind", h.parcel().kind().name());
        details.put("case", h.caseId());
        details.put("to", h.toOrg());
        details.put("log", h.peer());
        details.put("tlp", h.parcel().tlp().mark());
        details.put("number", h.parcel().number());
        details.put("given", given);
        details.put("withheld", h.parcel().withheld(given));
        return details;
    }

    /**
     * Hands on, to another organisation here, what one was given, with fewer fields if wanted. What is under RED or AMBER stays with
     * those whom its sender named.
     */
    Handed passOn(Actor actor, String id, String org, List<String> fields) {
        Access.mayChange(actor);
        var handed = one(actor, id);
        if (!handed.heldBy(actor)) {
            throw Access.notFound();
        }
        if (!handed.parcel().tlp().beyondNamed()) {
            throw mayNotPass(handed.parcel().tlp());
        }
        var given = chosen(handed.given(), fields);
        return outbox.record((tx, acts) -> {
            var to = receivers.to(tx, "", org, actor);
            var p = handed.parcel();
            var thread = "passed/" + p.id();
            var parcel = new Parcel(
                    office.ids().next(),
                    thread,
                    ExchangeSql.in(tx).newest(Way.WITHIN, "", to.org(), thread) + 1,
                    p.kind(),
                    p.task(),
                    receivers.self(tx, actor),
                    List.of(to.party()),
                    p.tlp(),
                    time.now(),
                    p.due(),
                    p.ask(),
                    "",
                    p.digests(),
                    p.steps());
            return put(tx, acts, actor, to, parcel, given, handed.caseId(), handed.system(), State.OPEN);
        });
    }

    static Refusal mayNotPass(Tlp tlp) {
        return Refusal.forbidden(
                "TLP:" + tlp.mark() + " 只供发送方指明的收件人，不得转出。",
                "TLP:" + tlp.mark() + " is for the receivers that its sender named; it is not passed on.");
    }

    /** Takes back what was handed over: its receiver here no longer sees it, and it is not exported any more. */
    void back(Actor actor, String id) {
        Access.mayChange(actor);
        var handed = one(actor, id);
        if (!handed.handedBy(actor)) {
            throw Access.notFound();
        }
        outbox.record((tx, acts) -> {
            var sql = ExchangeSql.in(tx);
            if (!sql.one(id).orElseThrow(Access::notFound).state().waits()) {
                throw Refusal.conflict("已有答复或已收回。", "It was answered already, or taken back.");
            }
            sql.state(id, State.BACK, "", time.now());
            return acts.add(actor, "bundle.back", "parcel/" + id, handed.system(), "", Map.of("parcel", id));
        });
    }

    /** Says of what nobody answered in time that it is late. @return how many */
    int sweep() {
        var now = time.now();
        var late = store.read(tx -> ExchangeSql.in(tx).overdue(now));
        for (var handed : late) {
            outbox.record((tx, acts) -> {
                var sql = ExchangeSql.in(tx);
                if (sql.one(handed.id()).map(Handed::state).orElse(State.BACK) == State.OPEN) {
                    sql.state(handed.id(), State.LATE, "", null);
                    acts.add(
                            TIME,
                            "bundle.late",
                            "parcel/" + handed.id(),
                            handed.system(),
                            "",
                            Map.of(
                                    "parcel",
                                    handed.id(),
                                    "due",
                                    String.valueOf(handed.parcel().due())));
                }
                return handed;
            });
        }
        return late.size();
    }
}
