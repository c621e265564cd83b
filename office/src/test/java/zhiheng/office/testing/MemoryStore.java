package zhiheng.office.testing;

import java.util.function.Consumer;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.Transaction;

/** The office's state in memory. A transaction works on a copy, which replaces the state when it commits. */
public final class MemoryStore implements OfficeStore {
    private State state = new State();
    private Consumer<String> before = statement -> {};
    private Runnable committed = () -> {};

    /** Calls {@code probe} with the name of each statement that changes the state, before it does; it may throw. */
    public synchronized void before(Consumer<String> probe) {
        before = probe;
    }

    /** Calls {@code probe} when a transaction is committed and nobody has been told; it may throw, as a connection that breaks. */
    public synchronized void committed(Runnable probe) {
        committed = probe;
    }

    /** Takes a backup; what it returns restores it. */
    public synchronized Runnable backup() {
        var kept = state.copy();
        return () -> {
            synchronized (this) {
                state = kept.copy();
            }
        };
    }

    @Override
    public synchronized <T> T write(Work<T> work) {
        var copy = state.copy();
        var result = work.on(new MemoryTx(copy, before));
        state = copy;
        committed.run();
        return result;
    }

    @Override
    public synchronized <T> T read(Work<T> work) {
        return work.on(new MemoryTx(state.copy(), statement -> {
            throw new IllegalStateException(statement + " while reading");
        }));
    }

    @Override
    public Tx in(Transaction tx) {
        return (MemoryTx) tx;
    }
}
