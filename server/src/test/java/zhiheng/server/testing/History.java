package zhiheng.server.testing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What clients saw of registers that are read and compared-and-set, and whether it can be explained by one register that did one thing
 * at a time, each between its call and its answer: linearizability (Herlihy and Wing, 1990), searched for as Wing and Gong (1993) do,
 * with what was tried remembered as Lowe (2017) does. What was never answered may have been done at any time after its call, or never.
 */
public final class History {
    /** What was asked and answered. */
    public sealed interface Op {}

    /** Read, and saw this. */
    public record Read(String seen) implements Op {}

    /** Set where {@code expected} stood; was told that it was done. */
    public record Swap(String expected, String value) implements Op {}

    /** Was told that something else than {@code expected} stood there. */
    public record Refused(String expected) implements Op {}

    /** As {@link Swap}, and nobody knows. */
    public record Unknown(String expected, String value) implements Op {}

    private record Event(String key, Op op, long call, long end) {}

    private record Tried(BitSet done, String state) {}

    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();

    /** Notes what was called at {@code call}, by {@link System#nanoTime}, and has just ended. */
    public void note(String key, Op op, long call) {
        events.add(new Event(key, op, call, op instanceof Unknown ? Long.MAX_VALUE : System.nanoTime()));
    }

    public int size() {
        return events.size();
    }

    public long sets() {
        return events.stream().filter(e -> e.op() instanceof Swap).count();
    }

    public long unknown() {
        return events.stream().filter(e -> e.op() instanceof Unknown).count();
    }

    /** The longest time in which nothing was set, in milliseconds. */
    public long longestPauseMillis() {
        var ends = events.stream()
                .filter(e -> e.op() instanceof Swap)
                .map(Event::end)
                .sorted()
                .toList();
        long longest = 0;
        for (int i = 1; i < ends.size(); i++) {
            longest = Math.max(longest, ends.get(i) - ends.get(i - 1));
        }
        return longest / 1_000_000;
    }

    /** Of each key whose history no single register can have, how far it can be explained, and what comes next and cannot. */
    public List<String> wrong(Map<String, String> initial) {
        var wrong = new ArrayList<String>();
        events.stream().collect(Collectors.groupingBy(Event::key)).forEach((key, history) -> {
            var all = new ArrayList<>(history);
            all.sort(Comparator.comparingLong(Event::call));
            var tried = new HashSet<Tried>();
            if (!search(all, new BitSet(), Objects.requireNonNull(initial.get(key)), tried)) {
                wrong.add(key + ": " + stuck(all, tried));
            }
        });
        return wrong;
    }

    private static String stuck(List<Event> all, Set<Tried> tried) {
        var deepest = tried.stream()
                .max(Comparator.comparingInt(t -> t.done().cardinality()))
                .orElseThrow();
        long begun = all.getFirst().call();
        int first = IntStream.range(0, all.size())
                .filter(i -> !deepest.done().get(i) && !(all.get(i).op() instanceof Unknown))
                .findFirst()
                .orElseThrow();
        return "explained up to \"" + deepest.state() + "\", not all of\n"
                + IntStream.range(Math.max(0, first - 12), Math.min(all.size(), first + 12))
                        .mapToObj(i -> (deepest.done().get(i) ? "  " : "? ")
                                + all.get(i).op() + " from "
                                + (all.get(i).call() - begun) / 1_000 + " to "
                                + (all.get(i).end() - begun) / 1_000)
                        .collect(Collectors.joining("\n"));
    }

    private static boolean search(List<Event> all, BitSet done, String state, HashSet<Tried> tried) {
        // iterative where nothing is to be chosen would be longer to read; histories of one key are short
        if (!tried.add(new Tried((BitSet) done.clone(), state))) {
            return false;
        }
        long firstEnd = Long.MAX_VALUE;
        boolean over = true;
        for (int i = done.nextClearBit(0); i < all.size(); i = done.nextClearBit(i + 1)) {
            firstEnd = Math.min(firstEnd, all.get(i).end());
            over &= all.get(i).op() instanceof Unknown;
        }
        if (over) {
            return true; // what nobody knows need not have been done
        }
        for (int i = done.nextClearBit(0); i < all.size(); i = done.nextClearBit(i + 1)) {
            var event = all.get(i);
            if (event.call() > firstEnd) {
                break;
            }
            var next = after(event.op(), state);
            if (next != null) {
                done.set(i);
                if (search(all, done, next, tried)) {
                    return true;
                }
                done.clear(i);
            }
        }
        return false;
    }

    /** The register afterwards; null where it cannot have been so. */
    private static String after(Op op, String state) {
        return switch (op) {
            case Read(var seen) -> seen.equals(state) ? state : null;
            case Swap(var expected, var value) -> expected.equals(state) ? value : null;
            case Refused(var expected) -> expected.equals(state) ? null : state;
            case Unknown(var expected, var value) -> expected.equals(state) ? value : null;
        };
    }
}
