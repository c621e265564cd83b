package zhiheng.server.rooms.assess;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.upstream.Upstream;

/**
 * Who answers the calls of systems now, as the records of the gateway say. Kept in memory alone: after a restart the next call says it
 * again. The same is looked at once a minute, so that a call costs a look into a map.
 */
final class LiveModels {
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    /** Where a chat model answers; others may be asked for another model under the same route. */
    private static final Set<String> SURFACES = Set.of("chat/completions", "completions", "responses", "messages");

    /** Somebody answered a call of a system. */
    record Heard(String upstream, Served served, Instant time) {}

    private record Name(String system, String upstream, String asked) {}

    private record Looked(String system, String upstream, Served served) {}

    private final Map<Name, Heard> latest = new ConcurrentHashMap<>();
    private final Map<Looked, Instant> looked = new ConcurrentHashMap<>();
    private final Function<String, Optional<Upstream>> first;
    private final Clock clock;

    /** @param first the upstream of a system against which suites are run */
    LiveModels(Function<String, Optional<Upstream>> first, Clock clock) {
        this.first = first;
        this.clock = clock;
    }

    /** @param news is told each system whose answers may speak against something */
    void calls(List<Interaction> calls, Consumer<String> news) {
        for (var call : calls) {
            if (call.served().model().isEmpty() || call.status() >= 300 || !SURFACES.contains(call.surface())) {
                continue;
            }
            var heard = new Heard(call.upstream(), call.served(), call.time());
            put(latest, new Name(call.system(), heard.upstream, heard.served.asked()), heard);
            var key = new Looked(call.system(), heard.upstream, heard.served);
            var now = clock.instant();
            var before = looked.get(key);
            if (before == null || before.plus(AGAIN).isBefore(now)) {
                put(looked, key, now);
                news.accept(call.system());
            }
        }
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.size() >= MOST) {
            map.clear(); // callers choose names; what is forgotten is heard again
        }
        map.put(key, value);
    }

    int size() {
        return latest.size() + looked.size();
    }

    /** Who answers now and is not the model that a run asked. */
    Optional<Served> another(RunRow run) {
        return run.model().isEmpty() || latest.isEmpty()
                ? Optional.empty()
                : first.apply(run.system())
                        .flatMap(upstream -> latest.entrySet().stream()
                                .filter(e -> e.getKey().system.equals(run.system()))
                                .map(Map.Entry::getValue)
                                .filter(heard -> isAnother(run, upstream, heard))
                                .map(Heard::served)
                                .findFirst());
    }

    /** Only what came after the run from the same upstream, asked for the same, speaks against it. */
    static boolean isAnother(RunRow run, Upstream upstream, Heard heard) {
        if (!heard.upstream.equals(upstream.id()) || !heard.time.isAfter(since(run))) {
            return false;
        }
        if (run.settings().isEmpty()) { // a report from elsewhere does not say what was asked for
            return isAnother(run.model(), heard.served, false);
        }
        var model = RunSettings.read(run.settings()).model();
        var asked = upstream.models().getOrDefault(model, model);
        return (asked.isEmpty() || asked.equals(heard.served.asked())) && isAnother(run.model(), heard.served, true);
    }

    private static Instant since(RunRow run) {
        @Nullable Instant ended = run.ended();
        return ended == null ? run.time() : ended;
    }

    /**
     * Whether an answer is of another model than a run names: of another name, or of another fingerprint where both have one.
     *
     * @param names whether another name counts
     */
    static boolean isAnother(String run, Served served, boolean names) {
        if (run.equals(served.model())) {
            return false;
        }
        var prefix = served.model() + " ";
        return run.startsWith(prefix)
                ? !served.print().isEmpty() && !run.substring(prefix.length()).equals(served.print())
                : names;
    }
}
