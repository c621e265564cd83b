package zhiheng.bench.season;

/** Scores one stream from its first row to its last: a number in [0,1] a row. A new one is made for each stream. */
@FunctionalInterface
public interface Scorer {
    double score(long time, double value);
}
