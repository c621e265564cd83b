package zhiheng.bench.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.server.ground.sql.Sql;

/** A few kills of what {@code ./zhiheng bench kills} does by the hundred, and that it would see what it looks for. */
@Timeout(600)
class KillsTest {
    private static final int KILLS = 3;

    @TempDir
    Path work;

    @BeforeAll
    static void theProjectLiesAboveItsModule() {
        if (System.getProperty("zhiheng.home") == null) {
            System.setProperty(
                    "zhiheng.home", Path.of("..").toAbsolutePath().normalize().toString());
        }
    }

    @Test
    void killed_put_back_from_an_older_ledger_and_killed_again_sqlite_loses_and_doubles_nothing() throws Exception {
        holds(Campaign.run(false, KILLS, 1, work));
    }

    @Test
    void killed_alone_with_its_server_and_put_back_older_postgresql_loses_and_doubles_nothing() throws Exception {
        Needed.that(Postgres.installed().isPresent(), "PostgreSQL is not installed");
        holds(Campaign.run(true, KILLS, 1, work));
    }

    private static void holds(Campaign.Outcome outcome) {
        var verdict = outcome.verdict();
        assertThat(outcome.kills()).isGreaterThanOrEqualTo(KILLS);
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.journal().strange).isEmpty();
        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.doubled()).isEmpty();
        assertThat(verdict.contradictions()).isEmpty();
        assertThat(verdict.acts()).isGreaterThan(KILLS);
    }

    @Test
    void an_act_that_is_not_there_is_seen_and_so_is_a_row_that_is_there_twice() throws Exception {
        try (var house = Installation.make(work, false)) {
            var journal = new Journal();
            journal.act("facts.changed", "nowhere/2");
            journal.version("nowhere", 2);
            journal.calls.add("no-such-call");
            journal.unwritten.add("permit.changed nowhere/permit/2");
            journal.unnoted.add("permit.changed nowhere/permit/3");
            try (var db = zhiheng.server.ground.sql.Db.sqlite(
                    house.data.resolve("zhiheng.db"), zhiheng.server.house.Rooms.schema())) {
                for (var id : Set.of("twin-1", "twin-2")) {
                    db.write(c -> Sql.update(c, "INSERT INTO org (id, kind, name) VALUES (?, 'PROVIDER', 'Twin')", id));
                }
                var verdict = Verdict.of(journal, house.data, db);
                assertThat(verdict.lost())
                        .contains(
                                "no entry: facts.changed nowhere/2",
                                "system nowhere: version 2 was told, 0 is there",
                                "no entry, though it was said to follow: permit.changed nowhere/permit/2",
                                "no record: call no-such-call");
                assertThat(verdict.unwrittenGone()).containsExactly("permit.changed nowhere/permit/3");
                assertThat(verdict.doubled()).containsExactly("organisations: Twin");
                assertThat(verdict.good()).isFalse();
            }
        }
    }
}
