package zhiheng.server.house;

import static zhiheng.server.ground.http.JsonOut.map;

import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import zhiheng.base.Text;
import zhiheng.server.ground.Check;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/**
 * Looks every few seconds whether all is well, says in the log when that changes, and answers {@code /health/live} and {@code
 * /health/ready} from what it saw last, so that asking costs nothing and nobody can load the server with it. Both tell names only;
 * what exactly is wrong stands in the log.
 */
final class Pulse implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pulse.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** A look that takes longer hangs. */
    private static final Duration STALE = Duration.ofSeconds(30);
    /** Clocks of one machine differ by less. */
    private static final Duration CLOCK_MAY_DIFFER = Duration.ofSeconds(60);

    /** Two segments of the ledger; with less the next one may not be had. */
    private static final long LEAST_BYTES = 8 << 20;

    private static final int LEAST_DESCRIPTORS = 16;

    private final List<Check> checks;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("pulse").daemon().factory());
    private volatile Seen seen = new Seen(Map.of(), System.nanoTime());

    private record Seen(Map<String, Optional<Text>> troubles, long nanos) {}

    Pulse(List<Check> checks) {
        this.checks = checks;
        look();
        timer.scheduleWithFixedDelay(this::lookAgain, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What every installation stands on. */
    static List<Check> ofHouse(House house) {
        return List.of(
                new Check("database", true, () -> {
                    house.db().probe();
                    return Optional.empty();
                }),
                new Check("ledger", true, () -> house.ledger().trouble().map(e -> e.text())),
                new Check(
                        "acts",
                        true,
                        () -> house.office().outbox().behind()
                                ? Optional.of(new Text(
                                        "有行为已存入数据库而尚未记入账本，将自动补记。",
                                        "Acts are stored whose entries are still to be written; they follow by"
                                                + " themselves."))
                                : Optional.empty()),
                new Check("disk", true, () -> disk(house)),
                new Check("descriptors", true, Pulse::descriptors),
                new Check("clock", false, () -> clock(house, house.clock())));
    }

    private static Optional<Text> disk(House house) throws IOException {
        long left = Files.getFileStore(house.data()).getUsableSpace();
        return left >= LEAST_BYTES
                ? Optional.empty()
                : Optional.of(new Text(
                        "磁盘将满：" + house.data() + " 只剩 " + (left >> 10) + " KiB。请腾出空间；之后自动恢复。",
                        "The disk is full, or nearly: " + (left >> 10) + " KiB are left for " + house.data()
                                + ". Make room; all goes on by itself then."));
    }

    /** Files and connections. With less left a tile of the ledger or a connection of the database may not be had. */
    private static Optional<Text> descriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return Optional.empty();
        }
        long open;
        try {
            open = unix.getOpenFileDescriptorCount();
        } catch (RuntimeException | Error none) { // counting wants one too
            open = -1;
        }
        long most = unix.getMaxFileDescriptorCount();
        return open >= 0 && most - open >= LEAST_DESCRIPTORS
                ? Optional.empty()
                : Optional.of(new Text(
                        "文件描述符用尽或将尽（上限 " + most + "）：连接过多。连接结束后自动恢复；请查是谁占用，或调高上限（ulimit -n，systemd 的 LimitNOFILE）。",
                        "File descriptors are used up, or nearly: the process may have " + most
                                + ". All goes on by itself when connections end. See whose they are, or allow more"
                                + " (ulimit -n, LimitNOFILE of systemd)."));
    }

    private static Optional<Text> clock(House house, Clock clock) {
        long size = house.ledger().size();
        if (size == 0) {
            return Optional.empty();
        }
        var last = house.ledger().entry(size - 1).time();
        var behind = Duration.between(clock.instant(), last);
        return behind.compareTo(CLOCK_MAY_DIFFER) <= 0
                ? Optional.empty()
                : Optional.of(new Text(
                        "时钟比账本最新一条（" + last + "）慢 " + behind + "：时钟曾被调回，或备份来自未来。请校准时钟；次序以账本为准，不受影响。",
                        "The clock is " + behind + " behind the newest entry of the ledger, " + last
                                + ": it was set back, or ran ahead before. Set it right; the order of acts is"
                                + " the ledger's and stays true."));
    }

    /** What a look throws would be the last look. */
    private void lookAgain() {
        try {
            look();
        } catch (Throwable e) {
            seen = new Seen(Map.of("health", Optional.of(new Text(e.toString(), e.toString()))), System.nanoTime());
            LOG.log(System.Logger.Level.ERROR, "health could not be looked at, trying again", e);
        }
    }

    private void look() {
        var before = seen.troubles();
        var now = new LinkedHashMap<String, Optional<Text>>();
        for (var check : checks) {
            var trouble = ask(check);
            now.put(check.name(), trouble);
            var was = before.getOrDefault(check.name(), Optional.empty());
            if (trouble.isPresent() && was.isEmpty()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} is not well: {1}",
                        check.name(),
                        trouble.get().en());
            } else if (trouble.isEmpty() && was.isPresent()) {
                LOG.log(System.Logger.Level.INFO, "{0} is well again", check.name());
            }
        }
        seen = new Seen(now, System.nanoTime());
    }

    private static Optional<Text> ask(Check check) {
        try {
            return check.asked().trouble();
        } catch (Exception | LinkageError | InternalError e) { // without descriptors a class may not be had
            var words = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            return Optional.of(new Text(words, words));
        }
    }

    /** What is not well now, by its check's name. */
    Map<String, Optional<Text>> troubles() {
        return seen.troubles();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.open(
                        HttpMethod.GET, "/health/live", Endpoint.Body.NONE, call -> Reply.json(map("status", "ok"))),
                Endpoint.open(HttpMethod.GET, "/health/ready", Endpoint.Body.NONE, call -> ready()),
                Endpoint.open(HttpMethod.GET, "/health/metrics", Endpoint.Body.NONE, call -> metrics()));
    }

    /** The same for Prometheus: 1 where all is well. */
    private Reply metrics() {
        var text = new StringBuilder("# TYPE zhiheng_healthy gauge\n");
        for (var check : checks) {
            boolean fine =
                    seen.troubles().getOrDefault(check.name(), Optional.empty()).isEmpty();
            text.append("zhiheng_healthy{check=\"")
                    .append(check.name())
                    .append("\"} ")
                    .append(fine ? '1' : '0')
                    .append('\n');
        }
        return Reply.bytes(
                "text/plain; version=0.0.4; charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Reply ready() {
        var last = seen;
        var told = new LinkedHashMap<String, Object>();
        boolean ready = System.nanoTime() - last.nanos() < STALE.toNanos();
        boolean well = ready;
        for (var check : checks) {
            boolean fine =
                    last.troubles().getOrDefault(check.name(), Optional.empty()).isEmpty();
            told.put(check.name(), fine ? "ok" : "failing");
            well &= fine;
            ready &= fine || !check.vital();
        }
        var reply = Reply.json(map("status", well ? "ok" : ready ? "degraded" : "failing", "checks", told));
        return ready ? reply : reply.at(503);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
