package zhiheng.server.rooms.amendments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Page;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.packs.DutyNews;
import zhiheng.packs.LibraryText;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/** Telling systems of changed packs, in the database and in the ledger; the process is killed in the middle. */
@Timeout(180)
class TellingTest {
    private static final Actor ADMIN = new Actor("a", "none", Role.ADMINISTRATOR);

    @TempDir
    Path folder;

    private Path library;

    /** An address of PostgreSQL; "" for SQLite. */
    protected String database() {
        return "";
    }

    @BeforeEach
    void laws() throws IOException {
        library = TwoLaws.in(folder);
    }

    /** Database, ledger and office over one folder, as a start of the server makes them. */
    static final class Start implements AutoCloseable {
        final MovableClock clock = new MovableClock();
        final Db db;
        final JdbcOfficeStore store;
        final Ledger ledger;
        final PackLibrary packs;
        final Office office;
        final Path library;

        Start(Path folder, String database, Path library) {
            this.library = library;
            clock.day("2026-11-30");
            db = database.isEmpty()
                    ? Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema())
                    : Db.postgres(database, "zhiheng", "", Rooms.schema());
            store = new JdbcOfficeStore(db);
            ledger = Ledger.open(folder.resolve("ledger"), "test.example/log");
            packs = PackLibrary.load(library);
            office = new Office(packs, store, ledger, new EvidenceFiles(folder.resolve("evidence")), clock);
            office.recover();
        }

        int tell(Runnable inBatch) {
            return new Telling(store, office, packs, clock, inBatch).run(LibraryText.of(library));
        }

        Notices notices() {
            return new Notices(store, office, new OfficeTime(clock));
        }

        Page<LawNotice> all() {
            return notices().list(ADMIN, false, "", null, 10_000);
        }

