package zhiheng.office.acts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import zhiheng.ledger.Ledger;

/**
 * The way of committed acts into the ledger. Writers that come at the same time share it (group commit: DeWitt et al., Implementation
 * Techniques for Main Memory Database Systems, 1984): one of them takes all that wait, appends them at once, and stores all their places
 * in one transaction; the others find theirs done.
 *
 * <p>The order is that of the commits: a transaction enters its acts while it still has its turn, and one whose end is not known yet
 * keeps those behind it waiting. What the ledger or the database refused is owed; it is looked up in the ledger, since it may have got
 * there, and goes before everything that comes later. A commit that was never answered is looked up in the database.
 */
final class Appending {
    /** So many acts at most share an append and a transaction, that neither takes long. */
    static final int MAX_ACTS = 256;

    private final Transactions store;
    private final Port<? extends ActTx> rows;
    private final Ledger ledger;
    private final ConcurrentLinkedQueue<Batch> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();
    /** Committed and not yet known to be in the ledger, in order; belongs to whoever has the turn. */
    private final ArrayDeque<Act> owed = new ArrayDeque<>();

    /** Of transactions whose commit was asked for and never answered: the database may hold them or not. */
    private final ConcurrentLinkedQueue<Act> doubtful = new ConcurrentLinkedQueue<>();

    private final Order order;
    private final LogCopy copy;
    private volatile boolean behind;

    Appending(Transactions store, Port<? extends ActTx> rows, Ledger ledger, Order order) {
        this.store = store;
        this.rows = rows;
        this.ledger = ledger;
        this.order = order;
        copy = new LogCopy(store, rows, ledger);
    }

    /** The acts of one transaction. */
    static final class Batch {
        private final List<Act> acts;
        private final CompletableFuture<Boolean> committed = new CompletableFuture<>();
        private volatile boolean entered;
        private volatile boolean done;
        private volatile @Nullable Throwable failure;

        Batch(List<Act> acts) {
            this.acts = acts;
        }

        /** Whether the work was done, so that only its commit can have failed. */
        boolean entered() {
            return entered;
        }

        /** Says how the transaction ended. */
        void decide(boolean commits) {
            committed.complete(commits);
        }
    }

    /** Takes a place in the order. To be called inside the transaction, last; its end must be told by {@link Batch#decide}. */
    void enter(Batch batch) {
        if (!batch.acts.isEmpty()) {
            batch.entered = true;
            queue.add(batch);
        }
    }

    /** Returns when the acts are in the ledger and their places are known. */
    void finish(Batch batch) {
        if (batch.acts.isEmpty()) {
            return;
        }
        turn.lock();
        try {
            while (!batch.done) {
                append(committed());
            }
        } finally {
            turn.unlock();
        }
        var failure = batch.failure;
        if (failure != null) {
            throw new LedgerUnavailable(failure);
        }
    }

    /** Those at the head of the queue that are committed; waits for the first to be decided, and for no other. */
    private List<Batch> committed() {
        var result = new ArrayList<Batch>();
        int acts = 0;
        for (var head = queue.peek();
                head != null && acts < MAX_ACTS && (result.isEmpty() || head.committed.isDone());
                head = queue.peek()) {
            boolean commits = head.committed.join();
            queue.remove();
            if (commits) {
                result.add(head);
                acts += head.acts.size();
            }
        }
        return result;
    }

    private void append(List<Batch> batches) {
        batches.forEach(batch -> owed.addAll(batch.acts));
        try {
            pay();
        } catch (Throwable e) { // whatever it is, nobody may wait for ever
            batches.stream()
                    .filter(batch -> owed.contains(batch.acts.getLast()))
                    .forEach(batch -> batch.failure = e);
        }
        batches.forEach(batch -> batch.done = true);
    }

    /** Acts that an earlier run left pending. */
    void settle(List<Act> pending) {
        turn.lock();
        try {
            owed.addAll(pending);
            behind = !owed.isEmpty();
            pay();
        } finally {
            turn.unlock();
        }
    }

    boolean behind() {
        return behind || !doubtful.isEmpty();
    }

    /** The connection broke at the commit: what became of these acts is asked as soon as the database answers. */
    void doubt(Batch batch) {
        doubtful.addAll(batch.acts);
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

    /** Appends what is owed; {@link LedgerUnavailable} where the ledger does not take it. */
    void retry() {
        turn.lock();
        try {
            pay();
        } catch (RuntimeException e) {
            throw new LedgerUnavailable(e);
        } finally {
            turn.unlock();
        }
    }

    private void pay() {
        boolean paid = false;
        try {
            ask();
            while (!owed.isEmpty()) {
                var some = owed.stream().limit(MAX_ACTS).toList();
                switch (order) {
                    case LEDGER -> place(some, places(some));
                    case DATABASE -> follow(some, number(some));
                }
                some.forEach(act -> owed.removeFirst());
            }
            paid = true;
        } finally {
            behind = !paid;
        }
    }

    /** The database gives the places, in one transaction with the seal of what this ledger holds. Returns the first that was given. */
    private long number(List<Act> acts) {
        var known = behind ? Json.actIndex(ledger, acts) : Map.<String, Long>of();
        return store.write(tx -> {
            var sql = rows.in(tx);
            if (ledger.size() > 0) {
                sql.seal(LogSeal.of(ledger, ledger.size()));
            }
            long first = Math.max(sql.entries(), ledger.size());
            long next = first;
            for (var act : acts) {
                var place = known.get(act.id());
                if (behind
                        && sql.act(act.id())
                                .filter(row -> row.ledgerIndex() >= 0)
                                .isPresent()) {
                    continue; // a commit that was never answered gave it
                }
                sql.appended(act.id(), place == null ? next++ : place);
            }
            return first;
        });
    }

    /** The ledger takes what the database has numbered. */
    private void follow(List<Act> acts, long first) {
        if (!behind && first == ledger.size()) {
            LogCopy.append(ledger, first, acts);
        } else {
            copy.catchUp();
        }
    }

    /** Where each act is in the ledger; those that it does not hold are appended. */
    private Map<Act, Long> places(List<Act> acts) {
        var places = new LinkedHashMap<Act, Long>();
        if (behind) {
            var known = Json.actIndex(ledger, acts);
            acts.stream()
                    .filter(act -> known.containsKey(act.id()))
                    .forEach(act -> places.put(act, known.get(act.id())));
        }
        var fresh = acts.stream().filter(act -> !places.containsKey(act)).toList();
        if (!fresh.isEmpty()) {
            long index = ledger.appendAll(fresh.stream().map(Outbox::entry).toList());
            for (var act : fresh) {
                places.put(act, index++);
            }
        }
        return places;
    }

    /** The acts' places and the seal of the log up to the last of them become known together. */
    private void place(List<Act> acts, Map<Act, Long> places) {
        long size = places.values().stream().mapToLong(Long::longValue).max().orElse(-1) + 1;
        store.write(tx -> {
            rows.in(tx).seal(LogSeal.of(ledger, size));
            acts.forEach(act -> rows.in(tx).appended(act.id(), places.getOrDefault(act, -1L)));
            return acts.size();
        });
    }
}
