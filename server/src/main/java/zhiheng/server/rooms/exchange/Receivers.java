package zhiheng.server.rooms.exchange;

import zhiheng.base.Refusal;
import zhiheng.cases.bundle.Parcel.Party;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Transaction;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.server.rooms.exchange.Handed.Way;

/**
 * Who hands over and to whom: organisations here, and those behind the logs that an administrator made known.
 *
 * @param own the origin of our own log
 */
record Receivers(OfficeStore store, String own) {
    /** Where something goes: the organisation's id here, "" for elsewhere. */
    record Receiver(String org, Party party, String log) {
        Way way() {
            return log.isEmpty() ? Way.WITHIN : Way.OUT;
        }
    }

    Receiver to(Transaction tx, String log, String org, Actor actor) {
        if (!log.isEmpty()) {
            var peer = ExchangeSql.in(tx).peer(log).orElseThrow(() -> unknown(log));
            return new Receiver("", new Party(peer.log(), org), peer.log());
        }
        var key = Org.nameKey(org);
        var found = store.in(tx).orgs().stream()
                .filter(o -> o.id().equals(org)
                        || !org.isBlank() && Org.nameKey(o.name()).equals(key))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "没有组织“" + org + "”。请写全称。", "There is no organisation '" + org + "'. Give its full name."));
        if (found.id().equals(actor.orgId())) {
            throw Refusal.invalid("不必交给自己的组织。", "That is your own organisation.");
        }
        return new Receiver(found.id(), new Party(own, found.name()), "");
    }

    Party self(Transaction tx, Actor actor) {
        return new Party(own, store.in(tx).org(actor.orgId()).map(Org::name).orElse(""));
    }

    static Refusal unknown(String log) {
        return Refusal.invalid(
                "不认识日志“" + log + "”：请管理员先登记其验证密钥。",
                "The log '" + log + "' is not among the known ones; an administrator adds its verifier key first.");
    }
}
