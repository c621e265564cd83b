package zhiheng.server.rooms.exchange;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.cases.bundle.Field;
import zhiheng.cases.bundle.Parcel;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.exchange.Handed.State;
import zhiheng.server.rooms.exchange.Handed.Way;

/** Takes in what others hand over, answers it, and knows from whom anything is taken at all. */
final class Intake {
    private final OfficeStore store;
    private final Outbox outbox;
    private final CaseDesk cases;
    private final ExchangeDesk desk;

    Intake(OfficeStore store, Outbox outbox, CaseDesk cases, ExchangeDesk desk) {
        this.store = store;
        this.outbox = outbox;
        this.cases = cases;
        this.desk = desk;
    }

    /** Whether it was there already, and the parcel. */
    record Taken(boolean already, Handed handed) {}

    /** Takes in what another Zhiheng handed over, or its answer. */
    Taken take(Actor actor, String text) {
        Access.mayChange(actor);
        var file = BundleFile.read(text);
        var parcel = file.parcel();
        return outbox.record((tx, acts) -> {
            var sql = ExchangeSql.in(tx);
            var peer = sql.peer(parcel.from().log())
                    .orElseThrow(() -> Receivers.unknown(parcel.from().log()));
            var verified = Seals.verify(file, peer.key(), peer.witnessKey());
            var known = sql.one(parcel.id());
            if (known.isPresent()) {
                if (!known.get().content().equals(file.content())) {
                    throw Refusal.conflict("同一编号已有不同内容。", "Another content is here under this id.");
                }
                if (!known.get().seenBy(actor)) {
                    throw Access.notFound();
                }
                return new Taken(true, known.get());
            }
            addressed(tx, parcel, actor);
            long newest = sql.newest(Way.IN, peer.log(), "", parcel.thread());
            if (parcel.number() <= newest) {
                throw Refusal.conflict(
                        "这是较旧的一份（第 " + parcel.number() + " 号），已有第 " + newest + " 号。",
                        "This is an older copy (number " + parcel.number() + "); number " + newest + " is here.");
            }
            Seals.consistent(file, verified.checkpoint(), peer.checkpoint(), peer.key());
            if (verified.checkpoint().size() > peer.size()) {
                sql.put(new Peer(
                        peer.log(),
                        peer.name(),
                        peer.key(),
                        peer.witnessKey(),
                        file.seal().checkpoint(),
                        verified.checkpoint().size(),
                        peer.sent()));
            }
            boolean answer = parcel.kind() == Parcel.Kind.ANSWER;
            if (answer) {
                answered(tx, acts, actor, parcel, file.given());
            }
            var handed = new Handed(
                    parcel.id(),
                    Way.IN,
                    "",
                    "",
                    "",
                    actor.orgId(),
                    peer.log(),
                    parcel,
                    answer ? State.SENT : State.OPEN,
                    "",
                    null,
                    file.content(),
                    file.given(),
                    text,
                    -1);
            var act = acts.add(
                    actor,
                    "bundle.taken",
                    "parcel/" + handed.id(),
                    "",
                    file.digest(),
                    ExchangeDesk.details(handed, file.given().size()));
            sql.add(handed, act.id());
            return new Taken(false, handed);
        });
    }

    private void addressed(Transaction tx, Parcel parcel, Actor actor) {
        if (parcel.tlp().beyondNamed()) {
            return;
        }
        var own = store.in(tx).org(actor.orgId()).map(Org::name).orElse("");
        boolean named = parcel.to().stream()
                .anyMatch(to -> to.log().equals(desk.log())
                        && (to.org().isEmpty() || Org.nameKey(to.org()).equals(Org.nameKey(own))));
        if (!named) {
            throw Refusal.forbidden(
                    "TLP:" + parcel.tlp().mark() + "，且收件人不是贵组织，不能收入。",
                    "It is TLP:" + parcel.tlp().mark() + " and names other receivers than your organisation; it is not"
                            + " taken in.");
        }
    }

    private void answered(Transaction tx, Outbox.Acts acts, Actor actor, Parcel answer, List<Field> given) {
        var sql = ExchangeSql.in(tx);
        var asked = sql.one(answer.replyTo())
                .filter(h -> h.way() == Way.OUT && h.peer().equals(answer.from().log()))
                .orElseThrow(() -> Refusal.invalid(
                        "这份答复不对应本方发往该处的任何请求。", "This answers nothing that was handed to that Zhiheng."));
        if (!asked.state().waits()) {
            throw Refusal.conflict("该请求已有答复或已收回。", "That was answered already, or taken back.");
        }
        var values = given.stream().collect(Collectors.toMap(Field::name, f -> String.valueOf(f.value())));
        boolean declined = "declined".equals(values.get("result"));
        sql.state(asked.id(), declined ? State.DECLINED : State.DONE, values.getOrDefault("answer", ""), desk.now());
        var from = answer.from().org().isEmpty()
                ? answer.from().log()
                : answer.from().org();
        filed(tx, acts, actor, asked, declined, from, values.getOrDefault("answer", ""));
    }

