package zhiheng.server.rooms.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What changed, for gateways that ask: each change of a system has a number, and a gateway that names the last number it saw is told of
 * the systems that changed since, or waits until one does. Numbers are of this run of this server: to one that names another run all
 * systems are told.
 */
final class Bulletin {
    /** @param all whether systems that are not named are there no more */
    record News(long upTo, boolean all, Map<String, String> systems) {}

    private record Kept(long number, String word) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Kept> words = new ConcurrentHashMap<>();
    private final String run;
    private final Function<String, SystemWord> word;
    private long last;
    private long nudges;
    private boolean closed;

    /**
     * @param run names this run
     * @param systems those that there are now
     * @param word what there is to say of a system now
     */
    Bulletin(String run, Iterable<String> systems, Function<String, SystemWord> word) {
        this.run = run;
        this.word = word;
        systems.forEach(this::change);
    }

    String run() {
        return run;
    }

    /** Something of a system is another. Quick: called where it changed. */
    void change(String system) {
        lock.lock();
        try {
            numbers.put(system, ++last);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits now is answered, with nothing where nothing changed. */
    void nudge() {
        lock.lock();
        try {
            nudges++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any longer. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something that {@code member} may know changed, or {@code most} is over.
     *
     * @param seen the last number that the gateway has
     */
    News since(Member member, String seenRun, long seen, Duration most) throws InterruptedException {
        boolean all = !seenRun.equals(run) || seen > last();
        long left = most.toNanos();
        var named = new ArrayList<String>();
        long upTo;
        lock.lock();
        try {
            long before = nudges;
            while (!collect(member, all ? 0 : seen, named) && !all && left > 0 && !closed && nudges == before) {
                left = changed.awaitNanos(left);
            }
            upTo = last;
        } finally {
            lock.unlock();
        }
        var systems = new LinkedHashMap<String, String>();
        for (var system : named) {
            systems.put(system, said(system));
        }
        return new News(upTo, all, systems);
    }

    private long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    private boolean collect(Member member, long seen, List<String> into) {
        into.clear();
        numbers.forEach((system, number) -> {
            if (number > seen && member.knows(system)) {
                into.add(system);
            }
        });
        return !into.isEmpty();
    }

    /** How many of the systems that a gateway may know have changed since the number that it has. */
    int behind(Member member, String seenRun, long seen) {
        var named = new ArrayList<String>();
        lock.lock();
        try {
            collect(member, seenRun.equals(run) ? seen : 0, named);
        } finally {
            lock.unlock();
        }
        return named.size();
    }

    /** Said once for all gateways. What changes meanwhile has a higher number and is told next. */
    private String said(String system) {
        long number;
        lock.lock();
        try {
            number = numbers.getOrDefault(system, 0L);
        } finally {
            lock.unlock();
        }
        var kept = words.get(system);
        if (kept == null || kept.number() < number) {
            kept = new Kept(number, word.apply(system).write());
            words.put(system, kept);
        }
        return kept.word();
    }
}
