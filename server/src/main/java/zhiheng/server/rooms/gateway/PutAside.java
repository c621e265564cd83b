package zhiheng.server.rooms.gateway;

import java.util.Objects;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Act;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Outbox;
import zhiheng.server.ground.sql.TxSql;

/**
 * Systems that the office puts aside answer no calls: from the moment the office says so, and after a restart. Permits stay as they
 * are, so that a system that is taken back goes on under the permit it had.
 */
final class PutAside {
    private record Row(String system, String into) {}

    private PutAside() {}

    static void follow(Permits permits, OfficeStore store, Outbox outbox) {
        outbox.listen(acts -> acts.forEach(act -> heard(permits, act)));
        store.read(tx -> TxSql.in(tx)
                        .list(
                                "SELECT id, merged_into FROM ai_system WHERE archived_at IS NOT NULL",
                                row -> new Row(
                                        row.getString("id"),
                                        Objects.requireNonNullElse(row.getString("merged_into"), ""))))
                .forEach(row -> permits.putAside(row.system, row.into));
    }

    private static void heard(Permits permits, Act act) {
        switch (act.name()) {
            case "system.archived" -> permits.putAside(act.systemId(), "");
            case "system.merged" ->
                permits.putAside(
                        act.systemId(), String.valueOf(Json.readMap(act.body()).getOrDefault("into", "")));
            case "system.unarchived" -> permits.use(act.systemId());
            default -> {}
        }
    }
}
