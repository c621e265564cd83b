package zhiheng.server.rooms.drills;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Scenarios;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Aside;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.EventStreams;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.exchange.ExchangeFeature;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.incidents.IncidentsFeature;
import zhiheng.server.rooms.watch.WatchFeature;

/** Drills: planned, held, scored, summed up. */
public final class DrillsFeature implements Capability {
    private final Path folder;
    private final GatewayFeature gateway;
    private final WatchFeature watch;
    private final IncidentsFeature incidents;
    private final ExchangeFeature exchange;
    private @Nullable DrillDesk desk;
    private @Nullable Runner runner;
    private @Nullable Scoring scoring;
    private @Nullable EventStreams streams;

    /** @param folder of scenarios; one that is not there has none */
    public DrillsFeature(
            Path folder,
            GatewayFeature gateway,
            WatchFeature watch,
            IncidentsFeature incidents,
            ExchangeFeature exchange) {
        this.folder = folder;
        this.gateway = gateway;
        this.watch = watch;
        this.incidents = incidents;
        this.exchange = exchange;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "watch", "incidents", "exchange", "sample");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(DrillsFeature.class, "V1__drills.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(DrillCommand.class);
    }

    @Override
    public void open(House house) {
        var opened =
                new DrillDesk(house.store(), house.office(), new OfficeTime(house.clock()), Scenarios.load(folder));
        var told = new EventStreams(house.vertx());
        opened.listen(e -> told.tell(e.drill(), () -> EventStreams.event(e.id(), JsonOut.compact(DrillsApi.entry(e)))));
        desk = opened;
        streams = told;
        runner = new Runner(opened, gateway, watch, house.vertx(), house.clock());
        scoring = new Scoring(opened, incidents.desk(), exchange);
    }

    private DrillDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    private Runner runner() {
        return Objects.requireNonNull(runner, "not open yet");
    }

    private Scoring scoring() {
        return Objects.requireNonNull(scoring, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new DrillsApi(desk(), runner(), scoring()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        var views = new DrillViews(pages.site(), desk(), scoring());
        new DrillListPages(pages.site(), pages.desk(), desk(), scoring()).mount(pages.router());
        new ScenarioPages(pages.site(), pages.desk(), desk()).mount(pages.router());
        new DrillPages(pages.site(), pages.desk(), desk(), runner(), scoring(), views, Objects.requireNonNull(streams))
                .mount(pages.router());
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(DrillsFeature.class, "drills.js"));
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("drills").in(Nav.Group.CASES).counting(actor -> desk().running(actor)));
    }

    @Override
    public List<Owed.Source> owed() {
        return List.of(new DrillOwed(desk().store())::before);
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::held);
    }

    private List<Aside.Line> held(Visit visit, String system) {
        var last = desk().list(visit.actor(), system, null, 1);
        var words = visit.words;
        if (last.isEmpty()) {
            return List.of(new Aside.Line(new State("not", words.t("drill.none-held")), "/drills?system=" + system));
        }
        var total = scoring().total(last.getFirst().id());
        return List.of(new Aside.Line(
                total.isEmpty()
                        ? new State(
                                "doing",
                                words.t("drill.state." + last.getFirst().state()))
                        : new State(tone(total), words.t("drill.last", total)),
                "/drills?system=" + system));
    }

    /** A and B are well, C is not yet, D and E are not. */
    static String tone(String total) {
        return total.endsWith("A") || total.endsWith("B") ? "met" : total.endsWith("C") ? "doing" : "late";
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        new DrillSql(sql).forget(system);
    }

    @Override
    public void start(URI address) {
        runner().start();
    }

    @Override
    public void close() throws InterruptedException {
        if (runner != null) {
            runner.close();
        }
        if (streams != null) {
            streams.close();
        }
    }
}
