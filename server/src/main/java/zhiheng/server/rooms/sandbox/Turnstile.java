package zhiheng.server.rooms.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.base.Refusal;

/** Lets so many through in an hour by one address, and by all addresses to one thing. Forgets with the server's end. */
public final class Turnstile {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int REMEMBERED = 10_000;

    private record Window(Instant start, int count) {}

    private final Clock clock;
    private final int most;
    private final int mostOfAll;
    private final Map<String, Window> windows = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Turnstile(Clock clock, int most, int mostOfAll) {
        this.clock = clock;
        this.most = most;
        this.mostOfAll = mostOfAll;
    }

    public synchronized void pass(String address, String thing) {
        count("a " + address, most);
        count("t " + thing, mostOfAll);
    }

    private void count(String key, int limit) {
        var now = clock.instant();
        var window = windows.get(key);
        if (window == null || !now.isBefore(window.start().plus(WINDOW))) {
            window = new Window(now, 0);
        }
        if (window.count() >= limit) {
            throw Refusal.unavailable(
                    "提交过于频繁，请一小时后再试。您写的内容请先自行保存。",
                    "Too many came from here within an hour; try again in an hour, and keep what you wrote.",
                    null);
        }
        windows.put(key, new Window(window.start(), window.count() + 1));
    }
}
