package zhiheng.server.rooms.needs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.cases.Case;
import zhiheng.cases.Deed;
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
import zhiheng.office.policy.Timetable;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.tracking.Tracking;

/** What officials and time do to needs; every step is an act of the ledger, words stay in the database. */
final class NeedDeeds {
    /**
     * After so many times sent back or re-opened it is no longer passed on: two persons at the desk decide who has it, and that
     * department cannot send it back. Practice of this system.
     */
    static final int MOST_BOUNCES = 2;

    private static final int MOST_CO = 20;
    /** What is put on file with a deed: the reason, or the answer. */
    private static final Map<String, String> FILED = Map.of(
            "decline", "reason",
            "refuse", "objection",
            "extend", "grounds",
            "reply", "answer",
            "adopt", "answer",
            "adopt-part", "answer",
            "not-adopt", "answer");

    private final Transactions store;
    private final Office office;
    private final CaseDesk cases;
    private final NeedBooks books;
    private final NeedDesk desk;
    private final Tracking tracking;

    NeedDeeds(Transactions store, Office office, NeedBooks books, NeedDesk desk, Tracking tracking) {
        this.store = store;
        this.office = office;
        this.cases = books.cases();
        this.books = books;
        this.desk = desk;
        this.tracking = tracking;
    }

    /** Whether it went to and fro so often that only two persons decide who has it. */
    static boolean stuck(Need n) {
        return n.bounces() >= MOST_BOUNCES || n.reopened() >= NeedIntake.MOST_REOPENED;
    }

    /** Whether it is stuck and still open. */
    static boolean stuckNow(Need n) {
        return !n.c().ended() && stuck(n);
    }

    /** A deed with all that it needs to be done. */
    private record Doing(NeedDeed deed, String words, Org org, boolean second, Actor actor) {}

    /**
     * Does a deed.
     *
     * @param seen the step from which the actor started
     */
    Need act(Actor actor, String id, long seen, NeedDeed deed) {
        Access.mayChange(actor);
        var org = desk.of(actor);
        var before = desk.one(actor, id);
        var words = Input.optional("内容", "text", deed.words(), Input.TEXT);
        var who = who(actor, org);
        if (who.kind() == Procedure.Holder.DEPARTMENT
                && !deed.name().startsWith("part")
                && !before.lead().equals(org.id())) {
            throw Refusal.forbidden("此事由牵头部门办理。", "This is for the lead department.");
        }
        return office.outbox().record((tx, acts) -> {
            var now = NeedRows.in(tx).one(id).orElseThrow(Access::notFound);
            if (now.c().step() != seen) {
                throw Refusal.conflict(
                        "另有他人已办理至第 " + now.c().step() + " 步，请查看后再办。",
                        "Somebody else took the need to step " + now.c().step() + " meanwhile; look and act again.");
            }
            var pending = now.c().pending();
            boolean second = pending != null && pending.event().equals(deed.name());
            var doing = new Doing(deed, words, org, second, actor);
            allowed(tx, now, doing);
            var said = NeedBooks.Said.of(words);
            var moved = moved(now, doing, said, who);
            var after = after(tx, acts, now, doing, moved.next()).with(moved.next(), books.now());
            var details = books.details(moved, now.c().stage());
            if (!after.lead().isEmpty()) {
                details.put("lead", after.lead());
            }
            if (!deed.share().co().isEmpty()) {
                details.put("co", deed.share().co());
            }
            if (!deed.other().isEmpty()) {
                details.put("into", deed.other());
            }
            return books.keep(tx, acts, actor, "need." + deed.name(), now, after, moved, said, details);
        });
    }

    private static Who who(Actor actor, Org org) {
        return new Who(
                actor.id(),
                org.id(),
                Procedure.Holder.valueOf(
                        org.operator() ? Org.Kind.AUTHORITY.name() : org.kind().name()));
    }

    /** What the procedure does not know: who had it too often, and what a timetable is for. */
    private void allowed(Transaction tx, Need n, Doing doing) {
        var name = doing.deed().name();
        if (name.startsWith("dispatch") && stuck(n)) {
            throw Refusal.conflict(
                    "已退回 " + n.bounces() + " 次、重新办理 " + n.reopened() + " 次，须由两人指定承办部门，不得再退回。",
                    "It was sent back and re-opened too often to be passed on: two persons designate a"
                            + " department, which"
                            + " cannot send it back.");
        }
        if (name.equals("timetable") && !NeedClocks.planned(n.c())) {
            throw Refusal.conflict("立即办的诉求没有时间表。", "A need to be solved at once has no timetable.");
        }
        if (name.equals("reply")
                && NeedClocks.planned(n.c())
                && tracking.of(tx, n.id()).stream()
                        .allMatch(node -> !node.state().excused().isEmpty())) {
            throw Refusal.invalid("列入计划的诉求须先有时间表，再答复。", "What goes by a timetable needs one before it is answered.");
        }
    }

