package zhiheng.server.rooms.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.gateway.Interaction;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;

/** Sealed contents in the database, each beside the record of its call. */
public final class ContentRows {
    private final Db db;

    public ContentRows(Db db) {
        this.db = db;
    }

    /** Part of the transaction that brings the records. */
    public static void insert(Connection c, List<Interaction> interactions, Map<String, byte[]> contents)
            throws SQLException {
        if (contents.isEmpty()) {
            return;
        }
        try (var rows = c.prepareStatement("INSERT INTO content (interaction, system, sealed) VALUES (?, ?, ?)")) {
            for (var i : interactions) {
                var sealed = contents.get(i.id());
                if (sealed != null) {
                    Sql.bind(rows, i.id(), i.system(), sealed);
                    rows.addBatch();
                }
            }
            rows.executeBatch();
        }
    }

    public boolean has(String system, String interaction) {
        return db.read(c ->
                Sql.number(c, "SELECT COUNT(*) FROM content WHERE interaction = ? AND system = ?", interaction, system)
                        > 0);
    }

    public Optional<byte[]> of(String system, String interaction) {
        return db.read(c -> Sql.one(
                c,
                "SELECT sealed FROM content WHERE interaction = ? AND system = ?",
                row -> row.getBytes("sealed"),
                interaction,
                system));
    }

    /** Forgets the contents of a system's calls from before a moment. @return how many */
    public int forget(String system, Instant before) {
        return db.write(c -> Sql.update(
                c,
                "DELETE FROM content WHERE system = ? AND interaction < ?",
                system,
                InteractionRows.firstId(before)));
    }
}
