package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts sign-ins per login and address, per address, and of all addresses from which nobody came in before: five, a hundred and a
 * thousand wrong ones within fifteen minutes, then wait until these are over. So a flood from many addresses guesses no more than
 * that, and shuts nobody out who comes from where somebody signed in since the start.
 */
final class Attempts {
    private static final int MOST = 5;
    /** Many people may share an address. */
    private static final int MOST_OF_SITE = 100;

    /** Of all strangers together, so that many addresses gain nothing over one. */
    private static final int MOST_OF_STRANGERS = 1_000;

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int REMEMBERED = 20_000;

    private record Window(Instant start, int count) {
        Instant end() {
            return start.plus(WINDOW);
        }

        Window oneLess() {
            return new Window(start, Math.max(0, count - 1));
        }
    }

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Addresses from which somebody came in. */
    private final Map<String, Boolean> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Window strangers = new Window(Instant.EPOCH, 0);

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Counts before the password is looked at, so that many at once gain nothing. */
    synchronized void begin(String login, String address) {
        count(key(login, address), MOST);
    }

    /** Counts those of a whole address, whatever the login: who tries one password on many people. */
    synchronized void beginFrom(String site) {
        count(key("", site), MOST_OF_SITE);
        if (!known.containsKey(site)) {
            strangers = oneMore(strangers, MOST_OF_STRANGERS);
        }
    }

    private void count(String key, int most) {
        windows.put(key, oneMore(windows.get(key), most));
    }

    private Window oneMore(@Nullable Window before, int most) {
        var now = clock.instant();
        var window = before == null || !now.isBefore(before.end()) ? new Window(now, 0) : before;
        if (window.count() >= most) {
            throw new TooManyAttempts(Duration.between(now, window.end()));
        }
        return new Window(window.start(), window.count() + 1);
    }

    synchronized void succeeded(String login, String address) {
        windows.remove(key(login, address));
    }

    /** One right password takes one wrong one off, no more: who has an account must not try those of others for ever. */
    synchronized void succeededFrom(String site) {
        windows.computeIfPresent(key("", site), (key, window) -> window.oneLess());
        if (known.put(site, true) == null) {
            strangers = strangers.oneLess();
        }
    }

    private static String key(String login, String address) {
        return address + " " + login;
    }
}
