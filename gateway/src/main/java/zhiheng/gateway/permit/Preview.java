package zhiheng.gateway.permit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.Interaction;

/**
 * What a permit would have said to calls that came: they are taken in the order of time and decided by the rules and counters that
 * decide about live ones. Begin at the start of a day of the permit's zone, when counters stand at 0. Exact as far as the records
 * go: times are known to the millisecond, and a call that was refused has no answer whose tokens and time could count.
 */
public final class Preview {
    private static final int MOST_EXAMPLES = 12;

    /**
     * What came of it.
     *
     * @param calls that asked the permit; {@code unread} could not be read and asked nothing
     * @param passed by the wanted permit; {@code passedThen} by the one in force when they came
     * @param refused by the wanted permit, how many by which clause; {@code refusedThen} what really happened
     * @param stopped passed then and would be refused now; {@code freed} the other way round, their tokens and time counted as none
     * @param users who would have met with a refusal they did not meet with, as far as calls name users
     * @param elsewhere refused then by something a permit does not decide alone (a label that could not be written, a store that was
     *     down, a queue that was full); counted as passing
     * @param newInspectors asked for now and not before: what they would find is not known
     * @param examples the first calls that would be refused now and were not
     */
    public record Outcome(
            long calls,
            long unread,
            long passed,
            long passedThen,
            Map<String, Long> refused,
            Map<String, Long> refusedThen,
            long stopped,
            long freed,
            long users,
            long elsewhere,
            Set<String> newInspectors,
            List<Example> examples) {}

    /** A call that would now be refused. */
    public record Example(Interaction call, Clause clause, String detail) {}

    private record Running(long endMicros, long tokens) {}

    private final Permit wanted;
    private final Caps caps;
    private final Set<String> newInspectors;
    private final Usage usage = new Usage();
    private final PriorityQueue<Running> running =
            new PriorityQueue<>((one, other) -> Long.compare(one.endMicros, other.endMicros));
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> refusedThen = new TreeMap<>();
    private final Set<Long> users = new HashSet<>();
    private final List<Example> examples = new ArrayList<>();
    private long calls;
    private long unread;
    private long stopped;
    private long freed;
    private long elsewhere;

    /** @param before the inspectors that ran when the calls came, as far as is known */
    public Preview(Permit wanted, Set<String> before) {
        this.wanted = wanted;
        caps = wanted.capsInForce();
        newInspectors = new TreeSet<>(wanted.terms().inspectors());
        newInspectors.removeAll(before);
    }

    /** The next call, in the order of time. */
    public void take(Interaction call) {
        if (call.permitVersion() == 0 && call.clause().isEmpty()) {
            unread++;
            return;
        }
        calls++;
        boolean passedThen = call.clause().isEmpty();
        if (!passedThen) {
            refusedThen.merge(call.clause(), 1L, Long::sum);
        }
        var refusal = decide(call);
        if (refusal != null) {
            refused.merge(refusal.clause().id(), 1L, Long::sum);
            if (passedThen) {
                stop(call, refusal);
            }
        } else if (!passedThen) {
            if (beyondAPermit(call.clause())) {
                elsewhere++;
            } else {
                freed++;
            }
        }
    }

    private void stop(Interaction call, Decision.Refuse refusal) {
        stopped++;
        if (call.userHash() != null) {
            users.add(call.userHash());
        }
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(new Example(call, refusal.clause(), refusal.detail()));
        }
    }

    private Decision.@Nullable Refuse decide(Interaction call) {
        var now = call.time();
        long micros = now.toEpochMilli() * 1_000;
        while (!running.isEmpty() && running.element().endMicros <= micros) {
            usage.spend(running.remove().tokens);
            usage.release();
        }
        var state = wanted.stateAt(now);
        var refusal =
                Rules.refusal(wanted, state, call.ask(), now, !call.surface().startsWith(Interaction.MCP));
        if (refusal != null) {
            return refusal;
        }
        var cap = usage.take(caps, call.ask(), wanted.scope().zone(), now);
        if (cap != null) {
            return Rules.refuse(wanted, cap, "", 0);
        }
        running.add(new Running(micros + call.micros(), call.tokensIn() + call.tokensOut()));
        return inspection(call, state);
    }

    /** What the kinds that were found lead to now; kinds of inspectors that are no longer asked for would not be found. */
    private Decision.@Nullable Refuse inspection(Interaction call, PermitState state) {
        var worst = Terms.Action.NOTE;
        var why = "";
        for (var found : call.detections().keySet()) {
            var kind = found.substring(found.indexOf(':') + 1);
            var family = FindingFamily.of(kind);
            if (family == FindingFamily.CONTAIN || kind.equals(FindingKind.TOOL_APPROVAL.id())) {
                var action = contained(kind);
                worst = action.compareTo(worst) > 0 ? action : worst;
                why = action == worst ? kind : why;
                continue;
            }
            if (family == FindingFamily.TOOL) {
                if (asksForTools()) {
                    return Rules.refuse(wanted, Clause.TOOL, kind, 0);
                }
                continue;
            }
            var action = runs(kind) ? wanted.terms().action(kind) : Terms.Action.NOTE;
            if (action.compareTo(worst) > 0) {
                worst = action;
                why = kind;
            }
        }
        if (worst == Terms.Action.REFUSE) {
            return Rules.refuse(wanted, Clause.INSPECTION, why, 0);
        }
        if (worst == Terms.Action.HOLD || state == PermitState.REVIEW) {
            return Rules.refuse(wanted, Clause.REVIEW, why, 0);
        }
        return null;
    }

    /** What was contained then would be now, where the permit contains anything; how strictly for a tool is not known from a record. */
    private Terms.Action contained(String kind) {
        if (wanted.containment().isEmpty()) {
            return Terms.Action.NOTE;
        }
        boolean link = kind.equals(FindingKind.CONTAIN_LINK.id());
        return wanted.terms().action(kind, link ? Terms.Action.MASK : Terms.Action.HOLD);
    }

    private boolean asksForTools() {
        return !wanted.scope().tools().isEmpty()
                || !wanted.scope().toolSchemas().isEmpty();
    }

    /** Whether an inspector that finds this kind runs under the wanted permit; others are taken as found. */
    private boolean runs(String kind) {
        var family = FindingFamily.of(kind);
        return family == null || family.isReportedBy(wanted.terms().inspectors(), kind);
    }

    private static boolean beyondAPermit(String clause) {
        return clause.equals(Clause.ORIGIN.id())
                || clause.equals(Clause.LABEL_IMPOSSIBLE.id())
                || clause.equals(Clause.STORE_DOWN.id())
                || clause.equals(Clause.INSPECTOR_MISSING.id())
                || clause.equals(Clause.REVIEW_IMPOSSIBLE.id());
    }

    /** What came of the calls taken so far. */
    public Outcome outcome() {
        return new Outcome(
                calls,
                unread,
                calls - sum(refused),
                calls - sum(refusedThen),
                Map.copyOf(refused),
                Map.copyOf(refusedThen),
                stopped,
                freed,
                users.size(),
                elsewhere,
                Set.copyOf(newInspectors),
                List.copyOf(examples));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
