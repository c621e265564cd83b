package zhiheng.server.rooms.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Procedure;
import zhiheng.office.sandbox.Criteria;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.WordBook;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.cases.CaseFilter;
import zhiheng.server.rooms.cases.CasesFeature;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.ledger.Cosigning;
import zhiheng.server.rooms.ledger.Publicity;

/** Sandboxes at work. */
public final class SandboxFeature implements Capability {
    private static final String CASE = "case/";

    private final CasesFeature cases;
    private final GatewayFeature gateway;
    private final Publicity publicity;
    private @Nullable Sandboxes sandboxes;
    private @Nullable Complaints complaints;
    private @Nullable Applications applications;
    private @Nullable Notices notices;
    private @Nullable Sheets sheets;
    private @Nullable Kits kits;
    private @Nullable ExitReports reports;
    private @Nullable SandboxWorker worker;

    /** @param publicity whose witness cosigns what goes out */
    public SandboxFeature(CasesFeature cases, GatewayFeature gateway, Publicity publicity) {
        this.publicity = publicity;
        this.cases = cases;
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("cases", "gateway", "traffic", "ledger");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(SandboxFeature.class, "V1__sandbox.sql"),
                Migration.of(SandboxFeature.class, "V2__application.sql"),
                Migration.of(SandboxFeature.class, "V3__notice.sql"),
                Migration.of(SandboxFeature.class, "V4__daily.sql"),
                Migration.of(SandboxFeature.class, "V5__exit.sql"),
                Migration.of(SandboxFeature.class, "V6__taking.sql"));
    }

    @Override
    public void open(House house) {
        var books = gateway.books();
        var made = new Sandboxes(
                house.store(),
                house.office(),
                cases.desk(),
                books.map(b -> b.permits()).orElse(null),
                books.map(b -> new Harm(house.store(), b.interactions())).orElse(null),
                house.clock());
        sandboxes = made;
        complaints = new Complaints(made, house.clock());
        applications = new Applications(
                made,
                Criteria.load(
                        cases.folders(),
                        id -> cases.desk().procedures().find(id).isPresent()));
        notices = new Notices(made, house.clock());
        var day = new Sheets(
                made,
                books.map(b -> b.interactions()).orElse(null),
                books.map(b -> b.permits()).orElse(null));
        sheets = day;
        var offered = new Kits(made);
        kits = offered;
        reports = new ExitReports(
                made,
                applications,
                day,
                notices,
                Cosigning.of(house.ledger(), publicity),
                WordBook.of(List.of(SandboxFeature.class)));
        var working = new SandboxWorker(made, day, offered);
        worker = working;
        house.office()
                .outbox()
                .listen(acts -> acts.stream()
                        .filter(act ->
                                act.name().startsWith("case.") && act.subject().startsWith(CASE))
                        .map(act -> act.subject().substring(CASE.length()))
                        .distinct()
                        .forEach(working::moved));
    }

    private Sandboxes sandboxes() {
        return Objects.requireNonNull(sandboxes, "not open yet");
    }

    private Complaints complaints() {
        return Objects.requireNonNull(complaints, "not open yet");
    }

    private Applications applications() {
        return Objects.requireNonNull(applications, "not open yet");
    }

    private Notices notices() {
        return Objects.requireNonNull(notices, "not open yet");
    }

    private Sheets sheets() {
        return Objects.requireNonNull(sheets, "not open yet");
    }

    private Kits kits() {
        return Objects.requireNonNull(kits, "not open yet");
    }

    /** For a room that shows kits among other offers. */
    public SandboxKits offered() {
        return new SandboxKits(sandboxes(), kits());
    }

    private ExitReports reports() {
        return Objects.requireNonNull(reports, "not open yet");
    }

    private Queue queue() {
        return new Queue(sandboxes(), applications());
    }

    @Override
    public List<Endpoint> endpoints() {
        return Stream.of(
                        new SandboxApi(sandboxes(), complaints(), new Inspections(sandboxes()), notices(), sheets())
                                .endpoints(),
                        new NoticeApi(notices(), queue()).endpoints(),
                        new ExitApi(reports()).endpoints(),
                        new OperationApi(sandboxes(), sheets(), kits()).endpoints(),
                        new ApplicationApi(applications()).endpoints())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new SandboxPages(
                        pages.site(),
                        pages.desk(),
                        sandboxes(),
                        complaints(),
                        new Inspections(sandboxes()),
                        applications(),
                        sheets())
                .mount(pages.router());
        new ApplicationPages(pages.site(), pages.desk(), sandboxes(), applications()).mount(pages.router());
        new TermsPages(pages.desk(), sandboxes(), applications()).mount(pages.router());
        new ComplainPages(pages.site(), pages.desk(), complaints(), notices()).mount(pages.router());
        new NoticePages(pages.site(), pages.desk(), sandboxes(), applications(), notices()).mount(pages.router());
        new SheetPages(pages.desk(), sandboxes(), applications(), sheets()).mount(pages.router());
        new ExitPages(pages.site(), pages.desk(), sandboxes(), applications(), reports()).mount(pages.router());
        new KitPages(pages.site(), pages.desk(), kits(), queue()).mount(pages.router());
        new QueuePages(pages.site(), pages.desk(), queue()).mount(pages.router());
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(SandboxFeature.class, "sandbox.js"));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(ExitCommand.class);
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("sandboxes").in(Nav.Group.CASES));
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::about);
    }

    /** The sandbox that a system is in. */
    private List<Aside.Line> about(Visit visit, String system) {
        var filter = new CaseFilter(system, Procedure.Kind.SANDBOX, false, null, 5);
        return cases.desk().list(visit.actor(), filter).items().stream()
                .map(row -> new Aside.Line(
                        new State(
                                "doing",
                                visit.words.t(
                                        "sandbox.open",
                                        visit.words.t(cases.desk()
                                                .procedure(row.c())
                                                .stage(row.c().stage())
                                                .name()))),
                        "/sandboxes/" + row.c().id()))
                .toList();
    }

    @Override
    public List<Kept> kept() {
        return SandboxWords.all();
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        ApplicationRows.forget(sql, system);
        new ComplaintRows(sql).forget(system);
        CommentRows.forget(sql, system);
        ExitRows.forget(sql, system);
    }

    @Override
    public void start(URI address) {
        Objects.requireNonNull(worker, "not open yet").start();
    }

    @Override
    public void close() throws InterruptedException {
        if (worker != null) {
            worker.close();
        }
    }
}
