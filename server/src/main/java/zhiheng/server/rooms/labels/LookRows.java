package zhiheng.server.rooms.labels;

import java.util.List;
import zhiheng.labels.label.ContentLabel;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.Transaction;
import zhiheng.provenance.fingerprint.Fingerprint;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on the looks of labelled pictures. */
record LookRows(TxSql sql) {
    static LookRows in(Transaction tx) {
        return new LookRows(TxSql.in(tx));
    }

    void add(Act act, ContentLabel label, Fingerprint look) {
        sql.update(
                "INSERT INTO label_look (id, made_at, produce_id, producer, look, quality) VALUES (?, ?, ?, ?, ?, ?)",
                act.id(),
                act.time(),
                label.produceId(),
                label.contentProducer(),
                look.hex(),
                look.quality());
    }

    /** Those after an id, the oldest first. */
    List<Looks.Known> after(String id, int most) {
        return sql.list(
                "SELECT id, made_at, produce_id, producer, look, quality FROM label_look WHERE id > ? ORDER BY id LIMIT "
                        + most,
                row -> new Looks.Known(
                        row.getString("id"),
                        Times.instant(row, "made_at"),
                        row.getString("produce_id"),
                        row.getString("producer"),
                        Fingerprint.of(row.getString("look"), row.getInt("quality"))),
                id);
    }
}
