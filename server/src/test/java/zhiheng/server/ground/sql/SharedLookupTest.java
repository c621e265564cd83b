package zhiheng.server.ground.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedLookupTest {
    private final Map<String, Integer> rows = new ConcurrentHashMap<>();
    private final List<Set<String>> asked = new CopyOnWriteArrayList<>();

    private Map<String, Integer> find(Set<String> keys) {
        asked.add(new HashSet<>(keys));
        var found = new HashMap<String, Integer>();
        for (var key : keys) {
            var row = rows.get(key);
            if (row != null) {
                found.put(key, row);
            }
        }
        return found;
    }

    @Test
    void a_key_is_found_or_not_and_nothing_is_remembered() {
        var lookup = new SharedLookup<String, Integer>(this::find);
        rows.put("a", 1);
        assertThat(lookup.get("a")).contains(1);
        assertThat(lookup.get("b")).isEmpty();
        rows.remove("a");
        assertThat(lookup.get("a")).isEmpty();
    }

    /** Two questions are held; all who come meanwhile are answered by the next ones. */
    @Test
    void those_who_come_while_others_are_asked_for_share_a_question() throws Exception {
        var held = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        var lookup = new SharedLookup<String, Integer>(keys -> {
            if (held.getCount() > 0) {
                held.countDown();
                join(go);
            }
            return find(keys);
        });
        for (int i = 0; i < 40; i++) {
            rows.put("k" + i, i);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> lookup.get("k0"));
            while (held.getCount() > 1) {
                Thread.yield(); // or its question would take the second along
            }
            var second = threads.submit(() -> lookup.get("k1"));
            held.await();
            var later = new ArrayList<Future<Optional<Integer>>>();
            for (int i = 0; i < 40; i++) {
                var key = "k" + i;
                later.add(threads.submit(() -> lookup.get(key)));
            }
            while (lookup.waiting() < 40) {
                Thread.yield();
            }
            go.countDown();
            assertThat(first.get()).contains(0);
            assertThat(second.get()).contains(1);
            for (int i = 0; i < 40; i++) {
                assertThat(later.get(i).get()).contains(i);
            }
        }
        assertThat(asked).hasSize(3);
    }

    /** The guard against a cache: what was taken away before somebody asks is not found, though an older question is still on its way. */
    @Test
    void nobody_is_answered_by_a_question_from_before_he_asked() throws Exception {
        var seen = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var lookup = new SharedLookup<String, Integer>(keys -> {
            var found = find(keys);
            if (seen.getCount() > 0) {
                seen.countDown();
                join(go); // it has read the row and has not told of it
            }
            return found;
        });
        rows.put("token", 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var before = threads.submit(() -> lookup.get("token"));
            seen.await();
            rows.remove("token");
            var after = threads.submit(() -> lookup.get("token"));
            assertThat(after.get()).isEmpty();
            go.countDown();
            assertThat(before.get()).contains(1);
        }
    }

    @Test
    void a_question_that_fails_fails_for_those_who_shared_it_and_the_next_is_put() {
        var many = new AtomicInteger();
        var lookup = new SharedLookup<String, Integer>(keys -> {
            if (many.incrementAndGet() == 1) {
                throw new StoreException("away", new SQLException());
            }
            return find(keys);
        });
        rows.put("a", 1);
        assertThatThrownBy(() -> lookup.get("a")).isInstanceOf(StoreException.class);
        assertThat(lookup.get("a")).contains(1);
    }

    /** Of more than fit into one question none is forgotten, whoever is quicker. */
    @Test
    void everybody_of_a_crowd_is_answered_again_and_again() throws Exception {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var lookup = new SharedLookup<Integer, Integer>(keys -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Thread.yield();
            var found = new HashMap<Integer, Integer>();
            keys.forEach(key -> found.put(key, -key));
            underWay.decrementAndGet();
            assertThat(keys).hasSizeLessThanOrEqualTo(64);
            return found;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 500; i++) {
                int key = i;
                all.add(threads.submit(() -> {
                    for (int round = 0; round < 40; round++) {
                        if (!lookup.get(key).equals(Optional.of(-key))) {
                            return false;
                        }
                    }
                    return true;
                }));
            }
            for (var one : all) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
