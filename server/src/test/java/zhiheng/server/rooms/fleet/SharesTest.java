package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Stated;
import zhiheng.gateway.permit.Terms;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.Postgres;

/** Shares of a cap in the database, asked for by many at once. */
@Timeout(60)
class SharesTest {
    private static final long CAP = 500;
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private static Permits permits() {
        var permits = Permits.elsewhere(Clock.systemUTC());
        permits.adopt(new Permit(
                "bot",
                1,
                PermitState.OPEN,
                Caps.NONE.with(Cap.CALLS_PER_DAY, CAP),
                Scope.anywhere(ZoneOffset.UTC),
                Terms.DEFAULT,
                null,
                Map.of()));
        return permits;
    }

    private static Member member(Db db, String id, List<String> systems) {
        db.write(c -> Sql.update(
                c,
                "INSERT INTO fleet_gateway (id, token, name, hash, systems, enrolled_at, seen_at, version, boot, turn,"
                        + " revoked) VALUES (?, 't', ?, ?, '*', ?, ?, '1', '', 0, 0)",
                id,
                id,
                id,
                Instant.now(),
                Instant.now()));
        return new Member(id, "t", id, systems, Instant.now(), Instant.now(), "1", false);
    }

    private static Shares.Ask ask(LocalDate day, long held, long used, long wanted) {
        return new Shares.Ask(
                "bot", new Stated(day, List.of(new Stated.Line(Cap.CALLS_PER_DAY, held, used, wanted)), true));
    }

    private static void manyAtOnce(Db db) throws Exception {
        var shares = new Shares(db, permits(), Clock.systemUTC());
        var all = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var member = member(db, "g" + i, null);
                var random = new Random(i);
                threads.submit(() -> {
                    long used = 0;
                    long limit = 0;
                    for (int turn = 1; turn <= 40; turn++) {
                        long now = Math.min(limit - used, random.nextInt(30));
                        used += now;
                        all.addAndGet(now);
                        limit = shares.grant(member, "boot", turn, List.of(ask(TODAY, limit, used, used + 20)))
                                .getFirst()
                                .most()
                                .get(Cap.CALLS_PER_DAY);
                    }
                    return null;
                });
            }
        }
        assertThat(all.get()).isBetween(CAP - 8 * 20, CAP);
        assertThat(db.<Long>read(c -> Sql.number(c, "SELECT SUM(granted) FROM fleet_share")))
                .isLessThanOrEqualTo(CAP);
    }

    @Test
    void of_many_that_ask_at_once_none_is_granted_what_another_has() throws Exception {
        try (var db = Db.sqlite(folder.resolve("z.db"), Rooms.schema())) {
            manyAtOnce(db);
        }
    }

    @Test
    void nor_on_postgresql() throws Exception {
        try (var db = Db.postgres(Postgres.database(), Postgres.USER, "", Rooms.schema())) {
            manyAtOnce(db);
        }
    }

    @Test
    void what_comes_late_is_of_another_system_or_of_a_far_day_is_granted_nothing() {
        try (var db = Db.sqlite(folder.resolve("z.db"), Rooms.schema())) {
            var shares = new Shares(db, permits(), Clock.systemUTC());
            var member = member(db, "g", null);
            assertThat(shares.grant(member, "boot", 2, List.of(ask(TODAY, 0, 0, 8))))
                    .hasSize(1);
            assertThatThrownBy(() -> shares.grant(member, "boot", 1, List.of(ask(TODAY, 0, 0, 8))))
                    .isInstanceOf(Refusal.class);
            assertThat(shares.grant(member, "boot", 3, List.of(ask(TODAY.minusDays(3), 0, 0, 8))))
                    .isEmpty();
            var stranger = member(db, "s", List.of("other"));
            assertThat(shares.grant(stranger, "boot", 1, List.of(ask(TODAY, 0, 0, 8))))
                    .isEmpty();
        }
    }
}
