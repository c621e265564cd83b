package zhiheng.office.acts;

import java.util.List;

/** How acts come to their places in the log, by one of the two {@link Order}s. All but {@link #store} and {@link #doubt} under one turn. */
interface Placing {
    /** Stores the acts, inside their transaction. */
    void store(Transaction tx, Batch batch);

    /** Brings acts into the ledger that are committed, in this order, behind all that is owed from before. */
    void append(List<Batch> committed);

    /** Whether the ledger lacks these, after an {@link #append} that failed. */
    boolean owes(Batch batch);

    /** Acts that an earlier run left without a place. */
    void settle(List<Act> pending);

    /** Appends what is owed. */
    void retry();

    /** The connection broke at the commit: what became of these acts is asked as soon as the database answers. */
    void doubt(List<Act> acts);

    /** Whether anything is owed, or in doubt. */
    boolean behind();
}
