package zhiheng.server.ground.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;

/** What a room may expect of its database, whichever it is. */
abstract class DbContract {
    private enum Colour {
        RED
    }

    @TempDir
    Path folder;

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private Db db;

    abstract Db open(List<Migration> schema) throws Exception;

    @BeforeEach
    void start() throws Exception {
        db = open(List.of());
        db.write(c -> Sql.update(c, "CREATE TABLE shelf (id INTEGER PRIMARY KEY, title TEXT NOT NULL)"));
        db.write(c -> Sql.update(
                c,
                "CREATE TABLE book (shelf INTEGER NOT NULL REFERENCES shelf (id), title TEXT, pages BIGINT,"
                        + " due TEXT)"));
    }

    @AfterEach
    void stop() {
        db.close();
    }

    private static int shelf(Connection c, int id, String title) throws SQLException {
        return Sql.update(c, "INSERT INTO shelf (id, title) VALUES (?, ?)", id, title);
    }

    private static <T> List<T> list(Db db, String sql, Sql.Row<T> row, Object... values) {
        return db.read(c -> Sql.list(c, sql, row, values));
    }

    private long shelves() {
        return db.read(c -> Sql.number(c, "SELECT count(*) FROM shelf"));
    }

    @Test
    void a_transaction_whose_last_step_fails_leaves_nothing_of_its_first() {
        assertThatThrownBy(() -> db.write(c -> {
                    shelf(c, 1, "law");
                    return shelf(c, 1, "the same number");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Check its disk");
        assertThat(shelves()).isZero();
        db.write(c -> shelf(c, 1, "law"));
        assertThat(shelves()).isOne();
    }

    @Test
    void what_the_program_throws_inside_a_transaction_undoes_it_too_and_comes_out_as_it_was() {
        var mistake = new IllegalStateException("in the middle");
        assertThatThrownBy(() -> db.write(c -> {
                    shelf(c, 1, "law");
                    throw mistake;
                }))
                .isSameAs(mistake);
        assertThat(shelves()).isZero();
    }

    @Test
    void a_reader_neither_waits_for_a_writer_nor_sees_its_half_done_work() throws Exception {
        var written = new CountDownLatch(1);
        var read = new CountDownLatch(1);
        var writer = CompletableFuture.runAsync(() -> db.write(c -> {
            shelf(c, 1, "law");
            written.countDown();
            waitFor(read);
            return null;
        }));
        written.await();
        assertThat(shelves()).isZero();
        read.countDown();
        writer.join();
        assertThat(shelves()).isOne();
    }

    @Test
    void a_reader_sees_one_state_however_long_it_reads() {
        db.write(c -> shelf(c, 1, "law"));
        var counts = db.read(c -> {
            long before = Sql.number(c, "SELECT count(*) FROM shelf");
            CompletableFuture.runAsync(() -> db.write(other -> shelf(other, 2, "custom")))
                    .join();
            return List.of(before, Sql.number(c, "SELECT count(*) FROM shelf"));
        });
        assertThat(counts).containsExactly(1L, 1L);
        assertThat(shelves()).isEqualTo(2);
    }

    @Test
    void of_many_writers_none_loses_what_another_wrote() {
        db.write(c -> shelf(c, 1, "0"));
        var writers = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 8; i++) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int j = 0; j < 5; j++) {
                    db.write(c -> {
                        var title = Sql.one(c, "SELECT title FROM shelf", row -> row.getInt(1));
                        return Sql.update(c, "UPDATE shelf SET title = ?", "" + (title.orElseThrow() + 1));
                    });
                }
            }));
        }
        writers.forEach(CompletableFuture::join);
        assertThat(list(db, "SELECT title FROM shelf", row -> row.getString(1))).containsExactly("40");
    }

    /** Runs them while they wait for one that has the turn, so that they share its commit. Returns why each failed, null where not. */
    @SafeVarargs
    private final List<Throwable> together(Db.Work<Integer>... works) throws Exception {
        var begun = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(() -> db.write(c -> {
            begun.countDown();
            Await.until("all wait", () -> db.waitingWriters() == works.length);
            return shelf(c, 100, "first");
        }));
        begun.await();
        var others = Stream.of(works)
                .map(work -> CompletableFuture.supplyAsync(() -> db.write(work), THREADS))
                .toList();
        first.handle((done, failure) -> done).join(); // it may share the others' commit, and its end
        var failures = new ArrayList<Throwable>();
        others.forEach(o -> failures.add(o.handle((done, failure) -> failure).join()));
        return failures;
    }

    /** Else somebody is refused for what nobody can read yet, and may never come. */
    @Test
    void work_that_fails_for_what_another_wrote_is_told_of_once_that_is_committed() throws Exception {
        var begun = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(() -> db.write(c -> {
            begun.countDown();
            Await.until("two wait", () -> db.waitingWriters() == 2);
            return shelf(c, 100, "first");
        }));
        begun.await();
        var refused = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        db.write(c -> {
                            throw new IllegalStateException(
                                    "there are " + Sql.number(c, "SELECT COUNT(*) FROM shelf WHERE id = 100"));
                        });
                        return List.of("not refused");
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessage("there are 1");
                        return list(db, "SELECT title FROM shelf WHERE id = 100", row -> row.getString(1));
                    }
                },
                THREADS);
        Await.until("one waits", () -> db.waitingWriters() == 1);
        var last = CompletableFuture.supplyAsync(
                () -> db.write(c -> {
                    long end = System.nanoTime() + 15_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait(); // the commit is still to come
                    }
                    return shelf(c, 101, "last");
                }),
                THREADS);
        assertThat(refused.join()).containsExactly("first");
        first.join();
        last.join();
    }

    @Test
    void of_writers_that_share_a_commit_the_one_whose_work_fails_is_undone_alone() throws Exception {
        var failures = together(
                c -> shelf(c, 1, "kept"),
                c -> {
                    shelf(c, 2, "undone");
                    throw new IllegalStateException("no");
                },
                c -> {
                    shelf(c, 3, "undone");
                    return shelf(c, 100, "the same number");
                },
                c -> {
                    shelf(c, 4, "undone");
                    throw new AssertionError("worse");
                },
                c -> shelf(c, 5, "kept"));
        assertThat(failures.get(0)).isNull();
        assertThat(failures.get(1)).hasRootCauseMessage("no");
        assertThat(failures.get(2)).hasCauseInstanceOf(StoreException.class);
        assertThat(failures.get(3)).hasRootCauseInstanceOf(AssertionError.class);
        assertThat(failures.get(4)).isNull();
        assertThat(list(db, "SELECT id FROM shelf ORDER BY id", row -> row.getInt(1)))
                .containsExactly(1, 5, 100);
    }

    private static void shelfLater(Connection c, int id, String title) throws SQLException {
        Sql.later(c, "INSERT INTO shelf (id, title) VALUES (?, ?)", id, title);
    }

    @Test
    void what_waits_is_there_for_whatever_comes_next_and_in_its_order() {
        db.write(c -> {
            shelfLater(c, 1, "one");
            Sql.laterAll(
                    c, "INSERT INTO shelf (id, title) VALUES (?, ?)", List.of(Sql.row(2, "two"), Sql.row(3, "three")));
            assertThat(Sql.number(c, "SELECT COUNT(*) FROM shelf")).isEqualTo(3);
            Sql.later(c, "UPDATE shelf SET title = ? WHERE id = ?", "new", 1);
            assertThat(Sql.update(c, "DELETE FROM shelf WHERE id > ?", 2)).isEqualTo(1);
            shelfLater(c, 4, "four");
            try (var asked = c.prepareStatement("SELECT title FROM shelf WHERE id = 4");
                    var rows = asked.executeQuery()) {
                assertThat(rows.next()).as("not by the short words").isTrue();
            }
            for (int i = 5; i < 105; i++) {
                shelfLater(c, i, "many");
            }
            return 0;
        });
        assertThat(shelves()).isEqualTo(103);
        assertThat(list(db, "SELECT title FROM shelf WHERE id < 5 ORDER BY id", row -> row.getString(1)))
                .containsExactly("new", "two", "four");
    }

    @Test
    void of_writers_whose_statements_wait_each_is_undone_alone() throws Exception {
        var failures = together(
                c -> {
                    shelfLater(c, 1, "kept");
                    return 0;
                },
                c -> {
                    shelfLater(c, 2, "undone");
                    throw new IllegalStateException("no");
                },
                c -> {
                    shelfLater(c, 3, "undone");
                    shelfLater(c, 100, "the same number");
                    return 0;
                },
                c -> {
                    throw new IllegalStateException("before anything");
                },
                c -> 0,
                c -> {
                    shelf(c, 4, "undone");
                    shelfLater(c, 5, "undone");
                    throw new IllegalStateException("no");
                },
                c -> {
                    shelfLater(c, 6, "kept");
                    return (int) Sql.number(c, "SELECT COUNT(*) FROM shelf");
                });
        assertThat(failures.stream().map(f -> f == null)).containsExactly(true, false, false, false, true, false, true);
        assertThat(failures.get(2)).as("its own, and told to it").hasCauseInstanceOf(StoreException.class);
        assertThat(list(db, "SELECT id FROM shelf ORDER BY id", row -> row.getInt(1)))
                .containsExactly(1, 6, 100);
    }

    @Test
    void one_statement_is_read_without_a_transaction_and_the_next_has_one_again() {
        db.write(c -> shelf(c, 1, "one"));
        assertThat(db.<Long>once(c -> Sql.number(c, "SELECT COUNT(*) FROM shelf")))
                .isEqualTo(1);
        assertThatThrownBy(() -> db.once(c -> Sql.number(c, "SELECT nothing FROM shelf")))
                .isInstanceOf(StoreException.class);
        for (int i = 0; i < 10; i++) { // whichever connection it is
            db.once(c -> Sql.number(c, "SELECT COUNT(*) FROM shelf"));
            assertThat(db.<Boolean>read(Connection::getAutoCommit)).isFalse();
        }
    }

    @Test
    void a_commit_that_fails_fails_all_that_share_it_and_the_next_one_is_none_of_it() throws Exception {
        Db.Work<Integer> ends = c -> {
            shelf(c, 2, "gone");
            c.close(); // as a broken connection would be
            return 1;
        };
        var failures = together(c -> shelf(c, 1, "gone too"), ends, c -> shelf(c, 3, "of the next"));
        assertThat(failures.stream().filter(f -> f != null)).isNotEmpty();
        var kept = list(db, "SELECT id FROM shelf ORDER BY id", row -> row.getInt(1));
        for (int i = 0; i < 3; i++) {
            assertThat(kept.contains(i + 1)).isEqualTo(failures.get(i) == null);
        }
        db.write(c -> shelf(c, 9, "again"));
        assertThat(list(db, "SELECT id FROM shelf WHERE id = 9", row -> row.getInt(1)))
                .containsExactly(9);
    }

    @Test
    void a_write_within_a_write_is_a_mistake_of_the_program_and_leaves_nothing() {
        assertThatThrownBy(() -> db.write(c -> shelf(c, 1, "outer") + db.write(other -> shelf(other, 2, "inner"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(shelves()).isZero();
    }

    @Test
    void a_row_that_points_at_nothing_is_refused() {
        assertThatThrownBy(() -> db.write(c -> Sql.update(c, "INSERT INTO book (shelf, title) VALUES (7, 'x')")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void every_kind_of_value_comes_back_as_what_the_columns_hold() {
        var moment = Instant.parse("2026-11-29T08:00:00.120Z");
        db.write(c -> shelf(c, 1, "t"));
        db.write(c -> Sql.update(
                c, "INSERT INTO book VALUES (?, ?, ?, ?)", 1, Colour.RED, 1L << 40, LocalDate.of(2026, 12, 31)));
        db.write(c -> Sql.update(c, "INSERT INTO book VALUES (?, ?, ?, ?)", 1, "two", null, moment));
        db.write(c -> Sql.update(c, "INSERT INTO book VALUES (?, ?, ?, ?)", true, "o'r; --", 3, null));
        var read = list(
                db,
                "SELECT title, pages, due FROM book ORDER BY pages",
                row -> row.getString(1) + "|" + row.getObject(2) + "|" + row.getString(3));
        assertThat(read)
                .containsExactlyInAnyOrder(
                        "RED|1099511627776|2026-12-31", "two|null|2026-11-29T08:00:00.120Z", "o'r; --|3|null");
        assertThat(list(db, "SELECT due FROM book WHERE title = ?", row -> Times.date(row, "due"), Colour.RED))
                .containsExactly(LocalDate.of(2026, 12, 31));
        assertThat(list(db, "SELECT due FROM book WHERE title = ?", row -> Times.instant(row, "due"), "two"))
                .containsExactly(moment);
    }

    @Test
    void a_value_that_no_column_holds_is_a_mistake_of_the_program() {
        assertThatThrownBy(() -> db.read(c -> Sql.number(c, "SELECT count(*) FROM shelf WHERE title = ?", 1.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Double");
    }

    @Test
    void a_number_that_no_row_tells_is_nought() {
        long pages = db.read(c -> Sql.number(c, "SELECT pages FROM book WHERE title = 'none'"));
        assertThat(pages).isZero();
    }

    @Test
    void a_change_of_the_schema_is_run_once_and_remembered_with_its_room() throws Exception {
        db.close();
        var change = Migration.of(DbContract.class, "shop.sql");
        try (var opened = open(List.of(change))) {
            opened.write(c -> Sql.update(c, "INSERT INTO shop (id) VALUES (1)"));
            int changes = opened.write(c -> Migrations.run(c, List.of(change)));
            assertThat(changes).isOne();
            assertThat(list(opened, "SELECT file FROM schema_version", row -> row.getString(1)))
                    .containsExactly("sql/shop.sql");
            assertThat(list(opened, "SELECT id FROM shop", row -> row.getInt(1)))
                    .containsExactly(1);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ties in the key, and a row that comes while one reads. */
    @Test
    void a_walk_shows_each_row_once_both_ways_and_whatever_comes_meanwhile() {
        db.write(c -> {
            for (int i = 0; i < 11; i++) {
                shelf(c, i, "t");
                Sql.update(c, "INSERT INTO book (shelf, title, pages) VALUES (?, ?, 1)", i, "x".repeat(i % 3));
            }
            return 0;
        });
        for (boolean rises : new boolean[] {true, false}) {
            var walk = new Walk("title", "CAST(shelf AS TEXT)", rises);
            var seen = new ArrayList<String>();
            String cursor = null;
            do {
                var values = new ArrayList<@org.jspecify.annotations.Nullable Object>();
                var where = " WHERE pages = 1" + walk.after(cursor, values);
                var found = list(
                        db,
                        "SELECT title, shelf FROM book" + where + walk.order() + " LIMIT 4",
                        row -> row.getString(1) + "/" + row.getString(2),
                        values.toArray());
                seen.addAll(found);
                var last = found.isEmpty() ? "" : found.getLast();
                cursor = found.size() < 4
                        ? null
                        : walk.cursor(last.substring(0, last.indexOf('/')), last.substring(last.indexOf('/') + 1));
            } while (cursor != null);
            assertThat(seen).hasSize(11).doesNotHaveDuplicates();
            assertThat(seen.stream().map(row -> row.indexOf('/')))
                    .isSortedAccordingTo(
                            rises
                                    ? java.util.Comparator.naturalOrder()
                                    : java.util.Comparator.<Integer>naturalOrder()
                                            .reversed());
        }
    }
}
