package zhiheng.server.rooms.adoption;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.office.jobs.Edition;
import zhiheng.office.jobs.NetRate;
import zhiheng.office.jobs.RoleChange;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on records of use at work and on published counts. */
record AdoptionRows(TxSql sql) {
    private static final String COLUMNS = "SELECT id, org, system, task, region, sector, starts, places, high_risk,"
            + " informed, heard, offered, finished, protections, version FROM adoption";
    private static final Sql.Row<Adoption> ROW = row -> new Adoption(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            LocalDate.parse(row.getString(7)),
            set(row.getString(8), Adoption.Where.class),
            Adoption.HighRisk.valueOf(row.getString(9)),
            row.getString(10).isEmpty() ? null : LocalDate.parse(row.getString(10)),
            row.getInt(11) == 1,
            row.getInt(12),
            row.getInt(13),
            set(row.getString(14), Adoption.Protection.class),
            List.of(),
            row.getLong(15));

    static AdoptionRows in(Transaction tx) {
        return new AdoptionRows(TxSql.in(tx));
    }

    private static <E extends Enum<E>> Set<E> set(String words, Class<E> type) {
        return Stream.of(words.split(","))
                .filter(word -> !word.isEmpty())
                .map(word -> Enum.valueOf(type, word))
                .collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> String words(Set<E> set, Class<E> type) {
        return Adoption.ordered(set, type).stream().map(Enum::name).collect(Collectors.joining(","));
    }

    void put(Adoption a, Instant now) {
        sql.update("DELETE FROM adoption WHERE id = ?", a.id());
        sql.update(
                "INSERT INTO adoption (id, org, system, task, region, sector, starts, places, high_risk, informed, heard,"
                        + " offered, finished, protections, version, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?)",
                a.id(),
                a.org(),
                a.system(),
                a.task(),
                a.region(),
                a.sector(),
                a.starts().toString(),
                words(a.where(), Adoption.Where.class),
                a.highRisk(),
                a.informed() == null ? "" : a.informed().toString(),
                a.heard() ? 1 : 0,
                a.offered(),
                a.finished(),
                words(a.protections(), Adoption.Protection.class),
                a.version(),
                now);
        sql.update("DELETE FROM adoption_role WHERE adoption = ?", a.id());
        for (var r : a.roles()) {
            sql.update(
                    "INSERT INTO adoption_role (adoption, occupation, people, stayed, moved, retrained, gone, created,"
                            + " not_hired) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    a.id(),
                    r.occupation(),
                    r.before(),
                    r.stayed(),
                    r.moved(),
                    r.retrained(),
                    r.left(),
                    r.created(),
                    r.notHired());
        }
    }

    private Adoption whole(Adoption a) {
        var roles = sql.list(
                "SELECT occupation, people, stayed, moved, retrained, gone, created, not_hired FROM adoption_role WHERE"
                        + " adoption = ? ORDER BY occupation",
                row -> new RoleChange(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8)),
                a.id());
        return a.with(roles, a.version());
    }

    Optional<Adoption> one(String id) {
        return sql.list(COLUMNS + " WHERE id = ?", ROW, id).stream().findFirst().map(this::whole);
    }

    /** The newest first. @param org whose; null for all */
    List<Adoption> list(@Nullable String org, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (org != null) {
            where.append(" AND org = ?");
            values.add(org);
        }
        if (before != null) {
            where.append(" AND id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(COLUMNS + where + " ORDER BY id DESC LIMIT ?", ROW, values.toArray()).stream()
                .map(this::whole)
                .toList();
    }

    /** All records with their roles, in two statements. */
    List<Adoption> all() {
        var roles = new LinkedHashMap<String, List<RoleChange>>();
        sql.list(
                        "SELECT adoption, occupation, people, stayed, moved, retrained, gone, created, not_hired FROM"
                                + " adoption_role ORDER BY adoption, occupation",
                        row -> Map.entry(
                                row.getString(1),
                                new RoleChange(
                                        row.getString(2),
                                        row.getInt(3),
                                        row.getInt(4),
                                        row.getInt(5),
                                        row.getInt(6),
                                        row.getInt(7),
                                        row.getInt(8),
                                        row.getInt(9))))
                .forEach(e -> roles.computeIfAbsent(e.getKey(), k -> new ArrayList<>())
                        .add(e.getValue()));
        return sql.list(COLUMNS + " ORDER BY id", ROW).stream()
                .map(a -> a.with(roles.getOrDefault(a.id(), List.of()), a.version()))
                .toList();
    }

    void remove(String id) {
        sql.update("DELETE FROM adoption WHERE id = ?", id);
        sql.update("DELETE FROM adoption_role WHERE adoption = ?", id);
    }

    /** An edition as it was published, with the rate of that day. */
    record Published(
            String id,
            Instant time,
            Edition edition,
            @Nullable NetRate rate) {}

    void publish(Published p) {
        sql.update(
                "INSERT INTO adoption_edition (id, body, time) VALUES (?, ?, ?)",
                p.id(),
                Json.write(EditionJson.kept(p.edition(), p.rate())),
                p.time());
    }

    Optional<Published> latest() {
        return sql
                .list("SELECT id, time, body FROM adoption_edition ORDER BY id DESC LIMIT 1", row -> {
                    var body = Json.readMap(row.getString(3));
                    return new Published(
                            row.getString(1),
                            Times.instant(row, "time"),
                            EditionJson.read(body),
                            EditionJson.rate(body));
                })
                .stream()
                .findFirst();
    }
}
