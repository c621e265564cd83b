package zhiheng.server.rooms.sso;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import zhiheng.server.ground.identity.Secrets;

/** Who was sent to the provider and is not back yet, for ten minutes; a restart forgets them. Each comes back once. */
final class Journeys {
    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final int REMEMBERED = 10_000;

    /**
     * One way there and back.
     *
     * @param nonce comes back inside the ID token
     * @param verifier proves that who redeems the code is who asked for it (RFC 7636)
     * @param browser the secret that the browser keeps, so that an answer counts only where it was asked for
     * @param invitation the secret of a one-time link; "" for a plain sign-in
     */
    record Journey(
            String nonce,
            String verifier,
            String browser,
            String redirect,
            String invitation,
            String to,
            Instant until) {}

    private final Clock clock;
    private final Map<String, Journey> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Journey> eldest) {
            return size() > REMEMBERED;
        }
    };

    Journeys(Clock clock) {
        this.clock = clock;
    }

    /** Returns the state that comes back. */
    synchronized String begin(Journey journey) {
        var state = Secrets.random();
        open.put(state, journey);
        return state;
    }

    Journey fresh(String browser, String redirect, String invitation, String to) {
        return new Journey(
                Secrets.random(),
                Secrets.random(),
                browser,
                redirect,
                invitation,
                to,
                clock.instant().plus(LASTS));
    }

    synchronized Optional<Journey> end(String state, String browser) {
        var journey = open.get(state);
        if (journey == null || browser.isEmpty() || !Secrets.same(journey.browser(), browser)) {
            return Optional.empty();
        }
        open.remove(state);
        return Optional.of(journey).filter(j -> clock.instant().isBefore(j.until()));
    }
}