    private Moved moved(Need n, Doing doing, NeedBooks.Said said, Who who) {
        var name = doing.deed().name();
        var file = FILED.get(name);
        var c = n.c();
        var deeds = new ArrayList<Deed>();
        if (file != null && !doing.second()) {
            if (said.words().isEmpty()) {
                var wanted = books.procedure(n).named(file);
                throw Refusal.invalid("请写明" + wanted.zh() + "。", "Write down: " + wanted.en() + ".");
            }
            var filed = cases.rules(c).on(c, new Event.File(file, said.digest(), who, books.now()));
            deeds.addAll(filed.deeds());
            c = filed.next();
        }
        var done = cases.rules(c).on(c, new Event.Act(name, who, books.now()));
        deeds.addAll(done.deeds());
        return new Moved(done.next(), deeds);
    }

    private Need after(Transaction tx, Outbox.Acts acts, Need n, Doing doing, Case next) {
        var rows = NeedRows.in(tx);
        var deed = doing.deed();
        var words = doing.words();
        return switch (deed.name()) {
            case "dispatch-now", "dispatch-plan" -> {
                rows.endParts(n.id());
                share(rows, n, deed.lead(), deed.share(), next);
                yield n.led(department(deed.lead()), "");
            }
            case "designate" -> {
                if (doing.second()) {
                    yield n.led(n.proposed(), "");
                }
                rows.endParts(n.id());
                share(rows, n, deed.lead(), deed.share(), next);
                yield n.led(n.lead(), department(deed.lead()));
            }
            case "share" -> {
                if (deed.share().co().isEmpty()) {
                    throw Refusal.invalid("请选择协办部门。", "Choose a co-department.");
                }
                share(rows, n, n.lead(), deed.share(), next);
                yield n;
            }
            case "refuse" -> {
                rows.endParts(n.id());
                yield n.sentBack(words);
            }
            case "decline" -> n.declined(words);
            case "join" -> n.into(joinable(rows, n, deed.other()));
            case "reply", "adopt", "adopt-part", "not-adopt" -> n.answered(words);
            case "timetable" -> {
                var last = NeedClocks.answerDay(next, books.procedure(n))
                        .orElseThrow(() -> Refusal.conflict("没有待办的答复期限。", "No answer is owed."));
                var timetable = Timetable.of(deed.nodes(), tracking.today(), last);
                tracking.plan(tx, acts, doing.actor(), n.id(), n.lead(), timetable);
                yield n;
            }
            case "part", "part-refuse" -> {
                part(rows, n, doing);
                yield n;
            }
            default -> n;
        };
    }

    /** A co-department delivers its part, or sends it back with a reason. */
    private void part(NeedRows rows, Need n, Doing doing) {
        var part = rows.parts(n.id()).stream()
                .filter(p -> p.org().equals(doing.org().id()) && p.owed())
                .findFirst()
                .orElseThrow(() -> Refusal.forbidden("您的部门没有待完成的协办部分。", "Your department owes no part of it."));
        if (doing.words().isEmpty()) {
            throw Refusal.invalid("请写明结果或理由。", "Write down what it came to, or why it is sent back.");
        }
        boolean refused = doing.deed().name().equals("part-refuse");
        // words may stand there already: of a part that a merged department had delivered
        var whole = part.words().isEmpty() ? doing.words() : part.words() + "\n" + doing.words();
        var now = books.now().toString();
        rows.putPart(
                n.id(),
                refused
                        ? new Need.Part(part.org(), part.task(), "", "", part.due(), doing.words())
                        : new Need.Part(part.org(), part.task(), whole, now, part.due(), ""));
        if (refused) {
            rows.count("", "flow.bounced", 1);
            rows.count(part.org(), "flow.bounced", 1);
        }
    }

