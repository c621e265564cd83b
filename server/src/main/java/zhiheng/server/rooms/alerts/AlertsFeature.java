package zhiheng.server.rooms.alerts;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.rooms.contain.ContainFeature;
import zhiheng.server.rooms.notify.NotificationRows;
import zhiheng.server.rooms.notify.NotifyFeature;
import zhiheng.server.rooms.watch.WatchFeature;

/** Alerts as people work on them: a list, a page for each, who looks after it, and how it ended. */
public final class AlertsFeature implements Capability {
    private final WatchFeature watch;
    private final ContainFeature contain;
    private final NotifyFeature notify;
    private @Nullable AlertCases cases;
    private List<Tidings> tidings = List.of();

    public AlertsFeature(WatchFeature watch, ContainFeature contain, NotifyFeature notify) {
        this.watch = watch;
        this.contain = contain;
        this.notify = notify;
    }

    @Override
    public Set<String> uses() {
        return Set.of("watch", "contain", "notify");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(AlertsFeature.class, "V1__alert_case.sql"),
                Migration.of(AlertsFeature.class, "V2__grade.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        cases = new AlertCases(house.store(), house.office().outbox(), new OfficeTime(house.clock()));
        tidings = List.of(new AlertTidings(new NotificationRows(house.db()), house.db(), house.clock()));
    }

    public AlertCases cases() {
        return Objects.requireNonNull(cases, "not open yet");
    }

    @Override
    public List<Tidings> tidings() {
        return tidings;
    }

    @Override
    public List<Endpoint> endpoints() {
        return new AlertsApi(cases()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        var containments = contain.containments();
        new AlertListPages(pages.site(), pages.desk(), cases(), watch.live(), containments, notify.notifier())
                .mount(pages.router());
        new AlertPages(pages.site(), pages.desk(), cases(), containments).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("alerts")
                .in(Nav.Group.ALERTS)
                .counting(actor -> cases().count(actor, new CaseFilter(EnumSet.of(Progress.OPEN), null, null, 1))));
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::pending);
    }

    /** How many alerts about a system are not closed. */
    private List<Aside.Line> pending(Visit visit, String system) {
        var open = count(visit, system, EnumSet.of(Progress.OPEN));
        var pending = count(visit, system, CaseFilter.PENDING);
        var href = "/alerts?system=" + system;
        var words = visit.words;
        return List.of(
                pending == 0
                        ? new Aside.Line(new State("met", words.t("alerts.none-pending")), href)
                        : new Aside.Line(
                                new State(open > 0 ? "late" : "doing", words.t("alerts.pending", pending, open)),
                                href));
    }

    private long count(Visit visit, String system, Set<Progress> states) {
        return cases().count(visit.actor(), new CaseFilter(states, system, null, 1));
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        for (var table : List.of("alert_case", "alert_change")) {
            sql.update(
                    "UPDATE " + table
                            + " SET owner = '', note = '', reason = '' WHERE alert IN (SELECT id FROM alert WHERE system = ?)",
                    system);
        }
    }
}
