package zhiheng.server.rooms.exchange;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
import zhiheng.server.rooms.cases.CasesFeature;
import zhiheng.server.rooms.ledger.Cosigning;
import zhiheng.server.rooms.ledger.Publicity;

/** Cases and tasks that go to other organisations, here and at other Zhihengs. */
public final class ExchangeFeature implements Capability {
    private static final System.Logger LOG = System.getLogger(ExchangeFeature.class.getName());
    private static final int SWEEP_EVERY_SECONDS = 5;

    private final CasesFeature cases;
    private final Publicity publicity;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("unanswered").daemon().factory());
    private @Nullable ExchangeDesk desk;
    private @Nullable BundleExport export;
    private @Nullable Intake intake;

    /** @param publicity whose witness cosigns what goes out */
    public ExchangeFeature(CasesFeature cases, Publicity publicity) {
        this.cases = cases;
        this.publicity = publicity;
    }

    @Override
    public Set<String> uses() {
        return Set.of("cases", "ledger");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(ExchangeFeature.class, "V1__exchange.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        desk = new ExchangeDesk(
                house.store(), house.office(), cases.desk(), house.ledger(), new OfficeTime(house.clock()));
        export = new BundleExport(house.store(), desk(), Cosigning.of(house.ledger(), publicity));
        intake = new Intake(house.store(), house.office().outbox(), cases.desk(), desk());
    }

    private BundleExport export() {
        return Objects.requireNonNull(export, "not open yet");
    }

    private Intake intake() {
        return Objects.requireNonNull(intake, "not open yet");
    }

    private ExchangeDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    /** The answers that came back about a case, from here or from another Zhiheng, oldest first. */
    public List<Answered> answers(String caseId) {
        return desk().answers(caseId);
    }

    /**
     * An answer to what was handed over.
     *
     * @param act by which it had been handed over
     */
    public record Answered(String act, Instant at) {}

    @Override
    public List<Endpoint> endpoints() {
        return new ExchangeApi(desk(), export(), intake()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new ExchangePages(pages.site(), pages.desk(), desk(), export(), intake()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("exchange").in(Nav.Group.CASES));
    }

    @Override
    public List<Aside> asides() {
        return List.of(this::waiting);
    }

    private List<Aside.Line> waiting(Visit visit, String system) {
        var lines = new ArrayList<Aside.Line>();
        long late = desk().waiting(system, Handed.State.LATE);
        long open = desk().waiting(system, Handed.State.OPEN);
        if (late > 0) {
            lines.add(new Aside.Line(new State("late", visit.words.t("exchange.aside.late", late)), "/exchange"));
        }
        if (open > 0) {
            lines.add(new Aside.Line(new State("doing", visit.words.t("exchange.aside.open", open)), "/exchange"));
        }
        return lines;
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(BundleCommand.class);
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        new ExchangeSql(sql).forgetSystem(system);
    }

    /** What ran out while the server was down is told first. */
    @Override
    public void start(URI address) {
        timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            desk().sweep();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "what is late cannot be told, trying again: {0}", e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        timer.awaitTermination(10, TimeUnit.SECONDS);
    }
}
