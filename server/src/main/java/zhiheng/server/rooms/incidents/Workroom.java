package zhiheng.server.rooms.incidents;

import static zhiheng.server.rooms.incidents.IncidentDesk.about;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Case;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.Sha256;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.server.rooms.incidents.IncidentDesk.Written;

/** What is said and done in the room of an open incident: words, roles, tasks, evidence, and the closing. */
final class Workroom {
    static final List<String> ROLES =
            List.of("commander", "technical", "legal", "communication", "department-1", "department-2", "department-3");

    private static final int MOST_TASKS = 500;

    private final Transactions store;
    private final IncidentDesk desk;
    private final CaseDesk cases;
    private final Snapshot snapshot;

    Workroom(Transactions store, IncidentDesk desk, CaseDesk cases, Snapshot snapshot) {
        this.store = store;
        this.desk = desk;
        this.cases = cases;
        this.snapshot = snapshot;
    }

    /** Says something for the record: a decision, a fact or a question; nothing else is said in the room. */
    Entry say(Actor actor, String id, Entry.Kind kind, String words, @Nullable Long answers) {
        Access.mayChange(actor);
        if (!kind.said()) {
            throw Refusal.invalid("只能记录决定、事实或问题。", "What is said is a decision, a fact or a question.");
        }
        var said = Input.required("内容", "words", words, Input.TEXT);
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            IncidentDesk.isOpen(incident);
            var record = desk.record(tx, acts, actor, incident);
            var about = new LinkedHashMap<String, Object>();
            if (answers != null) {
                if (IncidentSql.in(tx).entries(id).stream()
                        .noneMatch(e -> e.seq() == answers && e.kind() == Entry.Kind.QUESTION)) {
                    throw Refusal.invalid("第 " + answers + " 条不是问题。", "Entry " + answers + " is no question.");
                }
                about.put("answers", answers);
            }
            return new Written<>(record.add(kind, said, about), record);
        });
    }

    /** Gives a role to a person, or to a department in words. */
    Incident role(Actor actor, String id, String role, String person) {
        Access.mayChange(actor);
        if (!ROLES.contains(role)) {
            throw Refusal.invalid(
                    "角色须为：" + String.join("、", ROLES), "A role is one of " + String.join(", ", ROLES) + ".");
        }
        var who = Input.required("担任者", "person", person, Input.NAME);
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            IncidentDesk.isOpen(incident);
            IncidentSql.in(tx).role(id, role, who);
            var record = desk.record(tx, acts, actor, incident);
            record.add(Entry.Kind.ROLE, who, about("role", role));
            return new Written<>(incident, record);
        });
    }

    Task task(Actor actor, String id, String title, String owner, @Nullable Instant due) {
        Access.mayChange(actor);
        var what = Input.required("任务", "title", title, Input.NAME);
        var who = Input.required("负责人", "owner", owner, Input.NAME);
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            IncidentDesk.isOpen(incident);
            if (IncidentSql.in(tx).tasks(id).size() >= MOST_TASKS) {
                throw Refusal.conflict("任务已达" + MOST_TASKS + "项。", "There are " + MOST_TASKS + " tasks already.");
            }
            var task = new Task(desk.nextId(), what, who, due, null, "");
            IncidentSql.in(tx).add(id, task);
            var record = desk.record(tx, acts, actor, incident);
            record.add(
                    Entry.Kind.TASK,
                    what + " → " + who,
                    due == null ? about("task", task.id()) : about("task", task.id(), "due", due.toString()));
            return new Written<>(task, record);
        });
    }

    Incident done(Actor actor, String id, String task) {
        Access.mayChange(actor);
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            var found = IncidentSql.in(tx).tasks(id).stream()
                    .filter(t -> t.id().equals(task))
                    .findFirst()
                    .orElseThrow(Access::notFound);
            if (found.done() != null) {
                throw Refusal.conflict("该任务已完成。", "The task is done already.");
            }
            IncidentSql.in(tx).done(task, desk.now(), actor.id());
            var record = desk.record(tx, acts, actor, incident);
            record.add(Entry.Kind.TASK_DONE, found.title(), about("task", task));
            return new Written<>(incident, record);
        });
    }

    /** Captures the state, and files it in each case that takes evidence from the server. @return its SHA-256 */
    String capture(Actor actor, String id) {
        Access.mayChange(actor);
        var seen = store.read(tx -> IncidentDesk.mine(tx, actor, id));
        IncidentDesk.isOpen(seen);
        var body = snapshot.of(seen.system(), seen.opened(), desk.now());
        var sha256 = Sha256.of(body);
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            var sql = IncidentSql.in(tx);
            sql.evidence(desk.nextId(), id, sha256, desk.now(), body);
            var record = desk.record(tx, acts, actor, incident);
            record.add(Entry.Kind.EVIDENCE, "", about("sha256", sha256, "bytes", body.length()), sha256);
            for (var caseId : sql.regimes(id).values()) {
                var c = cases.caseIn(tx, caseId);
                for (var item : c.ended() ? List.<String>of() : takenFromServer(cases.procedure(c))) {
                    cases.actIn(tx, acts, actor, caseId, new Event.File(item, sha256, Who.SYSTEM, desk.now()));
                }
            }
            return new Written<>(sha256, record);
        });
    }

    private static List<String> takenFromServer(Procedure p) {
        return p.items().stream()
                .filter(i -> i.sort() == Procedure.Item.Sort.EVIDENCE)
                .filter(i -> i.by().stream().anyMatch(by -> p.role(by).heldBy() == Procedure.Holder.SYSTEM))
                .map(Procedure.Item::id)
                .toList();
    }

    /** Closes it, once every regime's case is at its end. */
    Incident close(Actor actor, String id, long seen, String words) {
        Access.mayChange(actor);
        var why = Input.required("结论", "conclusion", words, Input.TEXT);
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            IncidentDesk.isOpen(incident);
            IncidentDesk.seen(incident, seen);
            var sql = IncidentSql.in(tx);
            var running = sql.regimes(id).values().stream()
                    .map(c -> cases.caseIn(tx, c))
                    .filter(c -> !c.ended())
                    .toList();
            if (!running.isEmpty()) {
                throw running(running);
            }
            sql.end(id, desk.now());
            var record = desk.record(tx, acts, actor, incident);
            record.add(Entry.Kind.CLOSED, why, Map.of());
            return new Written<>(incident, record);
        });
    }

    private Refusal running(List<Case> running) {
        var zh = new HashSet<String>();
        var en = new HashSet<String>();
        for (var c : running) {
            var name = cases.procedure(c).name();
            zh.add(name.zh());
            en.add(name.en());
        }
        return Refusal.conflict(
                "以下程序尚未结案：" + String.join("、", zh) + "。请先办结。",
                "These procedures are not at their end: " + String.join(", ", en) + ". Bring them there first.");
    }
}
