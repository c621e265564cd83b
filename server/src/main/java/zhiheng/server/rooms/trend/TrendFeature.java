package zhiheng.server.rooms.trend;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.sql.Migration;

/** Keeps each day's figures and shows how they went. What was before this room was opened is not known. */
public final class TrendFeature implements Capability {
    private static final System.Logger LOG = System.getLogger(TrendFeature.class.getName());
    private static final Actor INSIDE = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);
    private static final long EVERY_MINUTES = 30;
    private static final int SHOWN_DAYS = 90;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trend").daemon().factory());
    private @Nullable TrendRows rows;
    private @Nullable Office office;

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(TrendFeature.class, "V1__trend.sql"));
    }

    @Override
    public void open(House house) {
        rows = new TrendRows(house.db());
        office = house.office();
    }

    @Override
    public void start(URI address) {
        timer.scheduleWithFixedDelay(this::look, 1, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    private void look() {
        try {
            keep();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the day's figures were not kept", e);
        }
    }

    /** Keeps what stands now as today's figures. */
    public void keep() {
        var of = Objects.requireNonNull(office, "not open yet");
        var all = of.registry().overview(INSIDE, Integer.MAX_VALUE);
        Objects.requireNonNull(rows, "not open yet").keep(of.today(), all);
    }

    /** Of the organisations that the actor sees, over the last months. */
    public Trend seenBy(Actor actor) {
        var from = Objects.requireNonNull(office, "not open yet").today().minusDays(SHOWN_DAYS);
        return Objects.requireNonNull(rows, "not open yet").since(from, Access.bound(actor));
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        timer.awaitTermination(5, TimeUnit.SECONDS);
    }
}
