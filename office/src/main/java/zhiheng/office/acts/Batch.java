package zhiheng.office.acts;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The acts of one transaction on their way into the ledger. */
final class Batch {
    final List<Act> acts;
    final CompletableFuture<Boolean> committed = new CompletableFuture<>();
    volatile boolean entered;
    volatile boolean done;
    volatile @Nullable Throwable failure;

    /** The place of the first act, where the database gave it; -1 for none. */
    volatile long first = -1;

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
