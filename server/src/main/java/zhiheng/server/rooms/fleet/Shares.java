package zhiheng.server.rooms.fleet;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.permit.Slice;
import zhiheng.gateway.permit.Stated;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;

/**
 * Divides each cap among gateways, in the database, so that any number of servers divide one and the same. The sum of what is granted is
 * never above the cap: a gateway first says what it will use at most from here on, only then is the rest given to others, and what was
 * granted to one that is gone stays counted to the end of its day. Caps of now (calls at once, calls per second) come back
 * after {@link #LASTS}, by which time their holder has stopped using them.
 */
final class Shares {
    /** How long a share of a cap of now counts here. */
    static final Duration LASTS = Duration.ofSeconds(15);
    /** How much sooner its holder stops using it: for clocks that go at different speeds, and for two servers whose clocks differ. */
    static final Duration MARGIN = Duration.ofSeconds(3);

    /** What a gateway says of one system. */
    record Ask(String system, Stated stated) {}

    /** What it may use from here on. @param scarce of which nothing is left @param over those that are used up */
    record Grant(String system, LocalDate day, Map<Cap, Long> most, Set<Cap> scarce, Set<Cap> over) {}

    private final Db db;
    private final Permits permits;
    private final Clock clock;

    Shares(Db db, Permits permits, Clock clock) {
        this.db = db;
        this.permits = permits;
        this.clock = clock;
    }

    /**
     * @param boot names the run of the gateway: what an earlier run held is nobody's to use
     * @param turn counts its asks; one that comes late, after a newer one, is refused, since what it says holds no more
     */
    List<Grant> grant(Member member, String boot, long turn, List<Ask> asks) {
        var bySystem = new TreeMap<String, Stated>(); // in one order, so that no two wait for each other
        for (var ask : asks) {
            if (member.knows(ask.system())) {
                bySystem.put(ask.system(), ask.stated());
            }
        }
        return db.write(c -> {
            int taken = Sql.update(
                    c,
                    "UPDATE fleet_gateway SET boot = ?, turn = ? WHERE id = ? AND revoked = 0"
                            + " AND (boot <> ? OR turn < ?)",
                    boot,
                    turn,
                    member.id(),
                    boot,
                    turn);
            if (taken == 0) {
                throw Refusal.conflict("这一请求晚于更新的请求，已不适用。", "This ask came after a newer one and holds no more.");
            }
            var grants = new ArrayList<Grant>();
            for (var ask : bySystem.entrySet()) {
                var permit = permits.of(ask.getKey());
                if (permit != null && isNear(permit, ask.getValue().day())) {
                    grants.add(grant(c, member, boot, permit, ask.getValue()));
                }
            }
            return grants;
        });
    }

    /** A gateway whose clock is a day off would open the caps of a day anew. */
    private boolean isNear(Permit permit, LocalDate day) {
        var today = clock.instant().atZone(permit.scope().zone()).toLocalDate();
        return !day.isBefore(today.minusDays(1)) && !day.isAfter(today.plusDays(1));
    }

    private Grant grant(Connection c, Member member, String boot, Permit permit, Stated stated) throws SQLException {
        var system = permit.system();
        Sql.update(
                c,
                "INSERT INTO fleet_turn (system, turns) VALUES (?, 1)"
                        + " ON CONFLICT (system) DO UPDATE SET turns = fleet_turn.turns + 1",
                system);
        long now = clock.millis();
        var caps = permit.capsInForce();
        var most = new EnumMap<Cap, Long>(Cap.class);
        Set<Cap> scarce = EnumSet.noneOf(Cap.class);
        Set<Cap> over = EnumSet.noneOf(Cap.class);
        for (var line : stated.lines()) {
            var cap = line.cap();
            long limit = caps.of(cap);
            if (limit == 0 || !Cap.SHARED.contains(cap)) {
                continue;
            }
            var day = cap.isOfDay() ? stated.day().toString() : "";
            long ends = now + LASTS.toMillis();
            if (!cap.isOfDay()) {
                Sql.update(
                        c,
                        "DELETE FROM fleet_share WHERE system = ? AND cap = ? AND day = '' AND ends_at < ?",
                        system,
                        cap.id(),
                        now);
            }
            var own = Sql.one(
                            c,
                            "SELECT granted FROM fleet_share WHERE system = ? AND cap = ? AND day = ? AND gateway = ?"
                                    + " AND boot = ?",
                            row -> row.getLong("granted"),
                            system,
                            cap.id(),
                            day,
                            member.id(),
                            boot)
                    .orElse(0L);
            var others = Sql.one(
                            c,
                            "SELECT COALESCE(SUM(granted), 0) AS granted,"
                                    + " COALESCE(SUM(CASE WHEN ends_at < ? THEN granted ELSE used END), 0) AS used,"
                                    + " COALESCE(SUM(CASE WHEN ends_at < ? THEN 0 ELSE 1 END), 0) AS n"
                                    + " FROM fleet_share WHERE system = ? AND cap = ? AND day = ?"
                                    + " AND NOT (gateway = ? AND boot = ?)",
                            row -> new Slice.Others(row.getLong("granted"), row.getLong("used"), row.getLong("n")),
                            now,
                            now,
                            system,
                            cap.id(),
                            day,
                            member.id(),
                            boot)
                    .orElseThrow();
            var slice = Slice.of(limit, own, others, line);
            Sql.update(
                    c,
                    "INSERT INTO fleet_share (system, cap, day, gateway, boot, granted, used, ends_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (system, cap, day, gateway, boot)"
                            + " DO UPDATE SET granted = excluded.granted, used = excluded.used,"
                            + " ends_at = excluded.ends_at",
                    system,
                    cap.id(),
                    day,
                    member.id(),
                    boot,
                    slice.granted(),
                    line.used(),
                    ends);
            most.put(cap, slice.granted());
            if (slice.scarce()) {
                scarce.add(cap);
            }
            if (slice.over()) {
                over.add(cap);
            }
        }
        return new Grant(system, stated.day(), most, scarce, over);
    }

    /** Rows of days that are over everywhere. @return how many */
    int forget() {
        var before = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(2);
        return db.write(c -> Sql.update(c, "DELETE FROM fleet_share WHERE day <> '' AND day < ?", before.toString()));
    }
}
