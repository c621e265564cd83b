package zhiheng.server.rooms.offers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Transaction;
import zhiheng.office.offers.Asking;
import zhiheng.office.offers.Condition;
import zhiheng.office.offers.Offer;
import zhiheng.office.offers.Place;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.TxSql;

/** The statements on offers and askings. @param library that conditions are read by; null where no policies are installed */
record OfferRows(TxSql sql, @Nullable PackLibrary library) {
    private static final String OFFERS =
            "SELECT id, org, kind, title, about, place, coordinates, unit, capacity, taken,"
                    + " price, starts, ends, measure, conditions, ranking, state, version FROM offer";
    private static final String ASKINGS = "SELECT id, org, kind, title, about, place, coordinates, reach, most, starts,"
            + " ranking, state, version FROM asking";
    private static final Sql.Row<Asking> ASKING = row -> new Asking(
            row.getString(1),
            row.getString(2),
            Offer.Kind.valueOf(row.getString(3)),
            row.getString(4),
            row.getString(5),
            Place.of(row.getString(6), row.getString(7)),
            row.getInt(8),
            row.getLong(9),
            LocalDate.parse(row.getString(10)),
            ids(row.getString(11)),
            Asking.State.valueOf(row.getString(12)),
            row.getLong(13));

    static OfferRows in(Transaction tx, @Nullable PackLibrary library) {
        return new OfferRows(TxSql.in(tx), library);
    }

    private Sql.Row<Offer> offer() {
        return row -> new Offer(
                row.getString(1),
                row.getString(2),
                Offer.Kind.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                Place.of(row.getString(6), row.getString(7)),
                row.getString(8),
                row.getInt(9),
                row.getInt(10),
                row.getLong(11),
                LocalDate.parse(row.getString(12)),
                LocalDate.parse(row.getString(13)),
                row.getString(14),
                library == null ? List.of() : Condition.kept(library, row.getString(15)),
                ids(row.getString(16)),
                row.getString(17).equals("OPEN"),
                row.getLong(18));
    }

