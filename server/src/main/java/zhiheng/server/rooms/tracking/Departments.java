package zhiheng.server.rooms.tracking;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/**
 * The departments, and which went up in which. Work of a merged one is the other's from then on, and its people act for the other;
 * the organisation and its name stay in the registry for what happened before.
 */
public final class Departments {
    private static final Actor INSIDE = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);

    private final Transactions store;
    private final Office office;

    Departments(Transactions store, Office office) {
        this.store = store;
        this.office = office;
    }

    /** A department that is no more, and the one that it went up in. */
    public record Merge(String gone, String into, Instant at) {}

    public List<Merge> merges() {
        return store.read(Departments::merges);
    }

    private static List<Merge> merges(Transaction tx) {
        return TxSql.in(tx)
                .list(
                        "SELECT gone, into_org, at FROM department_merge ORDER BY at, gone",
                        row -> new Merge(row.getString(1), row.getString(2), Times.instant(row, "at")));
    }

    /** Departments that work can go to. */
    public List<Org> open() {
        var gone = merges().stream().map(Merge::gone).collect(Collectors.toSet());
        return office.orgs().seenBy(INSIDE).stream()
                .filter(o -> o.kind() == Org.Kind.DEPARTMENT && !gone.contains(o.id()))
                .toList();
    }

    /** Names by id, those of merged departments too. */
    public Map<String, String> names() {
        return office.orgs().seenBy(INSIDE).stream().collect(Collectors.toMap(Org::id, Org::name));
    }

    /** The organisation that somebody acts for: of a merged department's people, the one it went up in. */
    public Org of(Actor actor) {
        var own = office.orgs().find(actor, actor.orgId()).orElseThrow(Access::notFound);
        if (own.kind() != Org.Kind.DEPARTMENT) {
            return own;
        }
        var into = merges().stream().collect(Collectors.toMap(Merge::gone, Merge::into));
        var id = own.id();
        while (into.containsKey(id)) {
            id = into.get(id);
        }
        return id.equals(own.id()) ? own : office.orgs().find(INSIDE, id).orElseThrow(Access::notFound);
    }

    /** Writes a merge down; whoever calls moves the work in the same transaction. */
    public void merge(Transaction tx, Outbox.Acts acts, Actor actor, String gone, String into, Instant at) {
        var before = merges(tx);
        var merged = new HashSet<String>();
        before.forEach(m -> merged.add(m.gone()));
        if (gone.equals(into)) {
            throw Refusal.invalid("请选择两个不同的部门。", "Choose two different departments.");
        }
        if (merged.contains(gone) || merged.contains(into)) {
            throw Refusal.conflict("其中一个部门已并入他处。", "One of them went up in another already.");
        }
        var known = office.orgs().seenBy(INSIDE).stream()
                .filter(o -> o.kind() == Org.Kind.DEPARTMENT)
                .map(Org::id)
                .collect(Collectors.toSet());
        if (!known.contains(gone) || !known.contains(into)) {
            throw Refusal.invalid("请选择部门。", "Choose departments.");
        }
        TxSql.in(tx).update("INSERT INTO department_merge (gone, into_org, at) VALUES (?, ?, ?)", gone, into, at);
        acts.add(actor, "department.merged", "org/" + gone, "", "", Map.of("gone", gone, "into", into));
    }
}
