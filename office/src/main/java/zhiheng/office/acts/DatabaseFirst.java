package zhiheng.office.acts;

import java.time.Duration;
import java.util.List;
import zhiheng.ledger.Ledger;

/**
 * {@link Order#DATABASE}: an act gets its place in the very transaction that makes it, so that one commit makes both durable; then the
 * ledger follows. Numbers follow upon each other as commits do, since one transaction at a time writes and those of a server that no
 * longer leads are fenced off; a transaction that is undone gives its numbers back. Whatever goes wrong behind the commit is put right
 * by reading the database again.
 */
final class DatabaseFirst implements Placing {
    /** How often what the ledger holds is noted in the database, at most. */
    private static final Duration SEAL_EVERY = Duration.ofMillis(200);

    private final Transactions store;
    private final Port<? extends ActTx> rows;
    private final Ledger ledger;
    private final LogCopy copy;
    private volatile boolean behind;
    private volatile boolean doubt;
    private volatile long sealed;
    private volatile long sealedNanos = System.nanoTime() - SEAL_EVERY.toNanos();

    DatabaseFirst(Transactions store, Port<? extends ActTx> rows, Ledger ledger) {
        this.store = store;
        this.rows = rows;
        this.ledger = ledger;
        copy = new LogCopy(store, rows, ledger);
    }

    @Override
    public void store(Transaction tx, Batch batch) {
        var sql = rows.in(tx);
        long held = ledger.size();
        if (held > sealed && System.nanoTime() - sealedNanos >= SEAL_EVERY.toNanos()) {
            sql.seal(LogSeal.of(ledger, held));
            sealed = held;
            sealedNanos = System.nanoTime();
        }
        batch.first = -1;
        for (var act : batch.acts) {
            long place = sql.addNumbered(act, held);
            if (batch.first < 0) {
                batch.first = place;
            }
        }
    }

    @Override
    public void append(List<Batch> committed) {
        if (behind() || !follows(committed)) {
            retry();
            return;
        }
        boolean done = false;
        try {
            LogCopy.append(
                    ledger,
                    committed.getFirst().first,
                    committed.stream().flatMap(batch -> batch.acts.stream()).toList());
            done = true;
        } finally {
            behind = !done;
        }
    }

    /** Whether the ledger lacks nothing before these, and nothing between them. */
    private boolean follows(List<Batch> committed) {
        long next = ledger.size();
        for (var batch : committed) {
            if (batch.first != next) {
                return false;
            }
            next += batch.acts.size();
        }
        return true;
    }

    @Override
    public boolean owes(Batch batch) {
        return ledger.size() < batch.first + batch.acts.size();
    }

    @Override
    public void retry() {
        boolean done = false;
        try {
            doubt = false; // what is committed by now is seen now
            copy.catchUp();
            done = true;
        } finally {
            behind = !done;
        }
    }

    @Override
    public void doubt(List<Act> acts) {
        doubt = true;
    }

    @Override
    public boolean behind() {
        return behind || doubt;
    }

    /** Of a time when the ledger gave the places: it may hold some of them. */
    @Override
    public void settle(List<Act> pending) {
        for (int from = 0; from < pending.size(); from += Appending.MAX_ACTS) {
            number(pending.subList(from, Math.min(pending.size(), from + Appending.MAX_ACTS)));
        }
        retry();
    }

    private void number(List<Act> acts) {
        var places = Json.actIndex(ledger, acts);
        store.write(tx -> {
            var sql = rows.in(tx);
            long next = Math.max(sql.entries(), ledger.size());
            for (var act : acts) {
                var known = places.get(act.id());
                sql.appended(act.id(), known == null ? next++ : known);
            }
            return next;
        });
    }
}
