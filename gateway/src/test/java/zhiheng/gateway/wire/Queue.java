package zhiheng.gateway.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import zhiheng.gateway.Held;
import zhiheng.gateway.Held.Stage;
import zhiheng.gateway.Reviews;

/** A review queue in memory. */
final class Queue implements Reviews {
    private final List<Held> held = new ArrayList<>();
    private final Map<String, Boolean> decisions = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, CompletableFuture<Void>> awaited = new HashMap<>();
    boolean full;

    @Override
    public synchronized Instant hold(Held h) {
        if (full) {
            throw new IllegalStateException("full");
        }
        held.add(h);
        notifyAll();
        return Instant.MAX;
    }

    synchronized Held only() throws InterruptedException {
        while (held.isEmpty()) {
            wait(10_000);
        }
        return held.getFirst();
    }

    synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    synchronized int size() {
        return held.size();
    }

    synchronized void decide(String id, boolean release) {
        decisions.put(id, release);
        var waits = awaited.get(id);
        if (waits != null) {
            waits.complete(null);
        }
    }

    @Override
    public synchronized Ruling fetch(String system, String id) {
        var found = held.stream()
                .filter(h -> h.id().equals(id) && h.system().equals(system))
                .findFirst();
        if (found.isEmpty()) {
            return new Ruling.Unknown();
        }
        var decision = decisions.get(id);
        if (decision == null) {
            return new Ruling.Waiting(Instant.MAX);
        }
        if (!decision) {
            return new Ruling.Rejected("not like this", "officer");
        }
        return found.get().stage() == Stage.OUT || taken.add(id)
                ? new Ruling.Released(found.get(), "officer")
                : new Ruling.Gone();
    }

    @Override
    public synchronized CompletionStage<Void> decided(String id, Duration most) {
        var waits = new CompletableFuture<Void>().completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS);
        awaited.put(id, waits);
        return waits;
    }
}
