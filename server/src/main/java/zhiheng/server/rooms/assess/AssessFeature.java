package zhiheng.server.rooms.assess;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.gateway.GatewayBooks;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Suites run against the models of systems, what other tools found, and the evidence that comes of both. */
public final class AssessFeature implements Capability {
    private static final System.Logger LOG = System.getLogger(AssessFeature.class.getName());

    private final Shelf shelf;
    private final GatewayFeature gateway;
    private @Nullable AssessDesk desk;
    private @Nullable Runs runs;
    private volatile @Nullable LiveModels live;
    private @Nullable House house;

    /**
     * @param suites the folder of suites
     * @param gateway knows where the model of a system is; opens before this room
     */
    public AssessFeature(Path suites, ChosenMeaning model, GatewayFeature gateway) {
        this.shelf = new Shelf(suites, model);
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "sample");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(AssessFeature.class, "V1__assess.sql"),
                Migration.of(AssessFeature.class, "V2__route.sql"),
                Migration.of(AssessFeature.class, "V3__why.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        this.house = house;
        var heard = new LiveModels(this::first, house.clock());
        var opened =
                new AssessDesk(house.store(), house.office(), shelf, new OfficeTime(house.clock()), this::leads, heard);
        desk = opened;
        live = heard;
        gateway.books().ifPresent(books -> books.routes().listen(this::routeSet));
        runs = new Runs(opened, house.office(), gateway, house.shared().resolve("answers"), house.clock());
    }

    private String leads(String system) {
        return gateway.books()
                .map(books -> RouteMark.of(books.routes().own(system)))
                .orElse("");
    }

    /** The route stands whatever comes of this; what failed here is done at the next start. */
    private void routeSet(String system) {
        try {
            desk().routeChanged(Runs.INSIDE, system);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "evidence of " + system + " was not looked at after its route changed",
                    e);
        }
    }

    /** Where suites are run; what stands in for it during a drill is not asked. */
    private Optional<Upstream> first(String system) {
        return gateway.books().map(GatewayBooks::routes).flatMap(routes -> {
            var route = routes.isDiverted(system) ? routes.own(system) : routes.of(system);
            return Optional.ofNullable(route).map(r -> r.upstreams().getFirst());
        });
    }

    /** Calls were answered, of whatever systems; what came before this room opened is heard with the next one. */
    public void calls(List<Interaction> calls) {
        var heard = live;
        if (heard != null) {
            heard.calls(calls, this::answered);
        }
    }

    /** The record is kept whatever comes of this; what failed here is done with a call of a minute later. */
    private void answered(String system) {
        try {
            desk().answered(Runs.INSIDE, system);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "evidence of " + system + " was not looked at after a call", e);
        }
    }

    private AssessDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    private Runs runs() {
        return Objects.requireNonNull(runs, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new AssessApi(desk(), runs()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new AssessPages(pages.site(), pages.desk(), desk(), runs()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("assess").in(Nav.Group.TOOLS));
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::about);
    }

    private List<Aside.Line> about(Visit visit, String system) {
        var all = desk().of(visit.actor(), system);
        boolean going = all.stream().anyMatch(RunRow::running);
        return List.of(new Aside.Line(
                new State(going ? "doing" : all.isEmpty() ? "open" : "told", visit.words.t("assess.aside", all.size())),
                "/systems/" + system + "/assess"));
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        new RunRows(sql).forget(system);
    }

    @Override
    public void start(URI address) {
        var store = Objects.requireNonNull(house, "not open yet").store();
        desk().routesChanged(Runs.INSIDE);
        runs().resume(store.read(tx -> RunRows.in(tx).running()));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(AssessCommand.class);
    }

    @Override
    public void close() throws InterruptedException {
        if (runs != null) {
            runs.close();
        }
    }
}
