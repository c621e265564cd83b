package zhiheng.server.rooms.alerts;

import java.util.List;
import java.util.Map;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.alerts.AlertCase.Handled;
import zhiheng.server.rooms.watch.Light;

/**
 * What people do with alerts: look into them, put a name and a note to them, close them with a reason. Each change is
 * a version of its own and an act of the ledger, which holds ids and states; texts stay in the database.
 */
public final class AlertCases {
    private static final String NOTED = "alert.noted";

    private final Transactions store;
    private final Outbox outbox;
    private final OfficeTime time;

    AlertCases(Transactions store, Outbox outbox, OfficeTime time) {
        this.store = store;
        this.outbox = outbox;
        this.time = time;
    }

    /** One page of what the actor may see, newest first. */
    public Page<AlertCase> list(Actor actor, CaseFilter filter) {
        var found = store.read(tx -> CaseSql.in(tx).list(Access.bound(actor), filter));
        if (found.size() < filter.limit()) {
            return new Page<>(found, null);
        }
        var last = found.getLast().alert();
        return new Page<>(found, filter.walk().cursor(Light.rank(last.grade()), last.id()));
    }

    /** How many of those the actor may see are in one of the filter's states. */
    public long count(Actor actor, CaseFilter filter) {
        return store.read(tx -> CaseSql.in(tx).count(Access.bound(actor), filter));
    }

    /** How many of those the actor may see are not closed, by the organisation whose systems they are of. */
    public Map<String, Long> pendingByOrg(Actor actor) {
        var pending = new CaseFilter(CaseFilter.PENDING, null, null, 1);
        return store.read(tx -> CaseSql.in(tx).countByOrg(Access.bound(actor), pending));
    }

    public AlertCase one(Actor actor, String alert) {
        return store.read(tx -> CaseSql.in(tx).one(Access.bound(actor), alert)).orElseThrow(Access::notFound);
    }

    /** All that was said about it, the newest first. */
    public List<Handled> history(Actor actor, String alert) {
        one(actor, alert);
        return store.read(tx -> CaseSql.in(tx).history(alert));
    }

    /**
     * Says anew how it stands with an alert.
     *
     * @param seen the version from which the actor started
     * @param reason needed where it is closed; kept only there
     */
    public AlertCase set(
            Actor actor, String alert, long seen, Progress state, String owner, String note, String reason) {
        Access.mayChange(actor);
        var who = Input.optional("负责人", "owner", owner, Input.NAME);
        var what = Input.optional("备注", "note", note, Input.TEXT);
        var why = state == Progress.CLOSED ? Input.required("结案理由", "reason for closing", reason, Input.TEXT) : "";
        return outbox.record((tx, acts) -> {
            var sql = CaseSql.in(tx);
            var before = sql.one(Access.bound(actor), alert).orElseThrow(Access::notFound);
            var was = before.handled();
            if (was.version() != seen) {
                throw Refusal.conflict(
                        "另有他人已保存第 " + was.version() + " 版，请查看后再保存。",
                        "Somebody else saved version " + was.version() + " meanwhile; look at it and save again.");
            }
            var act = was.state() == state ? NOTED : deed(was.state(), state).act;
            var made = acts.add(
                    actor,
                    act,
                    "alert/" + alert,
                    before.alert().system(),
                    "",
                    Map.of("alert", alert, "version", was.version() + 1, "from", was.state(), "to", state));
            var now = new Handled(was.version() + 1, state, who, what, why, time.now(), actor.id(), -1);
            sql.put(alert, now, made.id());
            return new AlertCase(before.alert(), before.systemName(), now);
        });
    }

    private static Progress.Deed deed(Progress from, Progress to) {
        return from.to(to)
                .orElseThrow(() ->
                        Refusal.conflict("已结案的告警须先重新打开。", "A closed alert is opened again before anything else."));
    }
}
