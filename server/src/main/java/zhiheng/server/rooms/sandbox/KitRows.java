package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on kits and on what of them is out. */
record KitRows(TxSql sql) {
    /** What a kit is of. */
    enum Sort {
        COMPUTE,
        DATA,
        COMPLIANCE
    }

    /**
     * An offer to those who take part.
     *
     * @param unit in which it is counted, such as GPU-hours or data sets
     * @param each how much one participation may take by itself; 0 where it is granted by the authority alone
     * @param granted what is out now
     */
    record Kit(
            String id, Sort sort, String nameZh, String nameEn, String unit, long capacity, long each, long granted) {
        long free() {
            return capacity - granted;
        }
    }

    /** @param returned null while it is out */
    record Grant(
            String id,
            String kit,
            String caseId,
            long amount,
            Instant time,
            @Nullable Instant returned) {}

    private static final Sql.Row<Kit> KIT = row -> new Kit(
            row.getString(1),
            Sort.valueOf(row.getString(2)),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8));
    private static final Sql.Row<Grant> GRANT = row -> new Grant(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getLong(4),
            Times.instant(row, "time"),
            row.getString(6).isEmpty() ? null : Times.instant(row, "returned"));
    private static final String KITS =
            "SELECT id, sort, name_zh, name_en, unit, capacity, each_most, granted FROM sandbox_kit";
    private static final String GRANTS = "SELECT id, kit, case_id, amount, time, returned FROM sandbox_grant";

    static KitRows in(Transaction tx) {
        return new KitRows(TxSql.in(tx));
    }

    List<Kit> kits() {
        return sql.list(KITS + " ORDER BY CASE sort WHEN 'COMPUTE' THEN 1 WHEN 'DATA' THEN 2 ELSE 3 END, id", KIT);
    }

    Optional<Kit> kit(String id) {
        return sql.list(KITS + " WHERE id = ?", KIT, id).stream().findFirst();
    }

    void add(Kit kit, String person, Instant time) {
        sql.update(
                "INSERT INTO sandbox_kit (id, sort, name_zh, name_en, unit, capacity, each_most, granted, person,"
                        + " time) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
                kit.id(),
                kit.sort().name(),
                kit.nameZh(),
                kit.nameEn(),
                kit.unit(),
                kit.capacity(),
                kit.each(),
                person,
                time);
    }

    /** @return whether no more than that is out */
    boolean capacity(String kit, long capacity) {
        return sql.update("UPDATE sandbox_kit SET capacity = ? WHERE id = ? AND granted <= ?", capacity, kit, capacity)
                == 1;
    }

    /**
     * Counts what goes out in one statement, so that two who grant at once cannot pass the capacity together.
     *
     * @return whether there was that much
     */
    boolean take(String kit, long amount) {
        return sql.update(
                        "UPDATE sandbox_kit SET granted = granted + ? WHERE id = ? AND granted + ? <= capacity",
                        amount,
                        kit,
                        amount)
                == 1;
    }

    void give(String kit, long amount) {
        sql.update("UPDATE sandbox_kit SET granted = granted - ? WHERE id = ?", amount, kit);
    }

    List<Grant> out(String kit) {
        return sql.list(GRANTS + " WHERE kit = ? AND returned = '' ORDER BY id", GRANT, kit);
    }

    List<Grant> of(String caseId) {
        return sql.list(GRANTS + " WHERE case_id = ? ORDER BY id", GRANT, caseId);
    }

    /** How much of a kit a participation has now. */
    long held(String kit, String caseId) {
        return sql.list(
                        "SELECT COALESCE(SUM(amount), 0) FROM sandbox_grant WHERE case_id = ? AND kit = ? AND returned"
                                + " = ''",
                        row -> row.getLong(1),
                        caseId,
                        kit)
                .getFirst();
    }

    Optional<Grant> grant(String id) {
        return sql.list(GRANTS + " WHERE id = ?", GRANT, id).stream().findFirst();
    }

    void grant(Grant grant, String person) {
        sql.update(
                "INSERT INTO sandbox_grant (id, kit, case_id, amount, person, time, returned) VALUES (?, ?, ?, ?, ?,"
                        + " ?, '')",
                grant.id(),
                grant.kit(),
                grant.caseId(),
                grant.amount(),
                person,
                grant.time());
    }

    /** @return whether it was out */
    boolean returned(String grant, Instant time) {
        return sql.update("UPDATE sandbox_grant SET returned = ? WHERE id = ? AND returned = ''", time, grant) == 1;
    }
}
