package zhiheng.server.rooms.tracking;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.policy.Node;
import zhiheng.office.policy.Timetable;

/**
 * Sets nodes, takes reports of their owners, and confirmations of others. A department sees its own. The needs desk sets the timetables
 * of needs here and brings what their askers confirm.
 */
public final class Tracking {
    private static final int MOST_MEASURES = 500;

    private final Transactions store;
    private final Office office;
    private final OfficeTime time;
    private final Departments departments;

    Tracking(Transactions store, Office office, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.time = time;
        this.departments = new Departments(store, office);
    }

    public LocalDate today() {
        return time.today();
    }

    Org of(Actor actor) {
        var org = departments.of(actor);
        if (org.kind() == Org.Kind.PROVIDER && !org.operator()) {
            throw Refusal.forbidden("台账由主管机构和部门使用。", "The tracking ledger is for the authority and the departments.");
        }
        return org;
    }

    public Departments departments() {
        return departments;
    }

    boolean sets(Actor actor) {
        return of(actor).kind() != Org.Kind.DEPARTMENT && actor.role().mayChange();
    }

    List<Node> list(Actor actor, @Nullable String after, int limit) {
        var org = of(actor);
        var owner = org.kind() == Org.Kind.DEPARTMENT && !actor.role().seesAll() ? org.id() : null;
        return store.read(tx -> NodeRows.in(tx).list(owner, after, limit));
    }

    /** Sets a node. */
    public Node add(
            Actor actor,
            String policy,
            String measure,
            String owner,
            String title,
            LocalDate due,
            String indicator,
            double baseline,
            double target) {
        Access.mayChange(actor);
        if (!sets(actor)) {
            throw Refusal.forbidden("节点由主管机构设定。", "Nodes are set by the authority.");
        }
        if (departments.open().stream().noneMatch(o -> o.id().equals(owner))) {
            throw Refusal.invalid("请选择责任部门。", "Choose the department that owns it.");
        }
        var node = new Node(
                office.ids().next(),
                Input.required("政策", "policy", policy, Input.NAME),
                Input.required("措施", "measure", measure, Input.NAME),
                owner,
                Input.required("节点", "node", title, Input.NAME),
                due,
                Input.required("指标", "indicator", indicator, Input.NAME),
                baseline,
                target,
                "",
                null,
                null,
                Node.State.NONE,
                1);
        return office.outbox().record((tx, acts) -> {
            NodeRows.in(tx).add(node);
            acts.add(
                    actor,
                    "node.set",
                    "node/" + node.id(),
                    "",
                    "",
                    Map.of("owner", owner, "due", due.toString(), "baseline", baseline, "target", target));
            return node;
        });
    }

    /** What the owner says of it; it stays grey. */
    Node report(Actor actor, String id, long seen, String words, @Nullable Double value, String evidence) {
        Access.mayChange(actor);
        var org = of(actor);
        var said = Input.optional("报告", "report", words, Input.TEXT);
        var link = evidence.isBlank() ? "" : Input.link(evidence);
        if (said.isEmpty() && value == null) {
            throw Refusal.invalid("请写明报告或数值。", "Write a report or a value.");
        }
        return office.outbox().record((tx, acts) -> {
            var node = seen(NodeRows.in(tx), id, seen);
            if (!node.owner().equals(org.id())) {
                throw Refusal.forbidden("由责任部门报告。", "Its owner reports.");
            }
            standing(node);
            NodeRows.in(tx).report(id, said, value, link, seen + 1);
            var details = new LinkedHashMap<String, Object>();
            details.put("report", Words.keptElsewhere(said));
            if (value != null) {
                details.put("value", value);
            }
            acts.add(actor, "node.reported", "node/" + id, "", "", details);
            return NodeRows.in(tx).one(id).orElseThrow(Access::notFound);
        });
    }

    /** The value that somebody saw who is not of the owner. */
    Node confirm(Actor actor, String id, long seen, double value) {
        Access.mayChange(actor);
        var org = of(actor);
        return office.outbox().record((tx, acts) -> {
            var node = seen(NodeRows.in(tx), id, seen);
            if (node.owner().equals(org.id())) {
                throw Refusal.forbidden("须由责任部门以外的单位确认。", "Somebody outside the owner confirms.");
            }
            standing(node);
            if (node.state().disputed()) {
                throw Refusal.conflict(
                        "提出人称情况不属实；责任部门须重新报告后再确认。",
                        "The asker says that it is not so; the owner reports anew before anybody confirms.");
            }
            NodeRows.in(tx).confirm(id, value, org.id(), seen + 1);
            acts.add(actor, "node.confirmed", "node/" + id, "", "", Map.of("value", value, "by", org.id()));
            return NodeRows.in(tx).one(id).orElseThrow(Access::notFound);
        });
    }

    /** A node need not be reached any more; the reason stays beside it and it counts neither way. */
    Node excuse(Actor actor, String id, long seen, String why) {
        setting(actor);
        var reason = Input.required("理由", "reason", why, Input.TEXT);
        return office.outbox().record((tx, acts) -> {
            standing(seen(NodeRows.in(tx), id, seen));
            excuse(tx, acts, actor, id, reason, seen + 1);
            return NodeRows.in(tx).one(id).orElseThrow(Access::notFound);
        });
    }

