package zhiheng.server.ground.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts sign-ins per login and address, and per address: five and a hundred wrong ones within fifteen minutes, then wait until these
 * are over.
 */
final class Attempts {
    private static final int MOST = 5;
    /** Many people may share an address. */
    private static final int MOST_OF_SITE = 100;

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int REMEMBERED = 20_000;

    private record Window(Instant start, int count) {}

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > REMEMBERED;
        }
    };

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
    }

    private void count(String key, int most) {
        var now = clock.instant();
        var window = windows.get(key);
        if (window == null || !now.isBefore(window.start().plus(WINDOW))) {
            window = new Window(now, 0);
        }
        if (window.count() >= most) {
            throw new TooManyAttempts(Duration.between(now, window.start().plus(WINDOW)));
        }
        windows.put(key, new Window(window.start(), window.count() + 1));
    }

    synchronized void succeeded(String login, String address) {
        windows.remove(key(login, address));
    }

    /** One right password takes one wrong one off, no more: who has an account must not try those of others for ever. */
    synchronized void succeededFrom(String site) {
        windows.computeIfPresent(
                key("", site), (key, window) -> new Window(window.start(), Math.max(0, window.count() - 1)));
    }

    private static String key(String login, String address) {
        return address + " " + login;
    }
}
