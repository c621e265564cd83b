package zhiheng.office.acts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way of committed acts into the ledger. Writers that come at the same time share it (group commit: DeWitt et al., Implementation
 * Techniques for Main Memory Database Systems, 1984): one of them takes all that wait and appends them at once; the others find theirs
 * done.
 *
 * <p>The order is that of the commits: a transaction enters its acts while it still has its turn, and one whose end is not known yet
 * keeps those behind it waiting.
 */
final class Appending {
    /** So many acts at most share an append and a transaction, that neither takes long. */
    static final int MAX_ACTS = 256;

    private final Placing placing;
    private final ConcurrentLinkedQueue<Batch> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    Appending(Placing placing) {
        this.placing = placing;
    }

    /** Stores the acts, inside the transaction. */
    void store(Transaction tx, Batch batch) {
        if (!batch.acts.isEmpty()) {
            placing.store(tx, batch);
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
        if (batches.isEmpty()) {
            return;
        }
        try {
            placing.append(batches);
        } catch (Throwable e) { // whatever it is, nobody may wait for ever
            batches.stream().filter(placing::owes).forEach(batch -> batch.failure = e);
        }
        batches.forEach(batch -> batch.done = true);
    }

    /** Acts that an earlier run left pending. */
    void settle(List<Act> pending) {
        turn.lock();
        try {
            placing.settle(pending);
        } finally {
            turn.unlock();
        }
    }

    boolean behind() {
        return placing.behind();
    }

    void doubt(Batch batch) {
        placing.doubt(batch.acts);
    }

    /** Appends what is owed; {@link LedgerUnavailable} where the ledger does not take it. */
    void retry() {
        turn.lock();
        try {
            placing.retry();
        } catch (RuntimeException e) {
            throw new LedgerUnavailable(e);
        } finally {
            turn.unlock();
        }
    }
}
