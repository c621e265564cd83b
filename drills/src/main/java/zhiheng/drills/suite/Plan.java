package zhiheng.drills.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which prompt is asked next, and when: a state machine without clock or network of its own. Prompts come in an order drawn by a seed,
 * group after group and origin after origin, so that a run that ends early has seen some of everything.
 */
public final class Plan {
    private static final int MOST_TRIES = 4;
    private static final int GIVE_UP_AFTER = 24;

    /** What is to be done now. */
    public sealed interface Step {
        record Ask(Probe probe) implements Step {}

        /** Nothing before this much time has passed or an answer has come. */
        record Wait(Duration time) implements Step {}

        record End(Reason reason) implements Step {}
    }

    /** Why a run ended. */
    public enum Reason {
        ALL_ASKED,
        CALLS_SPENT,
        TOKENS_SPENT,
        COST_SPENT,
        TIME_SPENT,
        UPSTREAM_GONE,
        STOPPED
    }

    private record Later(Probe probe, Instant from) {}

    private final Budget budget;
    private final Deque<Probe> waiting;
    private final PriorityQueue<Later> later =
            new PriorityQueue<>((a, b) -> a.from().compareTo(b.from()));
    private final Map<String, Integer> tries = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private @Nullable Instant start;
    private @Nullable Instant nextFrom;
    private @Nullable Reason stopped;
    private int underWay;
    private long calls;
    private long tokens;
    private int failedInARow;

    /** @param order see {@link #order} */
    public Plan(List<Probe> order, Budget budget) {
        this.waiting = new ArrayDeque<>(order);
        this.budget = budget;
    }

    /** The prompts in an order drawn by {@code seed}; two sides of a pair stay together. */
    public static List<Probe> order(List<Probe> probes, long seed) {
        var random = new Random(seed);
        var byGroup = new LinkedHashMap<String, Map<String, List<List<Probe>>>>();
        var units = new LinkedHashMap<String, List<Probe>>();
        probes.forEach(p -> units.computeIfAbsent(p.pair().isEmpty() ? p.id() : p.pair(), k -> new ArrayList<>())
                .add(p));
        for (var unit : units.values()) {
            var first = unit.getFirst();
            byGroup.computeIfAbsent(first.part() + " " + first.group(), k -> new LinkedHashMap<>())
                    .computeIfAbsent(first.origin(), k -> new ArrayList<>())
                    .add(unit);
        }
        var queues = new ArrayList<Deque<List<Probe>>>();
        for (var group : byGroup.values()) {
            var origins = new ArrayList<>(group.values());
            java.util.Collections.shuffle(origins, random);
            origins.forEach(o -> java.util.Collections.shuffle(o, random));
            queues.add(inTurn(origins.stream().map(ArrayDeque::new).toList()));
        }
        var result = new ArrayList<Probe>(probes.size());
        inTurn(queues).forEach(result::addAll);
        return result;
    }

    /** One of each, then the next of each, until all are empty. */
    private static <T> Deque<T> inTurn(List<? extends Deque<T>> queues) {
        var result = new ArrayDeque<T>();
        boolean any = true;
        while (any) {
            any = false;
            for (var queue : queues) {
                var one = queue.poll();
                if (one != null) {
                    result.add(one);
                    any = true;
                }
            }
        }
        return result;
    }

    /** From now on no prompt of this part is asked: what is known of it is clear. */
    public void settle(String part) {
        settled.add(part);
    }

    /** Asks nothing more. */
    public void stop() {
        stopped = Reason.STOPPED;
    }

    public Step next(Instant now) {
        if (start == null) {
            start = now;
            nextFrom = now;
        }
        var over = over(now);
        if (over != null) {
            return underWay > 0 ? new Step.Wait(Duration.ofSeconds(1)) : new Step.End(over);
        }
        if (underWay >= budget.atOnce()) {
            return new Step.Wait(Duration.ofSeconds(1));
        }
        if (nextFrom != null && now.isBefore(nextFrom)) {
            return new Step.Wait(Duration.between(now, nextFrom));
        }
        var repeat = later.peek();
        if (repeat != null && !now.isBefore(repeat.from())) {
            later.remove();
            return ask(repeat.probe(), now);
        }
        while (!waiting.isEmpty()) {
            var probe = waiting.remove();
            if (!settled.contains(probe.part())) {
                return ask(probe, now);
            }
        }
        if (repeat != null) {
            return new Step.Wait(Duration.between(now, repeat.from()));
        }
        return underWay > 0 ? new Step.Wait(Duration.ofSeconds(1)) : new Step.End(Reason.ALL_ASKED);
    }

    private @Nullable Reason over(Instant now) {
        if (stopped != null) {
            return stopped;
        }
        if (calls >= budget.calls() && (!waiting.isEmpty() || !later.isEmpty())) {
            return Reason.CALLS_SPENT;
        }
        if (tokens >= budget.tokens()) {
            return Reason.TOKENS_SPENT;
        }
        if (tokens / 1000.0 * budget.perThousand() > budget.cost()) {
            return Reason.COST_SPENT;
        }
        if (start != null && now.isAfter(start.plus(budget.time()))) {
            return Reason.TIME_SPENT;
        }
        return failedInARow >= Math.max(GIVE_UP_AFTER, 3 * budget.atOnce()) ? Reason.UPSTREAM_GONE : null;
    }

    private Step ask(Probe probe, Instant now) {
        calls++;
        underWay++;
        var gap = Duration.ofNanos((long) (1e9 / budget.perSecond()));
        // Whoever was late may not catch up by a burst of more than a tenth of a second.
        var earliest = now.minusMillis(100);
        var from = nextFrom == null || nextFrom.isBefore(earliest) ? earliest : nextFrom;
        nextFrom = from.plus(gap);
        return new Step.Ask(probe);
    }

    /** Takes an answer in. @return whether it stands; false where the prompt will be asked again */
    public boolean answered(Probe probe, Answer answer, Instant now) {
        underWay--;
        tokens += answer.tokens();
        failedInARow = answer.outcome() == Answer.Outcome.SAID ? 0 : failedInARow + 1;
        if (answer.outcome() != Answer.Outcome.BUSY) {
            return true;
        }
        int tried = tries.merge(probe.id(), 1, Integer::sum);
        if (tried >= MOST_TRIES) {
            return true;
        }
        var wait = Duration.ofSeconds(Math.max(answer.waitSeconds(), 1L << (tried - 1)));
        later.add(new Later(probe, now.plus(wait)));
        if (answer.waitSeconds() > 0) {
            nextFrom = now.plusSeconds(answer.waitSeconds()); // it asked for quiet, not only about this prompt
        }
        return false;
    }

    public long calls() {
        return calls;
    }

    public long tokens() {
        return tokens;
    }

    public double cost() {
        return tokens / 1000.0 * budget.perThousand();
    }
}
