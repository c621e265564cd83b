package zhiheng.server.rooms.fleet;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Refusal;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.Reviews;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.observe.GenAiMetrics;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;
import zhiheng.gateway.wire.Connections;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.gateway.wire.Drain;
import zhiheng.gateway.wire.Parts;
import zhiheng.server.rooms.gateway.AnswerSigner;
import zhiheng.server.rooms.gateway.InspectorDesk;
import zhiheng.server.rooms.traffic.Vault;

/**
 * A gateway that runs by itself. It asks its office what holds, goes on by what it heard last while the office is away, first within the
 * permits, then within stricter ones ({@link CutOff}), and sends what it recorded. Reviews need the office's queue and
 * servers of tools its programs: a call that must be held is refused here, and no tool is reached.
 */
final class LoneGateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LoneGateway.class.getName());
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration NOTE_EVERY = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int UNAUTHORIZED = 401;

    private final LoneSettings settings;
    private final Clock clock;
    private final FileChannel lock;
    private final Vertx vertx = Vertx.vertx();
    private final Permits permits;
    private final Followed followed;
    private final OfficeLine line;
    private final ShareRunner shares;
    private final Journal journal;
    private final GenAiMetrics metrics = new GenAiMetrics();
    private final Connections connections;
    private final InspectorDesk inspections;
    private final Forwarder forwarder;
    private final Owned owned;
    private final Drain drain = new Drain();
    private final Path heardFile;
    private final Thread follower;
    private final @Nullable HttpServer admin;
    private final int port;

    private volatile CutOff cutOff = CutOff.DEFAULT;
    private volatile long heardNanos;
    private volatile long notedNanos;
    private volatile boolean everHeard;
    private volatile boolean revoked;
    private volatile boolean closing;

    /** Enrols where it must, takes up what it knew, and listens. */
    static LoneGateway start(LoneSettings settings, Clock clock) {
        try {
            return new LoneGateway(settings, clock);
        } catch (IOException e) {
            throw Refusal.unavailable("网关无法启动：" + e.getMessage(), "The gateway cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private LoneGateway(LoneSettings settings, Clock clock) throws IOException, InterruptedException {
        this.settings = settings;
        this.clock = clock;
        lock = take(settings.data());
        line = new OfficeLine(settings.office(), settings.officeCa(), enrolled());
        var vault = Vault.open(settings.data().resolve("secret.key"));
        permits = Permits.elsewhere(clock);
        followed = new Followed(settings.data().resolve("office"), vault, permits);
        heardFile = settings.data().resolve("heard");
        recallWhenHeard();
        tighten();
        var folder = settings.data().resolve("journal");
        journal = journal(folder, new DistantStore(line, vault, folder));
        owned = new Owned(folder.resolve("responses"));
        var destinations = new Destinations(settings.privateUpstreams());
        inspections = InspectorDesk.alone(settings.data().resolve("inspect"), vertx, destinations);
        var limits = Limits.DEFAULT.withBodyBytes(settings.bodyMiB() << 20);
        forwarder = new Forwarder(vertx, new Balancer(), destinations, limits.upstreamConnections());
        connections = Connections.ofGateway(DataPlane.PER_ADDRESS, settings.proxies());
        shares = new ShareRunner(line, permits, settings.sharesEvery());
        var parts = new Parts(
                vertx,
                permits,
                followed,
                followed,
                inspections.inspectors(),
                forwarder,
                Reviews.NONE,
                (id, plain) -> vault.seal(plain, DistantStore.place(id)),
                counted(journal),
                limits,
                clock,
                owned,
                AnswerSigner.of(settings.signing(), clock));
        var health = new LoneHealth(this);
        follower = Thread.ofVirtual().name("follower").unstarted(this::follow);
        try {
            port = DataPlane.start(
                            settings.host(),
                            settings.port(),
                            settings.loops(),
                            parts,
                            Map.of(LoneHealth.LIVE, health, LoneHealth.READY, health),
                            connections,
                            drain)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            admin = settings.adminPort() < 0 ? null : admin(health);
        } catch (CompletionException e) {
            throw new IOException(
                    settings.host() + ":" + settings.port() + " / " + settings.adminPort() + ": " + e.getMessage(), e);
        }
        vertx.setPeriodic(TICK.toMillis(), timer -> tighten());
        follower.start();
        shares.begin();
    }

    /** Who it is; enrolled now, where it was not before. */
    private Enrolled enrolled() throws IOException, InterruptedException {
        try {
            var before = Enrolled.read(settings.data());
            if (before.isPresent()) {
                return before.get();
            }
            var made = OfficeLine.enrol(settings.office(), settings.officeCa(), settings.token(), settings.name());
            made.write(settings.data());
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            vertx.close();
            throw e;
        }
    }

    private static FileChannel take(Path data) throws IOException {
        OwnerOnly.folder(data);
        OwnerOnly.make(data.resolve("gateway.lock"));
        var channel = FileChannel.open(data.resolve("gateway.lock"), StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // this very process has it
        }
        channel.close();
        throw Refusal.conflict(
                "数据目录 " + data + " 正被另一个网关使用；每个网关须有自己的目录。",
                "The folder " + data + " is in use by another gateway; each has a folder of its own.");
    }

    private static Journal journal(Path folder, DistantStore store) throws IOException {
        try {
            return new Journal(folder, Journal.Settings.DEFAULT, store, batch -> {});
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Counts each call as it is recorded, not when the office has it. */
    private Records counted(Records records) {
        return new Records() {
            @Override
            public void add(Interaction interaction, byte @Nullable [] sealed) {
                records.add(interaction, sealed);
                metrics.add(List.of(interaction));
            }

            @Override
            public void open(Interaction soFar) {
                records.open(soFar);
            }

            @Override
            public State state() {
                return records.state();
            }
        };
    }

    private HttpServer admin(Handler<HttpServerRequest> health) {
        return vertx.createHttpServer()
                .requestHandler(health)
                .listen(settings.adminPort(), settings.adminHost())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** The time of the last word outlives the process: who was cut off before a restart is cut off after it. */
    private void recallWhenHeard() throws IOException {
        long silent = Files.exists(heardFile)
                ? Math.max(
                        0,
                        Duration.between(Files.getLastModifiedTime(heardFile).toInstant(), clock.instant())
                                .toNanos())
                : CutOff.DEFAULT.stop().toNanos();
        if (Files.exists(heardFile)) {
            var words = Files.readString(heardFile).strip().split(" ");
            if (words.length == 3) {
                cutOff = CutOff.of(Long.parseLong(words[0]), words[1], Long.parseLong(words[2]));
            }
        }
        heardNanos = System.nanoTime() - silent;
    }

    private void heard(long asked, CutOff said) throws IOException {
        heardNanos = asked;
        everHeard = true;
        boolean other = !said.equals(cutOff);
        cutOff = said;
        tighten();
        if (other || asked - notedNanos > NOTE_EVERY.toNanos() || notedNanos == 0) {
            notedNanos = asked;
            try (var out = OwnerOnly.write(heardFile)) {
                out.write((said.after().toSeconds() + " " + said.stateId() + " "
                                + said.stop().toSeconds())
                        .getBytes(StandardCharsets.US_ASCII));
            }
            Files.setLastModifiedTime(heardFile, FileTime.from(clock.instant()));
        }
    }

    private void tighten() {
        var floor = cutOff.floor(silent());
        var before = permits.floor();
        if (floor != before) {
            permits.atLeast(() -> floor);
            if (!everHeard && followed.isEmpty()) {
                return; // a first start, on the way to its office
            }
            LOG.log(
                    floor == PermitState.OPEN ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    "the office was heard {0} s ago; no system is freer than {1} now",
                    silent().toSeconds(),
                    floor);
        }
    }

    private void follow() {
        var run = "";
        long seen = 0;
        var pause = FIRST_PAUSE;
        while (!closing) {
            try {
                long asked = System.nanoTime();
                var word = line.follow(run, seen, run.isEmpty() ? 0 : OfficeLine.WAIT_SECONDS);
                revoked = false;
                followed.take(word);
                run = word.run();
                seen = word.upTo();
                // it speaks of the moment at which the office stopped waiting, which was at least so long after it was
                // asked
                heard(asked + word.waited().toNanos(), word.cutOff());
                if (!word.systems().isEmpty()) {
                    shares.ask();
                }
                warnOfClock(word.officeMillis());
                pause = FIRST_PAUSE;
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                if (e instanceof OfficeLine.Refused r && r.status() == UNAUTHORIZED) {
                    expelled();
                    pause = LONGEST_PAUSE;
                }
                LOG.log(
                        pause.equals(FIRST_PAUSE) ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                        "the office is not heard: {0}",
                        String.valueOf(e.getMessage()));
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException stop) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void expelled() {
        if (!revoked) {
            revoked = true;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the office knows this gateway no more; it answers no calls. Enrol it anew in an empty folder.");
        }
        try {
            followed.dropAll();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "what the office said could not be removed: {0}", e.getMessage());
        }
    }

    private void warnOfClock(long officeMillis) {
        long apart = Math.abs(clock.millis() - officeMillis) / 1000;
        if (apart > 5) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the clocks of this gateway and its office differ by {0} s; days of caps and ends of permits go by"
                            + " this one",
                    apart);
        }
    }

    /** How long ago the office was heard. */
    Duration silent() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - heardNanos));
    }

    /** Why it takes no calls now; "" when it does. */
    String notReady() {
        if (drain.isLeaving()) {
            return "leaving";
        }
        if (revoked) {
            return "revoked";
        }
        if (!everHeard && followed.isEmpty()) {
            return "office";
        }
        if (permits.floor() == PermitState.STOPPED) {
            return "cut-off";
        }
        return journal.state() == Records.State.FULL ? "journal" : "";
    }

    Permits permits() {
        return permits;
    }

    Followed followed() {
        return followed;
    }

    Journal journal() {
        return journal;
    }

    GenAiMetrics metrics() {
        return metrics;
    }

    Connections connections() {
        return connections;
    }

    ShareRunner shares() {
        return shares;
    }

    int port() {
        return port;
    }

    /** The port of health and metrics alone, -1 where there is none. */
    int adminPort() {
        return admin == null ? -1 : admin.actualPort();
    }

    /**
     * Leaves in order: says that it is not ready, waits for balancers to see it, turns new calls away, lets calls under way end within
     * their time, gives its shares back, brings its records to the office, closes.
     */
    @Override
    public void close() {
        try {
            drain.leave();
            Thread.sleep(settings.drain().notice());
            drain.closeDoor();
            long end = System.nanoTime() + settings.drain().most().toNanos();
            while (permits.underWay() > 0 && System.nanoTime() - end < 0) {
                Thread.sleep(20);
            }
            int left = permits.underWay();
            if (left > 0) {
                LOG.log(System.Logger.Level.WARNING, "{0} calls were still under way when the time was over", left);
            }
            closing = true;
            follower.interrupt();
            shares.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shut();
    }

    /** As the end of a process that is killed, as far as the office can tell: nothing is given back, nothing sent. For tests. */
    void abandon() {
        closing = true;
        follower.interrupt();
        shares.abandon();
        line.close();
        shut();
    }

    private void shut() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        forwarder.close();
        inspections.close();
        journal.close();
        owned.close();
        line.close();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing", e);
        }
    }
}