    /** The answer stands in the case that it is about, with who gave it. */
    private void filed(
            Transaction tx, Outbox.Acts acts, Actor actor, Handed asked, boolean declined, String from, String answer) {
        if (!asked.caseId().isEmpty()) {
            cases.answeredIn(
                    tx,
                    acts,
                    actor,
                    asked.caseId(),
                    declined ? "" : asked.parcel().task(),
                    from + ": " + answer);
        }
    }

    /**
     * Answers what was handed over. Anybody of the organisation that has it may, so that a person who leaves takes nothing along; one
     * who takes no further part in the case may not. What came from elsewhere is answered by a parcel to there, which is returned.
     */
    Handed answer(Actor actor, String id, boolean done, String words) {
        Access.mayChange(actor);
        var handed = desk.one(actor, id);
        if (!handed.heldBy(actor)) {
            throw Access.notFound();
        }
        if (!handed.caseId().isEmpty() && !cases.takesPart(actor, handed.caseId())) {
            throw ExchangeDesk.excluded();
        }
        var said = Input.required("答复", "words", words, Input.TEXT);
        var state = done ? State.DONE : State.DECLINED;
        return outbox.record((tx, acts) -> {
            var sql = ExchangeSql.in(tx);
            var now = sql.one(id).orElseThrow(Access::notFound);
            if (!now.state().waits()) {
                throw Refusal.conflict("已有答复或已收回。", "It was answered already, or taken back.");
            }
            sql.state(id, state, said, desk.now());
            var fields =
                    List.of(CaseFields.salted("result", done ? "done" : "declined"), CaseFields.salted("answer", said));
            if (now.way() == Way.WITHIN) {
                filed(
                        tx,
                        acts,
                        actor,
                        now,
                        !done,
                        store.in(tx).org(actor.orgId()).map(Org::name).orElse(""),
                        said);
                acts.add(
                        actor,
                        "bundle.answered",
                        "parcel/" + id,
                        now.system(),
                        "",
                        Map.of(
                                "parcel",
                                id,
                                "state",
                                state.name(),
                                "digest",
                                fields.getLast().digest()));
                return sql.one(id).orElseThrow();
            }
            var asked = now.parcel();
            var to = new Receivers.Receiver("", asked.from(), asked.from().log());
            var thread = "answer/" + asked.id();
            var parcel = new Parcel(
                    desk.nextId(),
                    thread,
                    1,
                    Parcel.Kind.ANSWER,
                    asked.task(),
                    desk.receivers().self(tx, actor),
                    List.of(to.party()),
                    asked.tlp(),
                    desk.now(),
                    null,
                    "",
                    asked.id(),
                    fields.stream().map(Field::digest).toList(),
                    List.of());
            return desk.put(tx, acts, actor, to, parcel, fields, "", "", State.SENT);
        });
    }

    List<Peer> peers() {
        return store.read(tx -> ExchangeSql.in(tx).peers());
    }

    /** From now on the log of that key is known. A key is never exchanged for another in silence: the old one is forgotten first. */
    Peer know(Actor actor, String key, String witnessKey, String name) {
        administrator(actor);
        var shown = Input.required("名称", "name", name, Input.NAME);
        var trimmed = key.strip();
        Seals.isKey(trimmed);
        var peer = new Peer(ExchangeDesk.name(trimmed), shown, trimmed, witnessKey.strip(), "", 0, 0);
        if (peer.log().equals(desk.log())) {
            throw Refusal.invalid("这是本方自己的日志。", "That is our own log.");
        }
        return outbox.record((tx, acts) -> {
            var sql = ExchangeSql.in(tx);
            if (sql.peer(peer.log()).isPresent()) {
                throw Refusal.conflict(
                        "日志“" + peer.log() + "”已登记；更换密钥须先删除。",
                        "The log '" + peer.log() + "' is known already; forget it before it gets another key.");
            }
            sql.put(peer);
            acts.add(
                    actor,
                    "peer.known",
                    "peer/" + peer.log(),
                    "",
                    "",
                    Map.of("log", peer.log(), "key", peer.key(), "witness", peer.witnessKey()));
            return peer;
        });
    }

    void forget(Actor actor, String log) {
        administrator(actor);
        outbox.record((tx, acts) -> {
            var sql = ExchangeSql.in(tx);
            if (sql.peer(log).isEmpty()) {
                throw Access.notFound();
            }
            sql.forget(log);
            return acts.add(actor, "peer.forgotten", "peer/" + log, "", "", Map.of("log", log));
        });
    }

    private static void administrator(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("仅管理员可登记其他智衡。", "Only an administrator says which Zhihengs are known.");
        }
    }
}
