package zhiheng.server.rooms.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.office.OfficeStore;
import zhiheng.office.registry.AiSystem;
import zhiheng.server.rooms.traffic.InteractionRows;

/**
 * The registry's answers and the calls in the database. Counting millions of calls takes seconds, and an alarm can come again every
 * second: a count stands for twenty times as long as it took, so that counting is never more than a twentieth of the work.
 */
public final class StoredSurroundings implements Surroundings {
    private static final int MOST_COUNTS = 1_000;
    private static final int REST = 20;

    private record Since(String system, Instant since) {}

    private record Counted(Scope scope, Instant until) {}

    private final OfficeStore store;
    private final InteractionRows interactions;
    private final Clock clock;
    private final Map<Since, Counted> counts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Since, Counted> eldest) {
            return size() > MOST_COUNTS;
        }
    };

    public StoredSurroundings(OfficeStore store, InteractionRows interactions, Clock clock) {
        this.store = store;
        this.interactions = interactions;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> answers(String system) {
        return store.read(tx -> store.in(tx).system(system))
                .map(AiSystem::facts)
                .orElse(Map.of());
    }

    @Override
    public synchronized Scope reach(String system, Instant since) {
        var key = new Since(system, since);
        var known = counts.get(key);
        if (known != null && clock.instant().isBefore(known.until)) {
            return known.scope;
        }
        var start = clock.instant();
        var count = interactions.count(system, since);
        var scope = new Scope(count.users() == 0 ? null : count.users(), count.calls());
        var end = clock.instant();
        counts.put(key, new Counted(scope, end.plus(Duration.between(start, end).multipliedBy(REST))));
        return scope;
    }
}
