package zhiheng.watch.many;

/** A false-alarm budget shared over an endless list of tests: groups, restarts, epochs. */
public final class Spending {
    private Spending() {}

    /** The part of the budget for the k-th test, k from 1: 6 / (π k)², which adds up to 1 over all k. */
    public static double share(long k) {
        return 6 / (Math.PI * Math.PI * k * k);
    }
}
