package zhiheng.server.rooms.needs;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Case;
import zhiheng.cases.Event;
import zhiheng.cases.Moved;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.policy.Likeness;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.sandbox.Personal;
import zhiheng.server.rooms.sandbox.Receipts;
import zhiheng.server.rooms.sandbox.Turnstile;

/**
 * Takes needs from the public and moves them by the procedure {@code cn-need}; every step is an act of the ledger, words stay in the
 * database. The authority's people see all, a department's people what is led or shared by them; whether a need is solved says the asker.
 */
final class NeedDesk {
    static final String PROCEDURE = "cn-need";
    private static final int PER_ADDRESS = 5;
    private static final int IN_ALL = 5_000;
    private static final int LOOKED_AT = 50;
    private static final int ALIKE = 5;
    private static final Actor PUBLIC = new Actor("public", "", Role.AUDITOR);
    private static final Actor TIME = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);
    /** What is put on file with a deed: the reason, or the answer. */
    private static final Map<String, String> FILED =
            Map.of("decline", "reason", "refuse", "objection", "extend", "grounds", "reply", "answer");

    private final Transactions store;
    private final Office office;
    private final CaseDesk cases;
    private final Turnstile telling;
    private final Turnstile asking;
    private final Personal personal = new Personal();

    NeedDesk(Transactions store, Office office, CaseDesk cases, Clock clock) {
        this.store = store;
        this.office = office;
        this.cases = cases;
        this.telling = new Turnstile(clock, PER_ADDRESS, IN_ALL);
        this.asking = new Turnstile(clock, 60, 20_000);
    }

    Instant now() {
        return cases.now();
    }

    Procedure procedure(Need n) {
        return cases.rules(n.c()).procedure();
    }

    /** Empty where the packs have no such procedure: then no needs are taken. */
    Optional<Procedure> installed() {
        return cases.procedures().find(PROCEDURE);
    }

    /** The text with personal data masked, as it is offered to whoever typed it. */
    String masked(String text) {
        return personal.masked(text);
    }

    /** What the public may say at most. */
    static String checked(String text) {
        return Input.required("诉求内容", "description of the need", text, Input.TEXT);
    }

    /** Takes a need of the public. @return the receipt, which is told once and stored as a digest */
    String take(Need.Kind kind, String text, String place, String address) {
        var said = checked(text);
        var where = Input.optional("地点", "place", place, Input.NAME);
        telling.pass(address, "needs");
        var receipt = Receipts.next();
        store(kind, said, where, "", receipt, PUBLIC);
        return receipt;
    }

    /** Takes a need from another program, once. @return its id, or empty where it is there already */
    Optional<String> bring(Actor actor, Need.Kind kind, String text, String place, String source) {
        desk(actor);
        Access.mayChange(actor);
        var said = checked(text);
        if (store.read(tx -> NeedRows.in(tx).hasSource(source))) {
            return Optional.empty();
        }
        return Optional.of(store(kind, said, place, source, Receipts.next(), actor));
    }

    private String store(Need.Kind kind, String text, String place, String source, String receipt, Actor actor) {
        var procedure = cases.procedures().of(PROCEDURE);
        var rules = cases.procedures().cases(procedure);
        return office.outbox().record((tx, acts) -> {
            var id = office.ids().next();
            var moved = rules.open(id, id, Map.of(), Who.SYSTEM, now());
            cases.remember(tx, procedure);
            var need = new Need(
                    id,
                    source,
                    kind,
                    text,
                    place,
                    "",
                    "",
                    0,
                    0,
                    now(),
                    "",
                    "",
                    Need.Confirmed.NOTHING,
                    0,
                    "",
                    moved.next());
            var rows = NeedRows.in(tx);
            rows.add(need, Receipts.digest(receipt), timing(need.c()));
            rows.addBands(id, Likeness.of(text).bands());
            new Tally(rows).opened(need);
            var details = details(moved, "");
            details.put("kind", kind.name());
            details.put("text", Words.keptElsewhere(text));
            var act = acts.add(actor, "need.received", "need/" + id, "", "", details);
            rows.addStep(id, moved.next().step(), now(), moved.deeds(), "", "", act.id());
            return id;
        });
    }

    private NeedRows.Timing timing(Case c) {
        var rules = cases.rules(c);
        var due = c.clocks().stream()
                .filter(k -> k.owed() && k.ends() != null)
                .filter(k -> !rules.procedure().deadline(k.deadline()).owes().contains("asker"))
                .map(k -> java.util.Objects.requireNonNull(k.ends()))
                .min(Comparator.naturalOrder())
                .orElse(null);
        return NeedRows.Timing.of(c, due, rules.wakes(c));
    }

    /** Where the need of a receipt stands. */
    Need follow(String receipt, String address) {
        asking.pass(address, "receipts");
        return store.read(tx -> NeedRows.in(tx).byReceipt(Receipts.digest(receipt)))
                .orElseThrow(() -> Refusal.notFound(
                        "没有这个回执编号，请核对后再查。", "There is no need with this receipt; compare the letters."));
    }

    /** The asker says whether it is solved; half counts as not solved and opens it again. */
    Need confirm(String receipt, Need.Confirmed said, int satisfied, String words, String address) {
        var found = follow(receipt, address);
        if (said == Need.Confirmed.NOTHING) {
            throw Refusal.invalid("请选择是否解决。", "Say whether it is solved.");
        }
        if (satisfied < 0 || satisfied > 5) {
            throw Refusal.invalid("满意度为 1 至 5。", "Satisfaction goes from 1 to 5.");
        }
        var more = masked(Input.optional("补充说明", "further words", words, Input.TEXT));
        return office.outbox().record((tx, acts) -> {
            var before = NeedRows.in(tx).one(found.id()).orElseThrow(Access::notFound);
            var event = said == Need.Confirmed.YES ? "solved" : "not-solved";
            var moved = cases.rules(before.c()).on(before.c(), new Event.Act(event, Who.SYSTEM, now()));
            var after = before.confirmed(said, satisfied).with(moved.next(), now());
            new Tally(NeedRows.in(tx)).confirmed(after);
            var details = details(moved, before.c().stage());
            details.put("confirmed", said.name());
            details.put("satisfied", satisfied);
            // re-opened: it is sorted anew, and no longer any department's
            return keep(
                    tx,
                    acts,
                    PUBLIC,
                    "need.confirmed",
                    before,
                    said == Need.Confirmed.YES ? after : after.led("", ""),
                    moved,
                    more,
                    details);
        });
    }

    /** The kind of organisation that somebody acts for; a provider's people follow their needs by the receipt. */
    Org of(Actor actor) {
        var org = office.orgs().find(actor, actor.orgId()).orElseThrow(Access::notFound);
        if (org.kind() == Org.Kind.PROVIDER && !org.operator()) {
            throw Refusal.forbidden(
                    "诉求由主管机构和承办部门办理；请凭回执查看您的诉求。",
                    "Needs are for the authority and the departments; follow yours by its receipt.");
        }
        return org;
    }

    boolean atDesk(Actor actor) {
        return of(actor).kind() != Org.Kind.DEPARTMENT;
    }

    private void desk(Actor actor) {
        if (!atDesk(actor)) {
            throw Refusal.forbidden("此事由受理台办理。", "This is for the needs desk.");
        }
    }

    /** A need that the actor may see. */
    Need one(Actor actor, String id) {
        var org = of(actor);
        return store.read(tx -> NeedRows.in(tx)
                        .one(id)
                        .filter(n -> org.kind() != Org.Kind.DEPARTMENT
                                || n.lead().equals(org.id())
                                || NeedRows.in(tx).parts(id).stream()
                                        .anyMatch(p -> p.org().equals(org.id()))))
                .orElseThrow(Access::notFound);
    }

    List<NeedRows.Row> list(Actor actor, NeedQuery query) {
        var org = of(actor);
        var bound = org.kind() == Org.Kind.DEPARTMENT
                ? new NeedQuery(org.id(), query.stage(), query.late(), query.part(), query.after(), query.limit())
                : query;
        return store.read(tx -> NeedRows.in(tx).list(bound, now()));
    }

    List<NeedRows.Step> steps(String id) {
        return store.read(tx -> NeedRows.in(tx).steps(id));
    }

    List<Need.Part> parts(String id) {
        return store.read(tx -> NeedRows.in(tx).parts(id));
    }

    /** Counts by department and the needs that are late, by department, "" for all. */
    record Board(Map<String, Map<String, Long>> tallies, Map<String, Long> late) {}

    Board board(Actor actor) {
        var org = of(actor);
        return store.read(tx -> {
            var rows = NeedRows.in(tx);
            var tallies = new LinkedHashMap<>(rows.tallies());
            if (org.kind() == Org.Kind.DEPARTMENT) {
                tallies.keySet().retainAll(List.of(org.id()));
            }
            var late = new LinkedHashMap<String, Long>();
            tallies.keySet().forEach(lead -> late.put(lead, rows.late(lead.isEmpty() ? null : lead, now())));
            return new Board(tallies, late);
        });
    }

    /** Departments that a need can go to. */
    List<Org> departments() {
        return office.orgs().seenBy(TIME).stream()
                .filter(o -> o.kind() == Org.Kind.DEPARTMENT)
                .toList();
    }

    /** Names by id, for pages of who need not be signed in: a department is no secret. */
    Map<String, String> names() {
        return office.orgs().seenBy(TIME).stream().collect(Collectors.toMap(Org::id, Org::name));
    }

    /** Open needs whose words are alike, those most alike first; proposed, never joined by themselves. */
    List<Alike> alike(Need need) {
        var mine = Likeness.of(need.text());
        return store.read(tx -> {
            var rows = NeedRows.in(tx);
            var shared = new LinkedHashMap<String, Integer>();
            for (long band : mine.bands()) {
                rows.under(band, LOOKED_AT).forEach(id -> shared.merge(id, 1, Integer::sum));
            }
            shared.remove(need.id());
            return shared.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .limit(LOOKED_AT)
                    .map(Map.Entry::getKey)
                    .flatMap(id -> rows.one(id).stream())
                    .filter(n -> n.joined().isEmpty() && !n.c().ended())
                    .map(n -> new Alike(n, mine.to(Likeness.of(n.text()))))
                    .filter(a -> a.share() >= Likeness.WORTH_A_LOOK)
                    .sorted(Comparator.comparingDouble((Alike a) -> -a.share()))
                    .limit(ALIKE)
                    .toList();
        });
    }

    record Alike(Need need, double share) {}

    /**
     * Does a deed.
     *
     * @param seen the step from which the actor started
     */
    Need act(Actor actor, String id, long seen, NeedDeed deed) {
        Access.mayChange(actor);
        var org = of(actor);
        var before = one(actor, id);
        var words = Input.optional("内容", "text", deed.words(), Input.TEXT);
        var who = new Who(
                actor.id(),
                org.id(),
                Procedure.Holder.valueOf(
                        org.operator() ? Org.Kind.AUTHORITY.name() : org.kind().name()));
        if (who.kind() == Procedure.Holder.DEPARTMENT
                && !deed.name().equals("part")
                && !before.lead().equals(org.id())) {
            throw Refusal.forbidden("此事由牵头部门办理。", "This is for the lead department.");
        }
        return office.outbox().record((tx, acts) -> {
            var rows = NeedRows.in(tx);
            var now = rows.one(id).orElseThrow(Access::notFound);
            if (now.c().step() != seen) {
                throw Refusal.conflict(
                        "另有他人已办理至第 " + now.c().step() + " 步，请查看后再办。",
                        "Somebody else took the need to step " + now.c().step() + " meanwhile; look and act again.");
            }
            var salt = words.isEmpty() ? "" : Salt.next();
            var file = FILED.get(deed.name());
            var pending = now.c().pending();
            boolean second = pending != null && pending.event().equals(deed.name());
            var c = now.c();
            var deeds = new ArrayList<zhiheng.cases.Deed>();
            if (file != null && !second) {
                if (words.isEmpty()) {
                    throw Refusal.invalid(
                            "请写明" + procedure(now).named(file).zh() + "。",
                            "Write down: " + procedure(now).named(file).en() + ".");
                }
                var filed = cases.rules(c).on(c, new Event.File(file, Words.digest(salt, words), who, now()));
                deeds.addAll(filed.deeds());
                c = filed.next();
            }
            var done = cases.rules(c).on(c, new Event.Act(deed.name(), who, now()));
            deeds.addAll(done.deeds());
            var moved = new Moved(done.next(), deeds);
            var after = after(tx, now, deed, words, org, second).with(moved.next(), now());
            var details = details(moved, now.c().stage());
            if (!after.lead().isEmpty()) {
                details.put("lead", after.lead());
            }
            if (!deed.co().isEmpty()) {
                details.put("co", deed.co());
            }
            if (!deed.other().isEmpty()) {
                details.put("into", deed.other());
            }
            return keep(tx, acts, actor, "need." + deed.name(), now, after, moved, words, details, salt);
        });
    }

    private Need after(Transaction tx, Need n, NeedDeed deed, String words, Org org, boolean second) {
        var rows = NeedRows.in(tx);
        return switch (deed.name()) {
            case "dispatch-now", "dispatch-plan" -> {
                share(rows, n, deed);
                yield n.led(department(deed.lead()), "");
            }
            case "designate" -> {
                if (second) {
                    yield n.led(n.proposed(), "");
                }
                share(rows, n, deed);
                yield n.led(n.lead(), department(deed.lead()));
            }
            case "refuse" -> {
                rows.endParts(n.id());
                yield n.sentBack(words);
            }
            case "decline" -> n.declined(words);
            case "join" -> n.into(joinable(rows, n, deed.other()));
            case "reply" -> n.answered(words);
            case "part" -> {
                var part = rows.parts(n.id()).stream()
                        .filter(p -> p.org().equals(org.id()))
                        .findFirst()
                        .orElseThrow(
                                () -> Refusal.forbidden("您的部门不是协办单位。", "Your department has no part in this need."));
                if (words.isEmpty()) {
                    throw Refusal.invalid("请写明所完成的部分。", "Write down what your part came to.");
                }
                rows.putPart(n.id(), new Need.Part(part.org(), part.task(), words, now().toString()));
                yield n;
            }
            default -> n;
        };
    }

    private void share(NeedRows rows, Need n, NeedDeed deed) {
        var lead = department(deed.lead());
        rows.endParts(n.id());
        for (var co : deed.co()) {
            if (co.equals(lead)) {
                throw Refusal.invalid("牵头部门不能同时是协办部门。", "The lead cannot be a co-department as well.");
            }
            rows.putPart(
                    n.id(),
                    new Need.Part(department(co), Input.optional("协办事项", "task", deed.task(), Input.NAME), "", ""));
        }
    }

    private String department(String id) {
        return departments().stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("请选择承办部门。", "Choose a department."))
                .id();
    }

    private static String joinable(NeedRows rows, Need n, String other) {
        var into = rows.one(other)
                .filter(o -> !o.id().equals(n.id()))
                .orElseThrow(() -> Refusal.invalid("没有要并入的诉求。", "There is no need to join it to."));
        if (!into.joined().isEmpty() || into.c().ended()) {
            throw Refusal.conflict("对方诉求已结束或已并入他处。", "That need is closed or joined to another itself.");
        }
        return into.id();
    }

    private Need keep(
            Transaction tx,
            Outbox.Acts acts,
            Actor actor,
            String name,
            Need before,
            Need after,
            Moved moved,
            String words,
            Map<String, @Nullable Object> details) {
        var salt = words.isEmpty() ? "" : Salt.next();
        return keep(tx, acts, actor, name, before, after, moved, words, details, salt);
    }

    private Need keep(
            Transaction tx,
            Outbox.Acts acts,
            Actor actor,
            String name,
            Need before,
            Need after,
            Moved moved,
            String words,
            Map<String, @Nullable Object> details,
            String salt) {
        var rows = NeedRows.in(tx);
        rows.put(after, timing(after.c()));
        new Tally(rows).moved(before, after, moved);
        if (!words.isEmpty()) {
            details.put("words", Words.digest(salt, words));
        }
        var act = acts.add(actor, name, "need/" + after.id(), "", "", details);
        rows.addStep(after.id(), after.c().step(), now(), moved.deeds(), words, salt, act.id());
        return after;
    }

    private static Map<String, @Nullable Object> details(Moved moved, String from) {
        var c = moved.next();
        var details = new LinkedHashMap<String, @Nullable Object>();
        details.put("need", c.id());
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
                                "by", d.by()))
                        .toList());
        return details;
    }

    /** Lets time pass in one need; nothing is stored where it changes nothing. */
    void pass(String id) {
        office.outbox().record((tx, acts) -> {
            var before = NeedRows.in(tx).one(id).orElseThrow(Access::notFound);
            var moved = cases.rules(before.c()).on(before.c(), new Event.Pass(now()));
            if (moved.deeds().isEmpty()
                    && moved.next().clocks().equals(before.c().clocks())) {
                return before;
            }
            var after = before.with(moved.next(), now());
            return keep(
                    tx,
                    acts,
                    TIME,
                    "need.time",
                    before,
                    after,
                    moved,
                    "",
                    details(moved, before.c().stage()));
        });
    }

    List<String> due(int limit) {
        return store.read(tx -> NeedRows.in(tx).due(now(), limit));
    }
}
