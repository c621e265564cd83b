package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who gave the right password and owes a code, for five minutes; a restart forgets them. */
final class Tickets {
    private static final Duration LASTS = Duration.ofMinutes(5);
    private static final int REMEMBERED = 10_000;

    private record Ticket(String personId, Instant until) {}

    private final Clock clock;
    private final Map<String, Ticket> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ticket> eldest) {
            return size() > REMEMBERED;
        }
    };

    Tickets(Clock clock) {
        this.clock = clock;
    }

    synchronized String give(String personId) {
        var secret = Secrets.random();
        open.put(Secrets.hash(secret), new Ticket(personId, clock.instant().plus(LASTS)));
        return secret;
    }

    synchronized Optional<String> holder(String secret) {
        return Optional.ofNullable(open.get(Secrets.hash(secret)))
                .filter(ticket -> clock.instant().isBefore(ticket.until()))
                .map(Ticket::personId);
    }

    synchronized void take(String secret) {
        open.remove(Secrets.hash(secret));
    }
}
