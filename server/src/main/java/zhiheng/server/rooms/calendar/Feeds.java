package zhiheng.server.rooms.calendar;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** The addresses of feeds: a secret for each person, which opens nothing but the feed. */
record Feeds(Db db, Clock clock) {
    /** A new secret; the person's earlier one opens nothing any more. */
    String renew(String personId) {
        var secret = Secrets.random();
        db.write(c -> Sql.update(c, """
                INSERT INTO calendar_feed (person_id, secret, made_at) VALUES (?, ?, ?)
                ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at
                """, personId, Secrets.hash(secret), clock.instant()));
        return secret;
    }

    void end(String personId) {
        db.write(c -> Sql.update(c, "DELETE FROM calendar_feed WHERE person_id = ?", personId));
    }

    Optional<String> person(String secret) {
        return db.read(c -> Sql.one(
                c,
                "SELECT person_id FROM calendar_feed WHERE secret = ?",
                row -> row.getString("person_id"),
                Secrets.hash(secret)));
    }

    Optional<Instant> made(String personId) {
        return db.read(c -> Sql.one(
                c,
                "SELECT made_at FROM calendar_feed WHERE person_id = ?",
                row -> Times.instant(row, "made_at"),
                personId));
    }
}
