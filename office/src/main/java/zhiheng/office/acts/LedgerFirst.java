package zhiheng.office.acts;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import zhiheng.ledger.Ledger;

/**
 * {@link Order#LEDGER}: acts are committed, appended, and then their places are stored, in one transaction for all that came together.
 * What the ledger or the database refused is owed; it is looked up in the ledger, since it may have got there, and goes before
 * everything that comes later. A commit that was never answered is looked up in the database.
 */
final class LedgerFirst implements Placing {
    private final Transactions store;
    private final Port<? extends ActTx> rows;
    private final Ledger ledger;

    /** Committed and not yet known to be in the ledger, in order; belongs to whoever has the turn. */
    private final ArrayDeque<Act> owed = new ArrayDeque<>();

    /** Of transactions whose commit was asked for and never answered: the database may hold them or not. */
    private final ConcurrentLinkedQueue<Act> doubtful = new ConcurrentLinkedQueue<>();

    private volatile boolean behind;

    LedgerFirst(Transactions store, Port<? extends ActTx> rows, Ledger ledger) {
        this.store = store;
        this.rows = rows;
        this.ledger = ledger;
    }

    @Override
    public void store(Transaction tx, Batch batch) {
        batch.acts.forEach(rows.in(tx)::addAct);
    }

    @Override
    public void append(List<Batch> committed) {
        committed.forEach(batch -> owed.addAll(batch.acts));
        retry();
    }

    @Override
    public boolean owes(Batch batch) {
        return owed.contains(batch.acts.getLast());
    }

    @Override
    public void settle(List<Act> pending) {
        owed.addAll(pending);
        behind = !owed.isEmpty();
        retry();
    }

    @Override
    public boolean behind() {
        return behind || !doubtful.isEmpty();
    }

    @Override
    public void doubt(List<Act> acts) {
        doubtful.addAll(acts);
    }

    /** Those of the doubtful that are committed after all are owed. */
    private void ask() {
        var asked = List.copyOf(doubtful);
        if (asked.isEmpty()) {
            return;
        }
        var committed = store.read(tx -> asked.stream()
                .filter(act -> rows.in(tx)
                        .act(act.id())
                        .filter(row -> row.ledgerIndex() < 0)
                        .isPresent())
                .toList());
        committed.stream().filter(act -> !owed.contains(act)).forEach(owed::add);
        behind |= !committed.isEmpty(); // looked up in the ledger before they are appended
        doubtful.removeAll(asked);
    }

    @Override
    public void retry() {
        boolean paid = false;
        try {
            ask();
            while (!owed.isEmpty()) {
                var some = owed.stream().limit(Appending.MAX_ACTS).toList();
                store(places(some));
                some.forEach(act -> owed.removeFirst());
            }
            paid = true;
        } finally {
            behind = !paid;
        }
    }

    /** Where each act is in the ledger; those that it does not hold are appended. */
    private Map<String, Long> places(List<Act> acts) {
        var places = new LinkedHashMap<String, Long>();
        if (behind) {
            places.putAll(Json.actIndex(ledger, acts));
        }
        var fresh = acts.stream().filter(act -> !places.containsKey(act.id())).toList();
        if (!fresh.isEmpty()) {
            long index = ledger.appendAll(fresh.stream().map(Outbox::entry).toList());
            for (var act : fresh) {
                places.put(act.id(), index++);
            }
        }
        return places;
    }

    /** The acts' places and the seal of the log up to the last of them become known together. */
    private void store(Map<String, Long> places) {
        long size = places.values().stream().mapToLong(Long::longValue).max().orElse(-1) + 1;
        store.write(tx -> {
            rows.in(tx).seal(LogSeal.of(ledger, size));
            rows.in(tx).appended(places);
            return size;
        });
    }
}
