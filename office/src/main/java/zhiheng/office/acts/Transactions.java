package zhiheng.office.acts;

/** Opens transactions. One commits as a whole or, on any exception, not at all. */
public interface Transactions {
    /** Work inside one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Transaction tx);
    }

    /** One transaction at a time changes the state. */
    <T> T write(Work<T> work);

    /** Sees one state throughout. */
    <T> T read(Work<T> work);

    /** As {@link #read}, for work that asks one thing only. */
    default <T> T once(Work<T> work) {
        return read(work);
    }
}