    /** Each co-department gets its part with a day of its own; that of the answer where none is named. */
    private void share(NeedRows rows, Need n, String leads, NeedDeed.Share share, Case next) {
        var lead = department(leads);
        if (share.co().size() > MOST_CO) {
            throw Refusal.invalid("协办部门最多 " + MOST_CO + " 个。", "There are at most " + MOST_CO + " co-departments.");
        }
        var task = Input.optional("协办事项", "task", share.task(), Input.NAME);
        var last = NeedClocks.answerDay(next, books.procedure(n))
                .map(LocalDate::toString)
                .orElse("");
        var due = share.due().isEmpty()
                ? last
                : JsonIn.date("partDue", share.due()).toString();
        if (!due.isEmpty() && !last.isEmpty() && due.compareTo(last) > 0) {
            throw Refusal.invalid(
                    "协办部分的期限不得晚于答复期限 " + last + "。", "A part is due by the day of the answer, " + last + ".");
        }
        for (var co : share.co()) {
            if (co.equals(lead)) {
                throw Refusal.invalid("牵头部门不能同时是协办部门。", "The lead cannot be a co-department as well.");
            }
            rows.putPart(n.id(), new Need.Part(department(co), task, "", "", due, ""));
        }
    }

    private String department(String id) {
        return desk.departments().open().stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("请选择承办部门。", "Choose a department."))
                .id();
    }

    private static String joinable(NeedRows rows, Need n, String other) {
        var into = rows.one(other)
                .filter(o -> !o.id().equals(n.id()) && NeedDesk.joins(n, o))
                .orElseThrow(() -> Refusal.invalid("没有要并入的诉求。", "There is no need to join it to."));
        if (!into.joined().isEmpty() || into.c().ended()) {
            throw Refusal.conflict("对方诉求已结束或已并入他处。", "That need is closed or joined to another itself.");
        }
        return into.id();
    }

    /** The desk masks personal data that the asker left in the words; what was there is gone for good. */
    void mask(Actor actor, String id, String masked) {
        Access.mayChange(actor);
        desk.desk(actor);
        office.outbox().record((tx, acts) -> {
            var rows = NeedRows.in(tx);
            rows.say(id, rows.one(id).orElseThrow(Access::notFound).text(), masked);
            acts.add(actor, "need.masked", "need/" + id, "", "", Map.of("text", Words.keptElsewhere(masked)));
            return id;
        });
    }

    /**
     * A department goes up in another: all that it leads, shares and is to reach goes over at once; then the story of each open need
     * says so, see {@link #tellMove}.
     */
    void merge(Actor actor, String gone, String into) {
        desk.desk(actor);
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("部门合并由管理员办理。", "Departments are merged by an administrator.");
        }
        office.outbox().record((tx, acts) -> {
            desk.departments().merge(tx, acts, actor, gone, into, books.now());
            NeedMoves.in(tx).move(gone, into);
            tracking.merge(tx, gone, into);
            return gone;
        });
    }

    List<NeedMoves.Moving> moving(int limit) {
        return store.read(tx -> NeedMoves.in(tx).moving(limit));
    }

    void tellMove(NeedMoves.Moving moving) {
        var names = desk.names();
        var said = NeedBooks.Said.of(names.getOrDefault(moving.gone(), moving.gone()) + " → "
                + names.getOrDefault(moving.into(), moving.into()));
        office.outbox().record((tx, acts) -> {
            NeedMoves.in(tx).moved(moving.need());
            var before = NeedRows.in(tx).one(moving.need()).orElseThrow(Access::notFound);
            if (before.c().ended()) {
                return before;
            }
            var note = new Event.Note(Event.Note.Sort.FACT, said.digest(), Who.SYSTEM, books.now());
            var moved = cases.rules(before.c()).on(before.c(), note);
            var details = books.details(moved, before.c().stage());
            details.put("gone", moving.gone());
            details.put("lead", moving.into());
            return books.keep(
                    tx,
                    acts,
                    NeedBooks.TIME,
                    "need.moved",
                    before,
                    before.with(moved.next(), books.now()),
                    moved,
                    said,
                    details);
        });
    }

    /** Lets time pass in one need; nothing is stored where it changes nothing. */
    void pass(String id) {
        office.outbox().record((tx, acts) -> {
            var before = NeedRows.in(tx).one(id).orElseThrow(Access::notFound);
            var moved = cases.rules(before.c()).on(before.c(), new Event.Pass(books.now()));
            if (moved.deeds().isEmpty()
                    && moved.next().clocks().equals(before.c().clocks())) {
                return before;
            }
            return books.keep(
                    tx,
                    acts,
                    NeedBooks.TIME,
                    "need.time",
                    before,
                    before.with(moved.next(), books.now()),
                    moved,
                    NeedBooks.Said.NOTHING,
                    books.details(moved, before.c().stage()));
        });
    }

    List<String> due(int limit) {
        return store.read(tx -> NeedRows.in(tx).due(books.now(), limit));
    }
}
