package zhiheng.office.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal.Kind;
import zhiheng.ledger.Entry;
import zhiheng.office.testing.TestOffice;

class OutboxTest {
    @TempDir
    Path folder;

    TestOffice test;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    void act(String name) {
        test.office().outbox().record((tx, acts) -> acts.add(test.admin, name, "s", "", "", Map.of("n", 1)));
    }

    List<Act> pending() {
        return test.store.read(tx -> test.store.in(tx).pendingActs());
    }

    List<String> ledger() {
        return LongStream.range(2, test.ledger().size())
                .mapToObj(i -> test.ledger().entry(i).act())
                .toList();
    }

    @Test
    void an_act_is_in_the_ledger_before_the_change_returns_and_its_index_is_known() {
        act("one");
        var index = test.ledger().size() - 1;
        var row = test.store.read(tx -> test.store.in(tx).actsFrom(index, 9)).getFirst();
        assertThat(test.ledger().entry(index).bodyJson())
                .isEqualTo("{\"act\":\"" + row.act().id() + "\",\"n\":1}");
        assertThat(pending()).isEmpty();
    }

    @Test
    void work_that_fails_leaves_neither_change_nor_entry() {
        var size = test.ledger().size();
        assertThatThrownBy(() -> test.office().outbox().record((tx, acts) -> {
                    acts.add(test.admin, "one", "s", "", "", Map.of());
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(test.ledger().size()).isEqualTo(size);
        assertThat(pending()).isEmpty();
    }

    @Test
    void what_the_ledger_would_never_take_is_refused_before_anything_is_stored() {
        var outbox = test.office().outbox();
        var huge = Map.of("text", "x".repeat(2_000_000));
        refused(Kind.INVALID, () -> outbox.record((tx, acts) -> acts.add(test.admin, "one", "s", "", "", huge)));
        assertThat(pending()).isEmpty();
    }

    @Test
    void with_the_ledger_down_the_change_is_stored_and_said_to_be_pending_and_the_next_start_settles_it() {
        test.ledger().close();
        assertThatThrownBy(() -> act("one")).isInstanceOf(LedgerUnavailable.class);
        assertThatThrownBy(() -> act("two")).isInstanceOf(LedgerUnavailable.class);
        assertThat(pending()).extracting(Act::name).containsExactly("one", "two");
        assertThat(test.restart()).isEqualTo(2);
        assertThat(ledger()).containsExactly("one", "two");
        assertThat(test.restart()).isZero();
    }

    @Test
    void a_crash_between_ledger_and_index_makes_no_double_at_the_next_start() {
        test.store.before(statement -> {
            if (statement.equals("appended")) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> act("one")).isInstanceOf(LedgerUnavailable.class);
        assertThat(ledger()).containsExactly("one");
        assertThat(test.restart()).isEqualTo(1);
        assertThat(ledger()).containsExactly("one");
        assertThat(pending()).isEmpty();
    }

    @Test
    void an_act_whose_index_was_not_stored_is_settled_before_the_next_change() {
        test.store.before(statement -> {
            if (statement.equals("appended")) {
                throw new IllegalStateException("disk");
            }
        });
        assertThatThrownBy(() -> act("one")).isInstanceOf(LedgerUnavailable.class);
        test.store.before(statement -> {});
        act("two");
        assertThat(ledger()).containsExactly("one", "two");
        assertThat(pending()).isEmpty();
    }

    @Test
    void a_commit_whose_answer_was_lost_is_looked_up_and_has_its_entry_without_a_restart() {
        var outbox = test.office().outbox();
        var left = new AtomicInteger(1);
        test.store.committed(() -> {
            if (left.getAndDecrement() == 1) {
                throw new IllegalStateException("the connection broke");
            }
        });
        assertThatThrownBy(() -> act("one")).hasMessage("the connection broke");
        assertThat(outbox.behind()).isTrue();
        outbox.retry();
        assertThat(outbox.behind()).isFalse();
        act("two");
        assertThat(ledger()).containsExactly("one", "two");
        assertThat(pending()).isEmpty();
        assertThat(test.restart()).isZero();
    }

    @Test
    void work_that_was_rolled_back_at_its_commit_is_looked_up_and_forgotten() {
        var outbox = test.office().outbox();
        var before = test.store.backup();
        test.store.committed(() -> {
            before.run();
            throw new IllegalStateException("the connection broke");
        });
        assertThatThrownBy(() -> act("one")).hasMessage("the connection broke");
        test.store.committed(() -> {});
        outbox.retry();
        assertThat(outbox.behind()).isFalse();
        act("two");
        assertThat(ledger()).containsExactly("two");
    }

    @Test
    void of_several_acts_those_after_the_failed_one_come_in_order_too() {
        var left = new AtomicInteger(1);
        test.store.before(statement -> {
            if (statement.equals("appended") && left.getAndDecrement() == 0) {
                throw new IllegalStateException("disk");
            }
        });
        assertThatThrownBy(() -> test.office()
                        .outbox()
                        .record((tx, acts) -> List.of(
                                acts.add(test.admin, "a", "s", "", "", Map.of()),
                                acts.add(test.admin, "b", "s", "", "", Map.of()),
                                acts.add(test.admin, "c", "s", "", "", Map.of()))))
                .isInstanceOf(LedgerUnavailable.class);
        act("d");
        assertThat(ledger()).containsExactly("a", "b", "c", "d");
        assertThat(pending()).isEmpty();
    }

    @Test
    void entries_that_other_programs_wrote_do_not_hinder_recovery() {
        test.ledger().close();
        assertThatThrownBy(() -> act("one")).isInstanceOf(LedgerUnavailable.class);
        test.restart();
        var now = test.clock.instant();
        test.ledger().append(new Entry(now, "x", "foreign", "s", "", "[1]"));
        test.ledger().append(new Entry(now, "x", "foreign", "s", "", "{\"act\":null}"));
        assertThat(test.restart()).isZero();
        act("two");
        assertThat(ledger()).containsExactly("one", "foreign", "foreign", "two");
    }

    /** Eight writers at once, each with ten changes of one or two acts. Returns the names in the order of their transactions. */
    private List<String> crowd() {
        var committing = Collections.synchronizedList(new ArrayList<List<String>>());
        var kept = Collections.synchronizedSet(new HashSet<List<String>>());
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 8; writer++) {
                var name = "w" + writer + "-";
                writers.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        var names = i % 2 == 0 ? List.of(name + i) : List.of(name + i, name + i + "b");
                        try {
                            test.office().outbox().record((tx, acts) -> {
                                names.forEach(n -> acts.add(test.admin, n, "s", "", "", Map.of()));
                                return committing.add(names);
                            });
                            kept.add(names);
                        } catch (LedgerUnavailable e) {
                            kept.add(names); // stored, and to be in the ledger some day
                        } catch (IllegalStateException e) {
                            // not stored
                        }
                    }
                });
            }
        }
        return committing.stream().filter(kept::contains).flatMap(List::stream).toList();
    }

    @Test
    void many_writers_at_once_are_in_the_ledger_once_each_and_in_the_order_of_their_transactions() {
        assertThat(crowd()).hasSize(120).isEqualTo(ledger());
        assertThat(pending()).isEmpty();
        assertThat(test.restart()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_fails_between_the_stages_of_a_crowd_nothing_is_lost_or_doubled_and_the_order_holds(long seed) {
        var random = new Random(seed);
        test.store.before(statement -> {
            if (random.nextInt(statement.equals("addAct") ? 20 : 5) == 0) {
                throw new IllegalStateException("at " + statement);
            }
        });
        var stored = crowd();
        test.restart();
        assertThat(ledger()).isEqualTo(stored).doesNotHaveDuplicates();
        assertThat(pending()).isEmpty();
        assertThat(test.restart()).isZero();
    }

    @Test
    void what_could_not_be_appended_when_the_ledger_was_down_is_owed_before_all_that_comes_later() {
        test.store.before(statement -> {
            if (statement.equals("appended")) {
                throw new IllegalStateException("disk");
            }
        });
        var first = crowd();
        assertThat(test.office().outbox().behind()).isTrue();
        test.store.before(statement -> {});
        test.office().outbox().retry();
        assertThat(test.office().outbox().behind()).isFalse();
        act("last");
        assertThat(ledger()).startsWith(first.getFirst()).endsWith("last").hasSize(121);
        assertThat(ledger().subList(0, 120)).isEqualTo(first);
    }
}
