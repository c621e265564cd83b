package zhiheng.gateway.permit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.Ask;

/**
 * The permits in force. Reading one costs a map look-up; a change is seen by the next call. They change only through
 * {@link #change}, which first makes the stricter of the two states hold, then writes the entry, then the new permit: a crash
 * between any two steps leaves a system no freer than it was before or is meant to be.
 */
public final class Permits {
    /** Writes the act into the ledger, with the evidence that led to it, if any. @return its index there */
    public interface Recorder {
        long record(Permit before, Permit after, String actor, String reason, Map<String, ?> evidence);
    }

    private record Held(Permit permit, Usage usage) {}

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final PermitStore store;
    private final Recorder recorder;
    private final Clock clock;

    /** Loads stored permits; after an interrupted change the stricter state wins. */
    public Permits(PermitStore store, Recorder recorder, Clock clock) {
        this.store = store;
        this.recorder = recorder;
        this.clock = clock;
        for (var permit : store.load()) {
            held.put(permit.system(), new Held(permit, new Usage()));
        }
    }

    public List<Permit> all() {
        return held.values().stream().map(Held::permit).toList();
    }

    public @Nullable Permit of(String system) {
        var h = held.get(system);
        return h == null ? null : h.permit;
    }

    public @Nullable Used used(String system) {
        var h = held.get(system);
        return h == null ? null : h.usage.used();
    }

    /** As {@link #change(Permit, String, String, Map)}, on nothing but the reason. */
    public Permit change(Permit wanted, String actor, String reason) {
        return change(wanted, actor, reason, Map.of());
    }

    /**
     * The only way a permit changes.
     *
     * @param evidence goes into the ledger beside the reason, as JSON
     * @return the new permit, numbered
     * @throws Refusal when someone else changed it first
     */
    public synchronized Permit change(Permit wanted, String actor, String reason, Map<String, ?> evidence) {
        var now = held.get(wanted.system());
        var before = now == null ? wanted.with(PermitState.STOPPED).numbered(0) : now.permit;
        if (now != null && wanted.version() != before.version()) {
            throw Refusal.conflict(
                    "许可已被他人修改：请在第 " + before.version() + " 版上重做。",
                    "The permit was changed by someone else: do it again on version " + before.version() + ".");
        }
        var after = wanted.numbered(before.version() + 1);
        var meanwhile = before.with(before.state().stricter(after.state()));
        var usage = now == null ? new Usage() : now.usage;
        held.put(after.system(), new Held(meanwhile, usage)); // a stop holds from here on, whatever the disk does
        store.intend(meanwhile, after);
        recorder.record(before, after, actor, reason, evidence);
        store.commit(after);
        held.put(after.system(), new Held(after, usage));
        return after;
    }

    /** What holds for a system now; stopped without a permit or after its time. */
    public PermitState stateNow(String system) {
        var h = held.get(system);
        return h == null ? PermitState.STOPPED : h.permit.stateAt(clock.instant());
    }

    /** Decides about a call and counts it. */
    public Decision decide(String system, Ask ask) {
        var h = held.get(system);
        if (h == null) {
            return new Decision.Refuse(Clause.NO_PERMIT, 0, "", 0, system);
        }
        var permit = h.permit;
        var now = clock.instant();
        var state = permit.stateAt(now);
        var refusal = Rules.refusal(permit, state, ask, now);
        if (refusal != null) {
            return refusal;
        }
        var zone = permit.scope().zone();
        var cap = h.usage.take(permit.capsInForce(), ask.user(), zone, now);
        if (cap != null) {
            return Rules.refuse(permit, cap, "", retryAfter(cap, h.usage, now));
        }
        return new Decision.Pass(permit, state, new Lease(h.usage));
    }

    private static long retryAfter(Clause cap, Usage usage, Instant now) {
        return switch (cap) {
            case CALLS_PER_SECOND, CONCURRENT -> 1;
            case CALLS_PER_DAY, USERS_PER_DAY, TOKENS_PER_DAY -> usage.secondsToTomorrow(now);
            default -> 0;
        };
    }

    /** Counts a call that the journal remembers from before a restart. */
    public void recall(String system, @Nullable Long userHash, long tokens, Instant at) {
        var h = held.get(system);
        if (h != null) {
            h.usage.recall(userHash, tokens, h.permit.scope().zone(), at, clock.instant());
        }
    }
}
