package zhiheng.server.rooms.audit;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.Page;
import zhiheng.server.ground.audit.SecurityEvent;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** The table of security events. Old ones go by age, and the oldest by number, whichever comes first. */
final class AuditRows {
    /** Cybersecurity Law of the PRC, Article 21(3): network logs are kept for six months at least. */
    static final Duration KEPT = Duration.ofDays(400);

    static final long MOST = 2_000_000;
    private static final int BETWEEN_SWEEPS = 5_000;

    /** An event as stored. */
    record Row(String id, SecurityEvent event) {}

    private final Db db;
    private final Ids ids;
    private final Clock clock;
    private final long most;
    private int sinceSweep = BETWEEN_SWEEPS;

    AuditRows(Db db, Ids ids, Clock clock) {
        this(db, ids, clock, MOST);
    }

    AuditRows(Db db, Ids ids, Clock clock, long most) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.most = most;
    }

    void add(List<SecurityEvent> events) {
        db.write(c -> {
            for (var e : events) {
                Sql.update(
                        c,
                        "INSERT INTO security_event (id, at, kind, actor, subject, address, what, request)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        ids.next(),
                        e.at(),
                        e.kind(),
                        e.actor(),
                        e.subject(),
                        e.address(),
                        e.what(),
                        e.request());
            }
            return events.size();
        });
        sinceSweep += events.size();
        if (sinceSweep >= Math.min(BETWEEN_SWEEPS, most)) {
            sinceSweep = 0;
            sweep();
        }
    }

    /** Deletes what is too old or too many. Returns how many. */
    int sweep() {
        return db.write(c -> {
            int old = Sql.update(
                    c,
                    "DELETE FROM security_event WHERE at < ?",
                    clock.instant().minus(KEPT));
            return old
                    + Sql.update(
                            c,
                            "DELETE FROM security_event WHERE id <= (SELECT id FROM security_event ORDER BY id DESC"
                                    + " LIMIT 1 OFFSET ?)",
                            most);
        });
    }

    /** The newest first. @param cursor the id of the last one of the page before; "" for the first page */
    Page<Row> list(AuditFilter filter, ZoneId zone, String cursor, int limit) {
        var where = new ArrayList<String>();
        var values = new ArrayList<@Nullable Object>();
        if (filter.kind() != null) {
            where.add("kind = ?");
            values.add(filter.kind());
        }
        if (!filter.who().isEmpty()) {
            where.add("(actor = ? OR subject = ?)");
            values.add(filter.who());
            values.add(filter.who());
        }
        if (!filter.address().isEmpty()) {
            where.add("address = ?");
            values.add(filter.address());
        }
        if (filter.from() != null) {
            where.add("at >= ?");
            values.add(filter.from().atStartOfDay(zone).toInstant());
        }
        if (filter.to() != null) {
            where.add("at < ?");
            values.add(filter.to().plusDays(1).atStartOfDay(zone).toInstant());
        }
        if (!cursor.isEmpty()) {
            where.add("id < ?");
            values.add(cursor);
        }
        values.add(limit + 1);
        var rows = db.read(c -> Sql.list(
                c,
                "SELECT id, at, kind, actor, subject, address, what, request FROM security_event"
                        + (where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where))
                        + " ORDER BY id DESC LIMIT ?",
                AuditRows::row,
                values.toArray()));
        return rows.size() > limit
                ? new Page<>(
                        List.copyOf(rows.subList(0, limit)), rows.get(limit - 1).id())
                : new Page<>(rows, null);
    }

    private static Row row(java.sql.ResultSet row) throws SQLException {
        Instant at = Times.instant(row, "at");
        return new Row(
                row.getString("id"),
                new SecurityEvent(
                        at,
                        SecurityEvent.Kind.valueOf(row.getString("kind")),
                        row.getString("actor"),
                        row.getString("subject"),
                        row.getString("address"),
                        row.getString("what"),
                        row.getString("request")));
    }
}
