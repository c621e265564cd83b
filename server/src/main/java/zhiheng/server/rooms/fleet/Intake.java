package zhiheng.server.rooms.fleet;

import java.time.Clock;
import java.util.HashMap;
import zhiheng.base.Refusal;
import zhiheng.gateway.Seal;
import zhiheng.gateway.journal.Parcel;
import zhiheng.gateway.journal.Position;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.traffic.InteractionRows;

/**
 * Takes in what gateways recorded. A batch goes in with the place of its end in the gateway's journal, in one transaction, and only where
 * the place before it is the one known here: so each record is there once, whatever is sent again or cut short.
 */
final class Intake {
    private final Db db;
    private final Seal seal;
    private final Stored stored;
    private final Clock clock;

    /** @param stored is given every batch once it is in the database */
    Intake(Db db, Seal seal, Stored stored, Clock clock) {
        this.clock = clock;
        this.db = db;
        this.seal = seal;
        this.stored = stored;
    }

    Position position(Member member, String journal) {
        return db.read(c -> Sql.one(
                        c,
                        "SELECT segment, place FROM fleet_journal WHERE gateway = ? AND journal = ?",
                        row -> new Position(row.getLong("segment"), row.getLong("place")),
                        member.id(),
                        journal)
                .orElse(Position.START));
    }

    void take(Member member, String journal, Position from, Position next, Parcel parcel) {
        var arrived = clock.instant();
        for (var call : parcel.interactions()) {
            if (!member.knows(call.system())) {
                throw Refusal.forbidden(
                        "记录属于本网关无权知道的系统：" + call.system(),
                        "A record is of a system that this gateway may not know: " + call.system());
            }
        }
        var contents = new HashMap<String, byte[]>();
        parcel.contents().forEach((id, plain) -> contents.put(id, seal.seal(id, plain)));
        boolean taken = db.write(c -> {
            Sql.update(
                    c,
                    "INSERT INTO fleet_journal (gateway, journal, segment, place) VALUES (?, ?, 0, 0)"
                            + " ON CONFLICT (gateway, journal) DO NOTHING",
                    member.id(),
                    journal);
            int moved = Sql.update(
                    c,
                    "UPDATE fleet_journal SET segment = ?, place = ? WHERE gateway = ? AND journal = ?"
                            + " AND segment = ? AND place = ?",
                    next.segment(),
                    next.offset(),
                    member.id(),
                    journal,
                    from.segment(),
                    from.offset());
            if (moved == 1) {
                InteractionRows.put(c, parcel.interactions(), contents);
            }
            return moved == 1;
        });
        if (!taken && !position(member, journal).equals(next)) {
            throw Refusal.conflict(
                    "日志的位置不符：请先查询位置，再从那里发送。", "The place in the journal is another: ask for it, then send from there.");
        }
        if (taken && !parcel.interactions().isEmpty()) {
            synchronized (
                    stored) { // one after the other, as who watches expects; across gateways in the order of arrival
                stored.take(parcel.interactions(), member.id(), arrived, clock.instant());
            }
        }
    }
}
