package zhiheng.office.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Ids;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerCopy;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.testing.MemoryStore;

/** Servers with a ledger each on one database, of which one after the other leads. */
class DatabaseOrderTest {
    private static final String ORIGIN = "test.example/log";
    private static final Actor WHO = new Actor("admin", "none", Role.ADMINISTRATOR);

    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore();
    private final MovableClock clock = new MovableClock();

    /** One that leads: it has settled what others left. */
    private final class Leader implements AutoCloseable {
        final Ledger ledger;
        final Outbox outbox;

        Leader(String name) {
            this(name, Order.DATABASE);
        }

        Leader(String name, Order order) {
            ledger = open(name);
            outbox = new Outbox(store, store::in, ledger, clock, new Ids(clock), order);
            outbox.recover();
        }

        void act(String name) {
            outbox.record((tx, acts) -> acts.add(WHO, name, "s", "", "", Map.of()));
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    /** All have the key of the first. */
    private Ledger open(String name) {
        try {
            var first = LedgerCopy.key(folder.resolve("a"));
            var own = LedgerCopy.key(folder.resolve(name));
            if (Files.exists(first) && !Files.exists(own)) {
                Files.createDirectories(own.getParent());
                Files.copy(first, own);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Ledger.open(folder.resolve(name), ORIGIN);
    }

    private List<String> names(Ledger ledger) {
        return LongStream.range(0, ledger.size())
                .mapToObj(i -> ledger.entry(i).act())
                .toList();
    }

    private List<String> followed(String name) {
        try (var ledger = open(name)) {
            new LogCopy(store, store::in, ledger).catchUp();
            return names(ledger);
        }
    }

    @Test
    void an_act_has_its_number_in_the_database_before_any_ledger_has_it() {
        try (var a = new Leader("a")) {
            a.act("one");
            a.ledger.close();
            assertThatThrownBy(() -> a.act("two")).isInstanceOf(LedgerUnavailable.class);
            long numbered = store.read(tx -> store.in(tx).entries());
            assertThat(numbered).isEqualTo(2);
        }
        assertThat(followed("b")).containsExactly("one", "two");
        try (var a = new Leader("a")) {
            assertThat(names(a.ledger)).as("no double").containsExactly("one", "two");
        }
    }

    @Test
    void a_number_that_was_given_by_a_commit_nobody_heard_of_is_kept() {
        try (var a = new Leader("a")) {
            store.committed(() -> {
                throw new IllegalStateException("the connection broke");
            });
            assertThatThrownBy(() -> a.act("one")).hasMessage("the connection broke");
            store.committed(() -> {});
            assertThat(names(a.ledger)).isEmpty();
            assertThat(a.outbox.behind()).isTrue();
            a.act("two");
            assertThat(names(a.ledger)).containsExactly("one", "two");
        }
    }

    @Test
    void an_act_and_its_number_are_one_commit() {
        try (var a = new Leader("a")) {
            int[] commits = {0};
            store.committed(() -> commits[0]++);
            a.act("one");
            assertThat(commits[0]).isEqualTo(1);
            assertThat(names(a.ledger)).containsExactly("one");
        }
    }

    @Test
    void an_act_that_is_undone_gives_its_number_back() {
        try (var a = new Leader("a")) {
            assertThatThrownBy(() -> a.outbox.record((tx, acts) -> {
                        acts.add(WHO, "undone", "s", "", "", Map.of());
                        throw new IllegalStateException("refused");
                    }))
                    .hasMessage("refused");
            store.before(statement -> {
                if (statement.equals("appended")) {
                    throw new IllegalStateException("crash");
                }
            });
            assertThatThrownBy(() -> a.act("undone too")).hasMessage("crash");
            store.before(statement -> {});
            a.act("one");
            a.act("two");
            assertThat(names(a.ledger)).containsExactly("one", "two");
            assertThat(a.outbox.behind()).isFalse();
        }
    }

    @Test
    void a_server_on_its_own_that_crashed_keeps_its_places_when_it_becomes_one_of_several() {
        try (var alone = new Leader("a", Order.LEDGER)) {
            alone.act("one");
            store.before(statement -> {
                if (statement.equals("appended")) {
                    throw new IllegalStateException("crash");
                }
            });
            assertThatThrownBy(() -> alone.act("two")).isInstanceOf(LedgerUnavailable.class);
            store.before(statement -> {});
        }
        try (var a = new Leader("a")) {
            a.act("three");
            assertThat(names(a.ledger)).containsExactly("one", "two", "three");
        }
        assertThat(followed("b")).containsExactly("one", "two", "three");
    }

    @Test
    void and_one_of_several_that_becomes_one_on_its_own_lacks_nothing() {
        try (var a = new Leader("a")) {
            a.act("one");
        }
        followed("b");
        try (var a = new Leader("a")) {
            a.act("two");
        }
        try (var alone = new Leader("b", Order.LEDGER)) {
            alone.act("three");
            assertThat(names(alone.ledger)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void a_ledger_that_something_else_wrote_to_is_refused_and_not_made_longer() {
        try (var a = new Leader("a")) {
            a.act("one");
            a.act("two");
        }
        followed("b");
        var before = store.backup();
        try (var a = new Leader("a")) {
            a.act("three");
        }
        before.run(); // the database as it was: what the ledger of a knows more would be given away again
        assertThatThrownBy(() -> new Leader("a").close()).hasMessageContaining("older than the ledger");
    }

    /** Crashes between any two steps, commits that nobody heard of, ledgers that take nothing, and leaders one after the other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_fails_and_whoever_leads_every_ledger_is_a_beginning_of_one_log_and_nothing_acknowledged_is_lost(
            long seed) {
        var random = new Random(seed);
        var acknowledged = new ArrayList<String>();
        var asked = new HashSet<String>();
        for (int term = 0; term < 12; term++) {
            try (var leader = new Leader(
                    "abc".substring(term == 0 ? 0 : random.nextInt(3)).substring(0, 1))) {
                for (int i = 0; i < 6; i++) {
                    int steps = random.nextInt(12);
                    int[] left = {steps};
                    Runnable probe = () -> {
                        if (left[0]-- == 0) {
                            throw new IllegalStateException("crash");
                        }
                    };
                    store.before(statement -> probe.run());
                    store.committed(probe);
                    var name = "act-" + term + "-" + i;
                    asked.add(name);
                    try {
                        leader.act(name);
                        acknowledged.add(name);
                    } catch (RuntimeException e) {
                        // not acknowledged
                    }
                }
                if (random.nextBoolean()) {
                    leader.ledger.close();
                }
            } finally {
                store.before(statement -> {});
                store.committed(() -> {});
            }
        }
        try (var last = new Leader("a")) {
            last.act("end");
            var all = names(last.ledger);
            assertThat(all).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(asked).containsAll(all.subList(0, all.size() - 1));
            List<Act> pending = store.read(tx -> store.in(tx).pendingActs());
            assertThat(pending).isEmpty();
            for (var name : List.of("b", "c")) {
                try (var other = open(name)) {
                    long both = Math.min(other.size(), last.ledger.size());
                    assertThat(other.root(both)).as("before it follows").isEqualTo(last.ledger.root(both));
                    new LogCopy(store, store::in, other).catchUp();
                    assertThat(other.root(other.size())).isEqualTo(last.ledger.root(all.size()));
                }
            }
        }
    }
}
