package zhiheng.watch.simulate;

/** A law of streams. The same seed always draws the same stream. */
@FunctionalInterface
public interface Source {
    Values open(long seed);
}
