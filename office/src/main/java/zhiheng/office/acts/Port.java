package zhiheng.office.acts;

/**
 * A domain's way to its own storage: the statements {@code S} it needs, within a transaction. Whoever keeps the state
 * offers one port for each domain, so that a new domain brings its statements along and changes no other's.
 */
@FunctionalInterface
public interface Port<S> {
    S in(Transaction tx);
}
