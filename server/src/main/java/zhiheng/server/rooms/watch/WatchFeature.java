package zhiheng.server.rooms.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.law.RememberedPacks;
import zhiheng.server.rooms.traffic.TrafficFeature;

/** The monitors over what happens now, their grades and alerts; replay of files. */
public final class WatchFeature implements Capability {
    private final Path incidents;
    private final TrafficFeature traffic;
    private final Supplier<Aftermath> aftermath;
    private boolean elsewhere;
    private List<Endpoint> endpoints = List.of();
    private @Nullable AlertRows alerts;
    private @Nullable LiveWatch live;
    private @Nullable Db db;
    private @Nullable Grading grading;

    /**
     * @param incidents the folder of packs that grade alerts; without it alerts carry no grade
     * @param aftermath what graded alerts lead to, asked for when this room opens
     */
    public WatchFeature(Path incidents, TrafficFeature traffic, Supplier<Aftermath> aftermath) {
        this.incidents = incidents;
        this.traffic = traffic;
        this.aftermath = aftermath;
    }

    /** Calls are watched by a stream engine: to be said before this opens. */
    public void elsewhere() {
        elsewhere = true;
    }

    @Override
    public Set<String> uses() {
        return Set.of("traffic", "law");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.ofTheFirstVersion(WatchFeature.class, "V4__alerts.sql"),
                Migration.of(WatchFeature.class, "V1__watched.sql"));
    }

    @Override
    public void open(House house) {
        db = house.db();
        alerts = new AlertRows(house.db());
        grading = Files.isDirectory(incidents) ? new Grading(RememberedPacks.load(incidents)) : null;
        live = new LiveWatch(
                alerts,
                grading,
                new StoredSurroundings(house.store(), traffic.interactions(), house.clock()),
                aftermath.get(),
                house.shared().resolve("watch.state"),
                house.office().ids(),
                house.clock());
        if (elsewhere) {
            live.elsewhere();
        }
        endpoints = new WatchApi(house.office(), live, alerts, house.clock()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(WatchCommand.class);
    }

    public AlertRows alerts() {
        return Objects.requireNonNull(alerts, "not open yet");
    }

    /** Empty where no packs about incidents are installed. */
    public Optional<Grading> grading() {
        return Optional.ofNullable(grading);
    }

    public LiveWatch live() {
        return Objects.requireNonNull(live, "not open yet");
    }

    @Override
    public void close() {
        var of = db;
        if (live != null && of != null && of.mayWrite()) { // else another server goes on from what was written last
            live.close();
        }
    }
}
