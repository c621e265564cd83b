package zhiheng.office.acts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.office.people.Actor;
import zhiheng.office.testing.MemoryStore;
import zhiheng.office.testing.TestOffice;

/** Whatever of the two was restored from an older copy, the office says which, and changes nothing. */
class AgreementTest {
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

    /** A copy of the stopped log; running it puts it back. */
    Runnable ledgerBackup() {
        test.ledger().close();
        var copy = folder.resolve("copy");
        copy(folder.resolve("ledger"), copy);
        test.restart();
        return () -> {
            test.ledger().close();
            delete(folder.resolve("ledger"));
            copy(copy, folder.resolve("ledger"));
        };
    }

    static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void refusesToStart(String zh, String en) {
        var size = new long[1];
        assertThatThrownBy(() -> test.restart()).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.text().zh()).contains(zh, "未作任何改动");
            assertThat(e.text().en()).contains(en, "Nothing was changed");
            size[0] = test.ledger().size();
        });
        assertThatThrownBy(() -> test.restart()).isInstanceOf(Refusal.class);
        assertThat(test.ledger().size()).isEqualTo(size[0]);
    }

    @Test
    void an_older_ledger_beside_a_newer_database_is_refused_and_named() {
        act("one");
        var restore = ledgerBackup();
        act("two");
        restore.run();
        refusesToStart("账本比数据库旧", "The ledger is older than the database");
    }

    @Test
    void an_older_database_beside_a_newer_ledger_is_refused_and_named() {
        act("one");
        var restore = test.store.backup();
        act("two");
        restore.run();
        refusesToStart("数据库比账本旧", "The database is older than the ledger");
    }

    @Test
    void an_empty_database_beside_a_ledger_is_refused() {
        var fresh = new MemoryStore();
        var trouble = fresh.read(tx -> new Agreement(fresh.in(tx), test.ledger()).trouble());
        assertThat(trouble.orElseThrow().en()).contains("database is empty");
    }

    @Test
    void a_log_that_was_forked_after_a_restore_is_refused_even_when_it_has_grown_longer() {
        act("one");
        var restore = ledgerBackup();
        act("two");
        var database = test.store.backup();
        restore.run();
        // what an earlier version did: go on with the older copy
        try (var log = zhiheng.ledger.Ledger.open(folder.resolve("ledger"), "test.example/log")) {
            for (int i = 0; i < 3; i++) {
                log.append(new zhiheng.ledger.Entry(
                        test.clock.instant(), "x", "other", "s", "", "{\"act\":\"other" + i + "\"}"));
            }
        }
        database.run();
        refusesToStart("账本已分叉：从第", "The ledger was forked: from entry");
    }

    @Test
    void another_installations_ledger_is_refused() {
        act("one");
        test.ledger().close();
        delete(folder.resolve("ledger"));
        refusesToStart("另一个日志", "is another log");
    }

    @Test
    void the_whole_comparison_names_each_act_that_is_not_in_its_leaf() {
        act("one");
        act("two");
        var size = test.ledger().size();
        var rows = test.store.read(tx -> test.store.in(tx).actsFrom(0, 100));
        assertThat(wrong()).isEmpty();
        test.store.write(tx -> {
            test.store.in(tx).appended(rows.getLast().act().id(), size - 2);
            test.store.in(tx).appended(rows.get(rows.size() - 2).act().id(), size - 1);
            return null;
        });
        assertThat(wrong()).hasSize(2).allSatisfy(text -> assertThat(text.en()).contains("not of one time"));
    }

    private List<Text> wrong() {
        var wrong = new ArrayList<Text>();
        test.store.read(tx -> new Agreement(test.store.in(tx), test.ledger()).compare(wrong::add));
        return wrong;
    }

    /** Where two acts claim one place of the log, the leaf decides: nobody reads another provider's entry by its number. */
    @Test
    void an_entry_is_read_by_the_act_in_its_leaf_never_by_its_place() {
        test.register("Mine", "chat");
        var index = test.ledger().size() - 1;
        var registry = test.office().registry();
        assertThat(registry.mayRead(test.provider, index)).isTrue();
        assertThat(registry.mayRead(test.rival, index)).isFalse();
        var facts = Map.of("infers", true, "uses", List.of("chat"));
        registry.register(test.rival, test.rival.orgId(), "Theirs", "", "", facts);
        var theirs = test.store
                .read(tx -> test.store.in(tx).actsFrom(index + 1, 1))
                .getFirst()
                .act()
                .id();
        test.store.write(tx -> test.store.in(tx).appended(theirs, index));
        assertThat(registry.mayRead(test.rival, index))
                .as("the row says so, the leaf does not")
                .isFalse();
        assertThat(registry.mayRead(test.provider, index)).isTrue();
        assertThat(registry.mayRead(new Actor("a", "", zhiheng.office.people.Role.AUDITOR), index))
                .isTrue();
    }

    @Test
    void after_a_clock_was_set_back_newer_acts_stand_after_older_ones() {
        var system = test.register("Bot", "chat");
        test.clock.set(test.clock.instant().minus(Duration.ofDays(2)));
        test.restart();
        var registry = test.office().registry();
        var before = registry.system(test.provider, system);
        registry.change(test.provider, system, before.version(), null, null, null, Map.of("infers", false));
        var acts = test.store.read(tx -> test.store.in(tx).acts(system, 9));
        assertThat(acts).extracting(row -> row.act().name()).containsExactly("system.registered", "facts.changed");
        assertThat(acts).extracting(row -> row.act().id()).isSorted();
        assertThat(acts).extracting(ActRow::ledgerIndex).isSorted();
        assertThat(acts.getLast().act().time()).isBefore(acts.getFirst().act().time());
    }
}
