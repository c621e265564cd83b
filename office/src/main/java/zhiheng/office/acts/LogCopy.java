package zhiheng.office.acts;

import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.ledger.Ledger;

/**
 * Brings a ledger up to the acts that the database has numbered. Where several servers share a database, an act gets its place in the
 * log there, in a transaction of the one that leads; each server's own ledger follows, entry by entry, so that any of them is a
 * beginning of the same log and none can be another one.
 */
public final class LogCopy {
    private static final int PAGE = 1_000;

    private final Transactions store;
    private final Port<? extends ActTx> rows;
    private final Ledger ledger;

    public LogCopy(Transactions store, Port<? extends ActTx> rows, Ledger ledger) {
        this.store = store;
        this.rows = rows;
        this.ledger = ledger;
    }

    /** Appends what is missing. Returns how many entries that were. */
    public long catchUp() {
        long appended = 0;
        for (var page = page(); !page.isEmpty(); page = page()) {
            for (int i = 0; i < page.size(); i++) {
                if (page.get(i).ledgerIndex() != ledger.size() + i) {
                    throw torn(ledger.size() + i);
                }
            }
            long at = ledger.size();
            append(ledger, at, page.stream().map(ActRow::act).toList());
            appended += page.size();
        }
        return appended;
    }

    private List<ActRow> page() {
        return store.read(tx -> rows.in(tx).actsFrom(ledger.size(), PAGE));
    }

    /** Appends these acts, whose first has been given the place {@code at}. */
    static void append(Ledger ledger, long at, List<Act> acts) {
        long index = ledger.appendAll(acts.stream().map(Outbox::entry).toList());
        if (index != at) {
            throw torn(at);
        }
    }

    private static Refusal torn(long index) {
        return Refusal.conflict(
                "数据库中缺少账本第 " + index + " 条，或本地账本被其他程序写过；本服务不再写入账本。请运行 ./zhiheng check。",
                "The database has no entry " + index
                        + " of the ledger, or something else wrote to this server's copy of"
                        + " it; it is written to no more. Look with ./zhiheng check.");
    }
}
