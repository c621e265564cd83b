package zhiheng.server.rooms.fleet;

import static zhiheng.server.ground.http.JsonOut.map;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.permit.Share;
import zhiheng.gateway.permit.Stated;
import zhiheng.server.ground.identity.Secrets;

/** Asks the office for shares of caps: at times, and at once where a call was refused for want of one. One ask at a time. */
final class ShareRunner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShareRunner.class.getName());
    /** Between two asks of a gateway that is short. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(20);

    /** An office that is slow to answer is asked less often: not before so many times what its last answer took. */
    private static final int PATIENCE = 4;

    private static final int MOST_AT_ONCE = 1_000;

    private final OfficeLine line;
    private final Permits permits;
    private final Duration every;
    private final Duration renew;
    private final String boot = Secrets.random().substring(0, 20);
    private final Semaphore wanted = new Semaphore(0);
    private final Map<String, Long> statedAt = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile long asks;
    private long turn;
    private long tookMillis;

    ShareRunner(OfficeLine line, Permits permits, Duration every) {
        this.line = line;
        this.permits = permits;
        this.every = every;
        renew = Shares.LASTS.dividedBy(4);
        thread = Thread.ofVirtual().name("shares").unstarted(this::run);
        permits.whenShort(this::ask);
    }

    void begin() {
        thread.start();
    }

    /** Wakes it; costs nothing where it is awake. */
    void ask() {
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    /** How often the office was asked. */
    long asks() {
        return asks;
    }

    private void run() {
        while (!closing) {
            try {
                long patience = Math.max(every.toMillis(), PATIENCE * tookMillis);
                wanted.tryAcquire(patience, TimeUnit.MILLISECONDS);
                wanted.drainPermits();
                state(false);
                Thread.sleep(Math.max(LEAST_PAUSE.toMillis(), tookMillis));
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no shares from the office: {0}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "shares", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(every);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** @param last whether nothing more is wanted and all that is not used goes back */
    private void state(boolean last) throws IOException, InterruptedException {
        var systems = new ArrayList<Map<String, Object>>();
        long now = System.nanoTime();
        for (var permit : permits.all()) {
            var system = permit.system();
            if (last) {
                permits.forgo(system);
            }
            var stated = permits.state(system);
            var before = statedAt.get(system);
            if (stated == null || !last && before != null && !stated.moved() && now - before < renew.toNanos()) {
                continue;
            }
            statedAt.put(system, now);
            systems.add(said(permit, stated, last));
            if (systems.size() == MOST_AT_ONCE) {
                send(systems);
                systems.clear();
            }
        }
        if (!systems.isEmpty()) {
            send(systems);
        }
    }

    private static Map<String, Object> said(Permit permit, Stated stated, boolean last) {
        var lines = stated.lines().stream()
                .map(l -> map(
                        "cap", l.cap().id(),
                        "held", l.held(),
                        "used", l.used(),
                        "wanted", last ? l.held() : l.wanted()))
                .toList();
        return map("system", permit.system(), "day", stated.day(), "lines", lines);
    }

    private void send(List<Map<String, Object>> systems) throws IOException, InterruptedException {
        long before = System.nanoTime();
        asks++;
        var answer = line.shares(boot, ++turn, List.copyOf(systems));
        tookMillis = (System.nanoTime() - before) / 1_000_000;
        long until = before + TimeUnit.MILLISECONDS.toNanos(number(answer.get("millis")));
        for (var one : (List<?>) answer.getOrDefault("systems", List.of())) {
            var grant = (Map<?, ?>) one;
            var most = new EnumMap<Cap, Long>(Cap.class);
            var granted = grant.get("most") instanceof Map<?, ?> map ? map : Map.of();
            granted.forEach((id, amount) -> {
                var cap = Cap.of(String.valueOf(id));
                if (cap != null) {
                    most.put(cap, number(amount));
                }
            });
            permits.grant(
                    String.valueOf(grant.get("system")),
                    new Share(
                            LocalDate.parse(String.valueOf(grant.get("day"))),
                            most,
                            caps(grant.get("scarce")),
                            caps(grant.get("over")),
                            until));
        }
    }

    private static Set<Cap> caps(@Nullable Object ids) {
        Set<Cap> caps = EnumSet.noneOf(Cap.class);
        for (var id : ids instanceof List<?> list ? list : List.of()) {
            var cap = Cap.of(String.valueOf(id));
            if (cap != null) {
                caps.add(cap);
            }
        }
        return caps;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number n ? n.longValue() : 0;
    }

    /** Gives back what is not used, where the office can be reached. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        wanted.release();
        thread.join(Duration.ofSeconds(12));
        try {
            state(true);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.INFO, "what was not used of caps could not be given back: {0}", e.getMessage());
        }
    }

    /** Ends as a process that is killed does; for tests. */
    void abandon() {
        closing = true;
        thread.interrupt();
    }
}
