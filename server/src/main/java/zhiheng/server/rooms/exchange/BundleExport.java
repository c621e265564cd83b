package zhiheng.server.rooms.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.office.OfficeStore;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.exchange.Handed.State;
import zhiheng.server.rooms.exchange.Handed.Way;
import zhiheng.server.rooms.ledger.Cosigning;

/** Makes files for another Zhiheng of what was handed over: sealed by our log, cosigned where there is a witness. */
record BundleExport(OfficeStore store, ExchangeDesk desk, Cosigning cosigning) {
    /** The file for another Zhiheng. {@code since}: the size of our checkpoint that it has seen; null for the one last sent there. */
    String of(Actor actor, String id, @Nullable Long since) {
        return of(actor, id, since, List.of());
    }

    /** @param fields those that go on, of what came from elsewhere; none for all */
    String of(Actor actor, String id, @Nullable Long since, List<String> fields) {
        var handed = desk.one(actor, id);
        if (!fields.isEmpty() && handed.way() != Way.IN) {
            throw Refusal.invalid(
                    "交出时已选定字段；如需更少，请重新交办。",
                    "The fields were chosen when it was handed over; hand it over anew for fewer.");
        }
        if (handed.way() == Way.IN) {
            if (!handed.parcel().tlp().beyondNamed()) {
                throw ExchangeDesk.mayNotPass(handed.parcel().tlp());
            }
            var given = fields.isEmpty() ? handed.given() : ExchangeDesk.chosen(handed.given(), fields);
            return new BundleFile(
                            handed.content(),
                            given,
                            BundleFile.read(handed.seal()).seal())
                    .write();
        }
        if (handed.way() != Way.OUT || !handed.handedBy(actor) && !actor.role().seesAll()) {
            throw Access.notFound();
        }
        if (handed.state() == State.BACK) {
            throw Refusal.conflict("已收回，不再导出。", "It was taken back and is not exported any more.");
        }
        if (handed.ledgerIndex() < 0) {
            throw Refusal.unavailable("尚未记入账本，请稍后再试。", "It is not in the ledger yet; try again soon.", null);
        }
        var note = cosigning.checkpoint();
        long size = Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
        var peer = store.read(tx -> ExchangeSql.in(tx).peer(handed.peer()))
                .orElseThrow(() -> Receivers.unknown(handed.peer()));
        var seal = Seals.make(
                cosigning.ledger(), handed.ledgerIndex(), handed.parcel(), note, since == null ? peer.sent() : since);
        store.write(tx -> {
            var sql = ExchangeSql.in(tx);
            sql.peer(peer.log())
                    .ifPresent(p -> sql.put(
                            new Peer(p.log(), p.name(), p.key(), p.witnessKey(), p.checkpoint(), p.size(), size)));
            return size;
        });
        return new BundleFile(handed.content(), handed.given(), seal).write();
    }
}
