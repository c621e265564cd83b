package zhiheng.server.ground.identity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whose password is looked at next. That costs memory and a tenth of a second, so few are at once: one for each address, addresses in
 * turn. A flood from one of them waits for itself and delays a person elsewhere by one look.
 */
final class Turns {
    /** Of the four that the memory is reckoned for; changes of passwords have the rest. */
    private static final int AT_ONCE = 2;

    private static final int WAITING_EACH = 8;
    private static final int WAITING_ALL = 2_000;
    private static final Duration SOON = Duration.ofSeconds(2);

    /** In the order of their next turn. */
    private final Map<String, ArrayDeque<Object>> waiting = new LinkedHashMap<>();

    private final Set<String> working = new HashSet<>();
    private int allWaiting;

    /** Waits for the turn of {@code site}; the caller gives it back. {@link TooManyAttempts} where too many wait already. */
    synchronized void take(String site) {
        var own = waiting.computeIfAbsent(site, s -> new ArrayDeque<>());
        if (own.size() >= WAITING_EACH || allWaiting >= WAITING_ALL) {
            throw new TooManyAttempts(SOON);
        }
        var ticket = new Object();
        own.add(ticket);
        allWaiting++;
        boolean interrupted = false;
        while (!isNext(site, ticket)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        own.remove();
        allWaiting--;
        waiting.remove(site);
        if (!own.isEmpty()) {
            waiting.put(site, own); // behind all others
        }
        working.add(site);
        notifyAll();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isNext(String site, Object ticket) {
        if (working.size() >= AT_ONCE) {
            return false;
        }
        for (var entry : waiting.entrySet()) {
            if (!working.contains(entry.getKey())) {
                return entry.getKey().equals(site) && entry.getValue().peek() == ticket;
            }
        }
        return false;
    }

    synchronized void give(String site) {
        working.remove(site);
        notifyAll();
    }
}
