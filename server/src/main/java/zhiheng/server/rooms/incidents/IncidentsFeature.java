package zhiheng.server.rooms.incidents;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.reports.ReportForms;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.rooms.cases.CasesFeature;
import zhiheng.server.rooms.gateway.GatewayBooks;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.traffic.TrafficFeature;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.WatchFeature;

/** Incidents: from an alert, a complaint, a person or a program to the last report. */
public final class IncidentsFeature implements Capability {
    private final GatewayFeature gateway;
    private final TrafficFeature traffic;
    private final WatchFeature watch;
    private final CasesFeature cases;
    private final ByRule byRule;
    private @Nullable IncidentDesk desk;
    private @Nullable Workroom workroom;
    private @Nullable ReportDesk reports;
    private @Nullable AfterDesk after;
    private @Nullable StixExport stix;
    private @Nullable PlaybookShelf shelf;
    private List<Tidings> tidings = List.of();
    private @Nullable PlaybookRuns runs;
    private @Nullable Streams streams;
    private Optional<Ladder> ladder = Optional.empty();

    public IncidentsFeature(GatewayFeature gateway, TrafficFeature traffic, WatchFeature watch, CasesFeature cases) {
        this.gateway = gateway;
        this.traffic = traffic;
        this.watch = watch;
        this.cases = cases;
        this.byRule = new ByRule(() -> cases.desk().procedures().all());
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "traffic", "watch", "cases");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(IncidentsFeature.class, "V1__incidents.sql"),
                Migration.of(IncidentsFeature.class, "V2__measures.sql"),
                Migration.of(IncidentsFeature.class, "V3__grade.sql"),
                Migration.of(IncidentsFeature.class, "V4__reports.sql"),
                Migration.of(IncidentsFeature.class, "V5__playbooks.sql"),
                Migration.of(IncidentsFeature.class, "V6__after.sql"),
                Migration.of(IncidentsFeature.class, "V7__owed.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var snapshot = new Snapshot(gateway.books().map(GatewayBooks::permits), watch.alerts(), traffic.interactions());
        desk = new IncidentDesk(
                house.store(), house.office(), cases.desk(), watch.grading(), snapshot, new OfficeTime(house.clock()));
        var work = new Workroom(house.store(), desk(), cases.desk(), snapshot);
        workroom = work;
        streams = new Streams(house.vertx());
        desk().listen(streams::tell);
        ladder = gateway.books()
                .map(books -> new Ladder(house.store(), desk(), work, books.permits(), traffic.interactions()));
        after = new AfterDesk(house.store(), desk(), new OfficeTime(house.clock()));
        var log = house.ledger().verifierKey();
        stix = new StixExport(log.substring(0, Math.max(0, log.indexOf('+'))), house.office(), desk(), ladder);
        tidings = List.of(new AfterTidings(house.store()));
        reports = new ReportDesk(
                house.store(),
                house.office(),
                desk(),
                ladder,
                after(),
                cases.desk(),
                ReportForms.load(cases.folders(), cases.desk().procedures()));
        shelf = PlaybookShelf.of(
                house.store(), house.office().outbox(), new OfficeTime(house.clock()), cases.folders());
        runs = new PlaybookRuns(house.store(), desk(), shelf(), ladder);
    }

    private AfterDesk after() {
        return Objects.requireNonNull(after, "not open yet");
    }

    private StixExport stix() {
        return Objects.requireNonNull(stix, "not open yet");
    }

    @Override
    public List<Tidings> tidings() {
        return tidings;
    }

    private PlaybookShelf shelf() {
        return Objects.requireNonNull(shelf, "not open yet");
    }

    private PlaybookRuns runs() {
        return Objects.requireNonNull(runs, "not open yet");
    }

    private ReportDesk reports() {
        return Objects.requireNonNull(reports, "not open yet");
    }

    /** Incidents that rules open on alerts. May be asked for before this room is open. */
    public Aftermath aftermath() {
        return byRule;
    }

    public IncidentDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    private Workroom workroom() {
        return Objects.requireNonNull(workroom, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return Stream.of(
                        new IncidentsApi(desk(), workroom(), ladder).endpoints(),
                        new ReportsApi(reports()).endpoints(),
                        new PlaybooksApi(shelf(), runs()).endpoints(),
                        new AfterApi(after(), stix()).endpoints())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void pages(Pages pages) {
        new IncidentListPages(pages.site(), pages.desk(), desk()).mount(pages.router());
        new IncidentPages(pages.site(), pages.desk(), desk(), workroom(), ladder, Objects.requireNonNull(streams))
                .mount(pages.router());
        new ReportPages(pages.site(), pages.desk(), desk(), reports()).mount(pages.router());
        new AfterPages(pages.site(), pages.desk(), desk(), after(), stix()).mount(pages.router());
        new PlaybookPages(pages.site(), pages.desk(), desk(), shelf(), runs()).mount(pages.router());
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(IncidentsFeature.class, "rooms.js"));
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("incidents")
                .in(Nav.Group.CASES)
                .counting(actor -> desk().count(actor, new IncidentFilter(null, null, false, null, 1))));
    }

    @Override
    public List<Owed.Source> owed() {
        return List.of(after()::owed);
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::running);
    }

    private List<Aside.Line> running(Visit visit, String system) {
        long open = desk().count(visit.actor(), new IncidentFilter(system, null, false, null, 1));
        var words = visit.words;
        var lines = new ArrayList<Aside.Line>();
        lines.add(new Aside.Line(
                open == 0
                        ? new State("met", words.t("incidents.none-open"))
                        : new State("late", words.t("incidents.open", open)),
                "/incidents?system=" + system));
        var owed = after().openOf(system);
        if (!owed.isEmpty()) {
            var next = owed.getFirst();
            lines.add(new Aside.Line(
                    new State(
                            next.late(after().today()) ? "late" : "doing",
                            words.t("after.owed", owed.size(), next.due().toString())),
                    "/incidents/" + next.incident() + "/after"));
        }
        return lines;
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        new IncidentSql(sql).forget(system);
    }

    @Override
    public void start(URI address) {
        byRule.start(desk()::openDue);
        ladder.ifPresent(Ladder::start);
        runs().settle();
    }

    @Override
    public void close() throws InterruptedException {
        if (streams != null) {
            streams.close();
        }
        byRule.close();
        if (ladder.isPresent()) {
            ladder.get().close();
        }
    }
}
