package zhiheng.server.rooms.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes what waits for one receiver to it, oldest first, trying again with ever longer pauses. */
final class Delivery implements AutoCloseable {
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final NotificationRows rows;
    private final String name;
    private final String host;
    private final Webhook webhook;
    private final Clock clock;
    private final Seldom log = new Seldom();
    private Duration pause = FIRST_PAUSE;
    private volatile @Nullable Instant taken;
    private volatile String trouble = "";
    private volatile int refused;
    private volatile int tries;
    private volatile @Nullable Instant next;

    Delivery(NotificationRows rows, Receiver to, Clock clock) {
        this.rows = rows;
        this.name = to.name();
        this.host = to.address().getHost();
        this.webhook = new Webhook(to, clock);
        this.clock = clock;
    }

    /** Until interrupted. */
    void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(attempt());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends the oldest, if any. One sent but not yet struck off when the machine fails is sent again, under the same key.
     *
     * @return until the next try
     */
    Duration attempt() throws InterruptedException {
        try {
            var first = rows.first(name);
            if (first.isEmpty()) {
                return LOOK_EVERY;
            }
            switch (webhook.post(first.get())) {
                case Webhook.Result.Taken() -> {
                    rows.remove(first.get().id());
                    taken = clock.instant();
                }
                case Webhook.Result.Refused(var why) -> {
                    rows.remove(first.get().id());
                    refused++;
                    log.warn(
                            "{0} refused notification {1} ({2}); it is not sent again",
                            name, first.get().id(), why);
                }
                case Webhook.Result.Failed(var why) -> {
                    return failed(why);
                }
            }
            trouble = "";
            tries = 0;
            next = null;
            pause = FIRST_PAUSE;
            return Duration.ZERO;
        } catch (RuntimeException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    /** @return until the next try */
    private Duration failed(String why) {
        trouble = why;
        log.warn("{0} takes no notifications ({1}); they wait and are tried again", name, why);
        var now = pause;
        tries++;
        next = clock.instant().plus(now);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return now;
    }

    Standing standing() {
        var waiting = rows.waiting(name);
        return new Standing(host, taken, waiting.count(), waiting.since(), trouble, refused, tries, next);
    }

    @Override
    public void close() {
        webhook.close();
    }
}
