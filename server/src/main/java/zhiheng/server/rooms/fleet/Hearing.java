package zhiheng.server.rooms.fleet;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;

/** Listens to the office for as long as the gateway runs, and holds the permits to what a gateway may do that hears nothing. */
final class Hearing {
    private static final System.Logger LOG = System.getLogger(Hearing.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int UNAUTHORIZED = 401;

    private final OfficeLine line;
    private final Followed followed;
    private final Permits permits;
    private final ShareRunner shares;
    private final LastWord last;
    private final Clock clock;
    private final Thread thread = Thread.ofVirtual().name("follower").unstarted(this::follow);
    private volatile boolean revoked;
    private volatile boolean leaving;
    private volatile boolean closing;
    private volatile String run = "";
    private volatile long seen;

    Hearing(OfficeLine line, Followed followed, Permits permits, ShareRunner shares, LastWord last, Clock clock) {
        this.line = line;
        this.followed = followed;
        this.permits = permits;
        this.shares = shares;
        this.last = last;
        this.clock = clock;
    }

    void begin() {
        thread.start();
    }

    void end() {
        closing = true;
        thread.interrupt();
    }

    /** Tells the office, where it hears, that this gateway takes no new calls. */
    void leave() {
        leaving = true;
        if (last.everHeard()) {
            Thread.ofVirtual().name("leaving").start(() -> {
                try {
                    line.follow(run, seen, 0, true);
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.DEBUG, "the office does not know that this gateway leaves", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Whether the office knows this gateway no more. */
    boolean revoked() {
        return revoked;
    }

    /** Makes the permits as strict as the time since the last word demands. */
    void tighten() {
        var floor = last.cutOff().floor(last.silent());
        var before = permits.floor();
        if (floor != before) {
            permits.atLeast(() -> floor);
            if (!last.everHeard() && followed.isEmpty()) {
                return; // a first start, on the way to its office
            }
            LOG.log(
                    floor == PermitState.OPEN ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    "the office was heard {0} s ago; no system is freer than {1} now",
                    last.silent().toSeconds(),
                    floor);
        }
    }

    private void follow() {
        var pause = FIRST_PAUSE;
        while (!closing) {
            try {
                long asked = System.nanoTime();
                var word = line.follow(run, seen, run.isEmpty() ? 0 : OfficeLine.WAIT_SECONDS, leaving);
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

    private void heard(long nanos, CutOff said) throws IOException {
        boolean other = !said.equals(last.cutOff());
        last.heard(nanos, said);
        tighten();
        last.note(other);
    }

    private void expelled() {
        try {
            followed.dropAll();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "what the office said could not be removed: {0}", e.getMessage());
        }
        if (!revoked) {
            revoked = true; // said when it is done
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the office knows this gateway no more; it answers no calls. Enrol it anew in an empty folder.");
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
}
