package zhiheng.server.rooms.tracking;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.policy.Node;

/** Sets nodes, takes reports of their owners, and confirmations of others. A department sees its own. */
final class Tracking {
    private static final Actor INSIDE = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);

    private final Transactions store;
    private final Office office;
    private final OfficeTime time;

    Tracking(Transactions store, Office office, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.time = time;
    }

    LocalDate today() {
        return time.today();
    }

    Org of(Actor actor) {
        var org = office.orgs().find(actor, actor.orgId()).orElseThrow(Access::notFound);
        if (org.kind() == Org.Kind.PROVIDER && !org.operator()) {
            throw Refusal.forbidden("台账由主管机构和部门使用。", "The tracking ledger is for the authority and the departments.");
        }
        return org;
    }

    List<Org> departments() {
        return office.orgs().seenBy(INSIDE).stream()
                .filter(o -> o.kind() == Org.Kind.DEPARTMENT)
                .toList();
    }

    Map<String, String> names() {
        return office.orgs().seenBy(INSIDE).stream().collect(Collectors.toMap(Org::id, Org::name));
    }

    boolean sets(Actor actor) {
        return of(actor).kind() != Org.Kind.DEPARTMENT && actor.role().mayChange();
    }

    List<Node> list(Actor actor, @Nullable String after, int limit) {
        var org = of(actor);
        var owner = org.kind() == Org.Kind.DEPARTMENT && !actor.role().seesAll() ? org.id() : null;
        return store.read(tx -> NodeRows.in(tx).list(owner, after, limit));
    }

    Node add(
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
        if (departments().stream().noneMatch(o -> o.id().equals(owner))) {
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
    Node report(Actor actor, String id, long seen, String words, @Nullable Double value) {
        Access.mayChange(actor);
        var org = of(actor);
        var said = Input.optional("报告", "report", words, Input.TEXT);
        if (said.isEmpty() && value == null) {
            throw Refusal.invalid("请写明报告或数值。", "Write a report or a value.");
        }
        return office.outbox().record((tx, acts) -> {
            var node = seen(NodeRows.in(tx), id, seen);
            if (!node.owner().equals(org.id())) {
                throw Refusal.forbidden("由责任部门报告。", "Its owner reports.");
            }
            NodeRows.in(tx).report(id, said, value, seen + 1);
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
            NodeRows.in(tx).confirm(id, value, org.id(), seen + 1);
            acts.add(actor, "node.confirmed", "node/" + id, "", "", Map.of("value", value, "by", org.id()));
            return NodeRows.in(tx).one(id).orElseThrow(Access::notFound);
        });
    }

    private static Node seen(NodeRows rows, String id, long seen) {
        var node = rows.one(id).orElseThrow(Access::notFound);
        if (node.version() != seen) {
            throw Refusal.conflict("该节点已被他人修改，请核对后再办。", "The node was changed meanwhile; look and act again.");
        }
        return node;
    }
}