    /**
     * A measure is withdrawn: its nodes that nobody confirmed need not be reached any more. Needs that wait for them stay open with
     * their clocks; their people read why.
     *
     * @return how many nodes it took with it
     */
    int withdraw(Actor actor, String policy, String measure, String why) {
        setting(actor);
        var reason = Input.required("理由", "reason", why, Input.TEXT);
        return office.outbox().record((tx, acts) -> {
            var open = NodeRows.in(tx).ofMeasure(policy, measure).stream()
                    .filter(n -> n.confirmed() == null && n.state().excused().isEmpty())
                    .toList();
            if (open.isEmpty()) {
                throw Refusal.invalid("该措施没有未完成的节点。", "The measure has no open node.");
            }
            open.forEach(n -> excuse(tx, acts, actor, n.id(), reason, n.version() + 1));
            return open.size();
        });
    }

    /** Measures that could be withdrawn, for who may. */
    List<NodeRows.OpenMeasure> openMeasures(Actor actor) {
        return sets(actor) ? store.read(tx -> NodeRows.in(tx).openMeasures(MOST_MEASURES)) : List.of();
    }

    /** Withdraws the measure that a node belongs to, see {@link #withdraw(Actor, String, String, String)}. */
    int withdraw(Actor actor, String node, String why) {
        setting(actor);
        var of = store.read(tx -> NodeRows.in(tx).one(node)).orElseThrow(Access::notFound);
        return withdraw(actor, of.policy(), of.measure(), why);
    }

    private void setting(Actor actor) {
        Access.mayChange(actor);
        if (!sets(actor)) {
            throw Refusal.forbidden("由主管机构决定。", "This is for the authority.");
        }
    }

    private static void excuse(Transaction tx, Outbox.Acts acts, Actor actor, String id, String reason, long version) {
        NodeRows.in(tx).excuse(id, reason, version);
        acts.add(actor, "node.excused", "node/" + id, "", "", Map.of("reason", Words.keptElsewhere(reason)));
    }

    private static void standing(Node node) {
        if (!node.state().excused().isEmpty()) {
            throw Refusal.conflict("该节点已免除。", "The node was excused.");
        }
    }

    /** The nodes of a need's timetable. */
    public List<Node> of(Transaction tx, String need) {
        return NodeRows.in(tx).of(need);
    }

    /** Sets the timetable of a need within the transaction of its desk; one set before is excused where nobody confirmed it. */
    public void plan(Transaction tx, Outbox.Acts acts, Actor actor, String need, String owner, Timetable timetable) {
        var rows = NodeRows.in(tx);
        for (var old : rows.of(need)) {
            if (old.confirmed() == null && old.state().excused().isEmpty()) {
                excuse(tx, acts, actor, old.id(), "另立时间表 · a new timetable", old.version() + 1);
            }
        }
        for (var entry : timetable.entries()) {
            var node = new Node(
                    office.ids().next(),
                    "",
                    "",
                    owner,
                    entry.title().strip(),
                    entry.due(),
                    entry.indicator().strip(),
                    entry.baseline(),
                    entry.target(),
                    "",
                    null,
                    null,
                    Node.State.of(need),
                    1);
            rows.add(node);
            acts.add(
                    actor,
                    "node.set",
                    "node/" + node.id(),
                    "",
                    "",
                    Map.of(
                            "need",
                            need,
                            "owner",
                            owner,
                            "due",
                            node.due().toString(),
                            "baseline",
                            node.baseline(),
                            "target",
                            node.target()));
        }
    }

    /** What the asker of a need says of a value that its owner reports: so, or not so. */
    public void word(Transaction tx, Outbox.Acts acts, Actor asker, String need, String id, boolean so) {
        var node = NodeRows.in(tx)
                .one(id)
                .filter(n -> n.state().need().equals(need))
                .orElseThrow(Access::notFound);
        standing(node);
        var reported = node.reported();
        if (reported == null) {
            throw Refusal.conflict("责任部门尚未报告数值。", "Its department has not reported a value yet.");
        }
        if (so) {
            NodeRows.in(tx).confirm(id, reported, "asker", node.version() + 1);
        } else {
            NodeRows.in(tx).dispute(id, node.version() + 1);
        }
        acts.add(
                asker,
                so ? "node.confirmed" : "node.disputed",
                "node/" + id,
                "",
                "",
                Map.of("value", reported, "by", "asker"));
    }

    /** How many nodes of a department are past their day, and how many of these reached their target. */
    public record Standing(String owner, long due, long reached) {}

    public List<Standing> standings() {
        return store.read(tx -> NodeRows.in(tx).standings(today()));
    }

    /** A department goes up in another: its nodes go over. */
    public void merge(Transaction tx, String from, String into) {
        NodeRows.in(tx).move(from, into);
    }

    /** Nodes that nobody confirmed, with days in a span. */
    List<Node> open(LocalDate from, LocalDate before, int limit) {
        return store.read(tx -> NodeRows.in(tx).open(from, before, limit));
    }

    private static Node seen(NodeRows rows, String id, long seen) {
        var node = rows.one(id).orElseThrow(Access::notFound);
        if (node.version() != seen) {
            throw Refusal.conflict("该节点已被他人修改，请核对后再办。", "The node was changed meanwhile; look and act again.");
        }
        return node;
    }
}