    private static List<String> ids(String json) {
        return Json.readMap(json).get("ids") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String json(List<String> ids) {
        return Json.write(Map.of("ids", ids));
    }

    void add(Offer o, String person, Instant now) {
        sql.update(
                "INSERT INTO offer (id, org, kind, title, about, place, coordinates, unit, capacity, taken, price, starts,"
                        + " ends, measure, conditions, ranking, state, version, person, updated) VALUES (?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, 'OPEN', 1, ?, ?)",
                o.id(),
                o.org(),
                o.kind(),
                o.title(),
                o.about(),
                o.place().name(),
                o.place().coordinates(),
                o.unit(),
                o.capacity(),
                o.price(),
                o.starts().toString(),
                o.ends().toString(),
                o.measure(),
                String.join("\n", o.conditions().stream().map(Condition::line).toList()),
                json(o.ranking()),
                person,
                now);
    }

    /** Changes capacity, last day, ranking and whether it is open. @return whether no more than the capacity is taken */
    boolean change(Offer o, Instant now) {
        return sql.update(
                        "UPDATE offer SET capacity = ?, ends = ?, ranking = ?, state = ?, version = ?, updated = ? WHERE id"
                                + " = ? AND taken <= ?",
                        o.capacity(),
                        o.ends().toString(),
                        json(o.ranking()),
                        o.open() ? "OPEN" : "CLOSED",
                        o.version(),
                        now,
                        o.id(),
                        o.capacity())
                == 1;
    }

    /**
     * Counts a place in one statement, so that two who agree at once cannot pass the capacity together.
     *
     * @return whether there was one
     */
    boolean take(String offer) {
        return sql.update(
                        "UPDATE offer SET taken = taken + 1 WHERE id = ? AND taken < capacity AND state = 'OPEN'",
                        offer)
                == 1;
    }

    void give(String offer) {
        sql.update("UPDATE offer SET taken = taken - 1 WHERE id = ?", offer);
    }

    Optional<Offer> one(String id) {
        return sql.list(OFFERS + " WHERE id = ?", offer(), id).stream().findFirst();
    }

    /** Open ones of a kind, the oldest first. */
    List<Offer> open(Offer.Kind kind, int limit) {
        return sql.list(OFFERS + " WHERE state = 'OPEN' AND kind = ? ORDER BY id LIMIT ?", offer(), kind, limit);
    }

    /** The newest first. @param org whose, null for all that are open */
    List<Offer> list(@Nullable String org, Offer.@Nullable Kind kind, @Nullable String before, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(org == null ? " WHERE state = 'OPEN'" : " WHERE org = ?");
        if (org != null) {
            values.add(org);
        }
        if (kind != null) {
            where.append(" AND kind = ?");
            values.add(kind);
        }
        if (before != null) {
            where.append(" AND id < ?");
            values.add(before);
        }
        values.add(limit);
        return sql.list(OFFERS + where + " ORDER BY id DESC LIMIT ?", offer(), values.toArray());
    }

    /** Places that proposals hold which can still be accepted, by offer. */
    Map<String, Integer> proposed(LocalDate today) {
        var result = new HashMap<String, Integer>();
        sql.list(
                        "SELECT offer, COUNT(*) FROM offer_match WHERE state = 'PROPOSED' AND until >= ? GROUP BY offer",
                        row -> Map.entry(row.getString(1), row.getInt(2)),
                        today.toString())
                .forEach(e -> result.put(e.getKey(), e.getValue()));
        return result;
    }

    void add(Asking a, String person, Instant now) {
        sql.update(
                "INSERT INTO asking (id, org, kind, title, about, place, coordinates, reach, most, starts, ranking, state,"
                        + " version, person, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                a.id(),
                a.org(),
                a.kind(),
                a.title(),
                a.about(),
                a.place().name(),
                a.place().coordinates(),
                a.reach(),
                a.most(),
                a.from().toString(),
                json(a.ranking()),
                a.state(),
                a.version(),
                person,
                now);
    }

    void rank(String asking, List<String> ranking, long version, Instant now) {
        sql.update(
                "UPDATE asking SET ranking = ?, version = ?, updated = ? WHERE id = ?",
                json(ranking),
                version,
                now,
                asking);
    }

    /** @return whether it stood as {@code from} says */
    boolean turn(String asking, Asking.State from, Asking.State to, Instant now) {
        return sql.update(
                        "UPDATE asking SET state = ?, version = version + 1, updated = ? WHERE id = ? AND state = ?",
                        to,
                        now,
                        asking,
                        from)
                == 1;
    }

    Optional<Asking> asking(String id) {
        return sql.list(ASKINGS + " WHERE id = ?", ASKING, id).stream().findFirst();
    }

    /** Open ones of a kind to which no proposal is out, the oldest first. */
    List<Asking> waiting(Offer.Kind kind, LocalDate today, int limit) {
        return sql.list(
                ASKINGS
                        + " WHERE state = 'OPEN' AND kind = ? AND id NOT IN (SELECT asking FROM offer_match WHERE state ="
                        + " 'PROPOSED' AND until >= ?) ORDER BY id LIMIT ?",
                ASKING,
                kind,
                today.toString(),
                limit);
    }

    /** The newest first. @param org whose, null for all */
    List<Asking> askings(@Nullable String org, @Nullable String before, int limit) {
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
        return sql.list(ASKINGS + where + " ORDER BY id DESC LIMIT ?", ASKING, values.toArray());
    }

    /** Titles by id. */
    Map<String, String> titles(List<String> offers) {
        var result = new LinkedHashMap<String, String>();
        for (var id : offers) {
            sql.list("SELECT title FROM offer WHERE id = ?", row -> row.getString(1), id)
                    .forEach(title -> result.put(id, title));
        }
        return result;
    }
}