        @Override
        public void close() {
            ledger.close();
            db.close();
        }
    }

    private Start start() {
        return new Start(folder, database(), library);
    }

    static Org register(Start start, int systems) {
        var org = start.office.orgs().create(ADMIN, Org.Kind.PROVIDER, "Acme");
        for (int i = 0; i < systems; i++) {
            start.office.registry().register(ADMIN, org.id(), "S" + i, "", "", Map.of("infers", i % 4 != 3));
        }
        return org;
    }

    @Test
    void two_packs_that_change_at_once_are_one_notice_and_the_same_packs_none() throws Exception {
        try (var start = start()) {
            register(start, 4);
            assertThat(start.tell(() -> {}))
                    .as("the first start has nothing to compare")
                    .isZero();
            assertThat(start.tell(() -> {})).isZero();
        }
        TwoLaws.amend(library);
        try (var start = start()) {
            assertThat(start.tell(() -> {})).isEqualTo(3);
            assertThat(start.tell(() -> {})).isZero();
            var notices = start.all().items();
            assertThat(notices).extracting(LawNotice::system).doesNotHaveDuplicates();
            assertThat(notices.getFirst().news())
                    .extracting(n -> n.how() + " " + n.pack() + "/" + n.duty() + " " + n.what())
                    .containsExactly(
                            "NEW otherlaw/O-NEW []", "CHANGED testlaw/T-SOFT [time]", "ENDED otherlaw/O-OLD []");
            assertThat(notices.getFirst().count(DutyNews.How.ENDED)).isOne();
            var told = start.notices().amendments(ADMIN);
            assertThat(told).singleElement().satisfies(t -> {
                assertThat(t.told()).isEqualTo(3);
                assertThat(t.read()).isZero();
                assertThat(t.amendment().done()).isTrue();
                assertThat(t.amendment().packs()).containsExactly("otherlaw", "testlaw");
            });
            assertThat(start.office.outbox().lastOfEach("law.notice")).hasSize(3);
        }
    }

    private static List<String> news(LawNotice notice) {
        return notice.news().stream()
                .map(n -> n.how() + " " + n.pack() + "/" + n.duty() + " " + n.what())
                .toList();
    }

    @Test
    void a_day_on_which_a_rule_begins_is_told_once_and_no_other_day() throws Exception {
        TwoLaws.later(library);
        try (var start = start()) {
            register(start, 4);
            start.tell(() -> {});
            start.clock.day("2026-12-01");
            assertThat(start.tell(() -> {})).isZero();
            start.clock.day("2026-12-05");
            assertThat(start.tell(() -> {})).isEqualTo(3);
            assertThat(start.tell(() -> {})).isZero();
            start.clock.day("2026-11-30");
            assertThat(start.tell(() -> {})).as("a clock that was set back").isZero();
            start.clock.day("2026-12-06");
            assertThat(start.tell(() -> {})).isZero();
            assertThat(start.all().items())
                    .hasSize(3)
                    .allSatisfy(n -> assertThat(news(n)).containsExactly("BEGUN otherlaw/O-LATER []"));
            var told = start.notices().amendments(ADMIN);
            assertThat(told).singleElement().satisfies(t -> {
                assertThat(t.amendment().packs()).containsExactly("otherlaw");
                assertThat(t.amendment().since()).isNotNull();
            });
            assertThat(start.notices().changed("otherlaw"))
                    .as("the pack itself did not change")
                    .isEmpty();
        }
    }

    @Test
    void days_that_came_while_no_server_ran_are_told_by_the_wording_of_then() throws Exception {
        TwoLaws.later(library);
        try (var start = start()) {
            register(start, 1);
            start.tell(() -> {});
        }
        TwoLaws.amend(library);
        try (var start = start()) {
            start.clock.day("2026-12-05");
            assertThat(start.tell(() -> {})).isEqualTo(2);
            assertThat(start.all().items())
                    .extracting(TellingTest::news)
                    .containsExactly(
                            List.of(
                                    "NEW otherlaw/O-NEW []",
                                    "CHANGED testlaw/T-SOFT [time]",
                                    "ENDED otherlaw/O-OLD []",
                                    "ENDED otherlaw/O-LATER []"),
                            List.of("BEGUN otherlaw/O-LATER []"));
        }
    }

    @Test
    void the_lists_of_duties_follow_without_waiting_for_midnight() throws Exception {
        try (var start = start()) {
            register(start, 1);
            start.tell(() -> {});
        }
        TwoLaws.amend(library);
        try (var start = start()) {
            start.tell(() -> {});
            var duties = start.db.read(c -> zhiheng.server.ground.sql.Sql.list(
                    c, "SELECT duty FROM duty_line ORDER BY duty", row -> row.getString(1)));
            assertThat(duties).contains("O-NEW").doesNotContain("O-OLD");
        }
    }

    @Test
    void packs_that_change_again_before_all_were_told_make_a_second_notice_and_lose_none() throws Exception {
        try (var start = start()) {
            register(start, Telling.BATCH + 20);
            start.tell(() -> {});
        }
        TwoLaws.amend(library);
        try (var start = start()) {
            var batches = new AtomicInteger();
            try {
                start.tell(() -> {
                    if (batches.incrementAndGet() == 2) {
                        throw new IllegalStateException("cut");
                    }
                });
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("cut");
            }
        }
        var rules = library.resolve("otherlaw/rules.yaml");
        Files.writeString(rules, Files.readString(rules).replace("O-NEW", "O-NEWER"));
        try (var start = start()) {
            start.tell(() -> {});
            int affected = (Telling.BATCH + 20) * 3 / 4;
            assertThat(start.all().items()).hasSize(2 * affected);
            assertThat(start.notices().amendments(ADMIN))
                    .extracting(t -> t.told() + " " + t.amendment().done())
                    .containsExactly(affected + " true", affected + " true");
            var wordings = start.db.read(c ->
                    zhiheng.server.ground.sql.Sql.list(c, "SELECT digest FROM law_wording", row -> row.getString(1)));
            assertThat(wordings).as("only the present wording is kept").hasSize(1);
        }
    }

    @Test
    void killed_in_the_middle_the_next_start_tells_the_rest_and_nobody_twice() throws Exception {
        int systems = 3 * Telling.BATCH + 50;
        try (var start = start()) {
            register(start, systems);
            start.tell(() -> {});
        }
        TwoLaws.amend(library);
        kill();
        try (var start = start()) {
            var before = start.all().items().size();
            assertThat(before).as("some were told, others not").isBetween(1, systems * 3 / 4 - 1);
            start.tell(() -> {});
            var all = start.all().items();
            int affected = (int) start.store.read(tx -> start.store.in(tx).systemsAfter("", null, 10_000)).stream()
                    .filter(s -> Boolean.TRUE.equals(s.facts().get("infers")))
                    .count();
            assertThat(all).hasSize(affected);
            assertThat(new HashSet<>(all.stream().map(LawNotice::system).toList()))
                    .hasSize(affected);
            assertThat(start.office.outbox().lastOfEach("law.notice")).hasSize(affected);
            var acts = start.db.read(c -> zhiheng.server.ground.sql.Sql.list(
                    c, "SELECT id FROM act WHERE name = 'law.notice'", row -> row.getString(1)));
            assertThat(acts).as("one act for each").hasSize(affected);
        }
    }

    /** A second process tells and is halted inside the transaction of its third batch, as by SIGKILL: no hook of the JVM runs. */
    private void kill() throws Exception {
        var errors = folder.resolve("errors");
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        database(),
                        library.toString())
                .redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start();
        assertThat(child.waitFor(Duration.ofSeconds(90))).isTrue();
        assertThat(child.exitValue()).as(Files.readString(errors)).isEqualTo(Child.HALTED);
    }

    /** The process that is killed. */
    static final class Child {
        static final int HALTED = 99;

        private Child() {}

        public static void main(String[] args) {
            var batches = new AtomicInteger();
            try (var start = new Start(Path.of(args[0]), args[1], Path.of(args[2]))) {
                start.tell(() -> {
                    if (batches.incrementAndGet() == 3) {
                        Runtime.getRuntime().halt(HALTED);
                    }
                });
            }
        }
    }
}
