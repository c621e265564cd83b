package zhiheng.server.ground.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets thirty events of a kind from one address through in a minute and counts the others, so that nobody can wash the log out by
 * knocking. Changes and entries pass always.
 */
final class Floods {
    private static final int MOST = 30;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 5_000;

    private record Key(SecurityEvent.Kind kind, String address, String actor) {}

    private record Window(Instant start, int passed, int held, SecurityEvent last) {}

    private final Map<Key, Window> windows = new LinkedHashMap<>();

    /** What is to be noted now: the event, nothing, or the number of those held back and the event. */
    synchronized List<SecurityEvent> take(SecurityEvent event) {
        switch (event.kind()) {
            case SIGNED_IN, SIGNED_OUT, TOKEN_USED, CHANGED, MORE, LOST -> {
                return List.of(event);
            }
            case SIGN_IN_FAILED, LOCKED_OUT, REFUSED, TOKEN_REFUSED -> {}
        }
        var out = new ArrayList<SecurityEvent>();
        var key = new Key(event.kind(), event.address(), event.actor());
        var window = windows.get(key);
        if (window == null || !event.at().isBefore(window.start().plus(WINDOW))) {
            if (window != null) {
                count(window, event.at(), out);
            }
            window = new Window(event.at(), 0, 0, event);
        }
        if (window.passed() < MOST) {
            out.add(event);
            windows.put(key, new Window(window.start(), window.passed() + 1, window.held(), event));
        } else {
            windows.put(key, new Window(window.start(), window.passed(), window.held() + 1, event));
        }
        if (windows.size() > REMEMBERED) {
            var eldest = windows.entrySet().iterator();
            count(eldest.next().getValue(), event.at(), out);
            eldest.remove();
        }
        return out;
    }

    /** The numbers not told yet. */
    synchronized List<SecurityEvent> rest(Instant now) {
        var out = new ArrayList<SecurityEvent>();
        windows.values().forEach(window -> count(window, now, out));
        windows.clear();
        return out;
    }

    private static void count(Window window, Instant now, List<SecurityEvent> out) {
        if (window.held() > 0) {
            var last = window.last();
            out.add(new SecurityEvent(
                    now,
                    SecurityEvent.Kind.MORE,
                    last.actor(),
                    "",
                    last.address(),
                    last.kind() + " " + window.held(),
                    last.request()));
        }
    }
}
