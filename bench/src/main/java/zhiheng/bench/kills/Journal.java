package zhiheng.bench.kills;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the server said it had done, kept outside of it. */
final class Journal {
    /** Acts as {@code name key}, see {@link Verdict}. */
    final Set<String> acts = ConcurrentHashMap.newKeySet();

    /** Permit changes that hold and were said not to be written yet (202), but to be noted on disk. */
    final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    /** Those of which the answer said that they were not even noted, so that the end of the process loses them. */
    final Set<String> unnoted = ConcurrentHashMap.newKeySet();

    /** Model calls by their ids. */
    final Set<String> calls = ConcurrentHashMap.newKeySet();

    /** The highest version of a system that was told. */
    final Map<String, Long> versions = new ConcurrentHashMap<>();

    /** Answers that are neither done, nor refused as they should be, with how often. */
    final Map<String, Long> strange = new ConcurrentHashMap<>();

    final AtomicLong refused = new AtomicLong();
    final AtomicLong broken = new AtomicLong();

    void act(String name, String key) {
        acts.add(name + " " + key);
    }

    void version(String system, long version) {
        versions.merge(system, version, Math::max);
    }

    void strange(String what) {
        strange.merge(what, 1L, Long::sum);
    }
}
