package zhiheng.server.rooms.guide;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on profiles and on the guides that were taken note of. */
record ProfileRows(TxSql sql) {
    static ProfileRows in(Transaction tx) {
        return new ProfileRows(TxSql.in(tx));
    }

    Optional<Profile> profile(String org) {
        return sql
                .list(
                        "SELECT version, facts, time FROM enterprise_profile WHERE org = ?",
                        row -> new Profile(
                                org, row.getLong(1), Json.readMap(row.getString(2)), Times.instant(row, "time")),
                        org)
                .stream()
                .findFirst();
    }

    Map<String, Map<String, Object>> all(int most) {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        sql.list(
                        "SELECT org, facts FROM enterprise_profile ORDER BY org LIMIT ?",
                        row -> Map.entry(row.getString(1), Json.readMap(row.getString(2))),
                        most)
                .forEach(e -> all.put(e.getKey(), e.getValue()));
        return all;
    }

    List<Profile> profiles(String after, int most) {
        return sql.list(
                "SELECT org, version, facts, time FROM enterprise_profile WHERE org > ? ORDER BY org LIMIT ?",
                row -> new Profile(
                        row.getString(1), row.getLong(2), Json.readMap(row.getString(3)), Times.instant(row, "time")),
                after,
                most);
    }

    void put(Profile profile, String person, Instant time) {
        sql.update("DELETE FROM enterprise_profile WHERE org = ?", profile.org());
        sql.update(
                "INSERT INTO enterprise_profile (org, version, facts, person, time) VALUES (?, ?, ?, ?, ?)",
                profile.org(),
                profile.version(),
                Json.write(profile.facts()),
                person,
                time);
    }

    Optional<Profile.Noted> lastNoted(String org) {
        return sql
                .list(
                        "SELECT number, as_of, state, facts, time FROM enterprise_guide WHERE org = ? ORDER BY number"
                                + " DESC LIMIT 1",
                        row -> new Profile.Noted(
                                row.getLong(1),
                                row.getString(2),
                                state(row.getString(3)),
                                Json.readMap(row.getString(4)),
                                Times.instant(row, "time")),
                        org)
                .stream()
                .findFirst();
    }

    private static Map<String, String> state(String json) {
        var state = new LinkedHashMap<String, String>();
        Json.readMap(json).forEach((measure, stood) -> state.put(measure, String.valueOf(stood)));
        return state;
    }

    void addNoted(String org, Profile.Noted noted, String person) {
        sql.update(
                "INSERT INTO enterprise_guide (org, number, as_of, state, facts, person, time) VALUES (?, ?, ?, ?, ?,"
                        + " ?, ?)",
                org,
                noted.number(),
                noted.asOf(),
                Json.write(noted.state()),
                Json.write(noted.facts()),
                person,
                noted.time());
    }
}
