package zhiheng.server.rooms.labels;

import java.util.Optional;
import zhiheng.labels.label.ContentLabel;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on the marks of labelled pictures. */
record MarkRows(TxSql sql) {
    static MarkRows in(Transaction tx) {
        return new MarkRows(TxSql.in(tx));
    }

    void add(Act act, ContentLabel label, String mark) {
        sql.update(
                "INSERT INTO label_mark (mark, id, made_at, produce_id, producer) VALUES (?, ?, ?, ?, ?)",
                mark,
                act.id(),
                act.time(),
                label.produceId(),
                label.contentProducer());
    }

    Optional<Marks.Marked> of(String mark) {
        return sql
                .list(
                        "SELECT id, made_at, produce_id, producer FROM label_mark WHERE mark = ?",
                        row -> new Marks.Marked(
                                row.getString("id"),
                                Times.instant(row, "made_at"),
                                row.getString("produce_id"),
                                row.getString("producer")),
                        mark)
                .stream()
                .findFirst();
    }
}
