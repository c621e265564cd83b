package zhiheng.drills.poison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import zhiheng.base.Text;

/**
 * Which batch the suspicious rows came from, and whether there is anything to suspect. Of the rows with the highest scores, too many
 * from one batch is evidence: where batches are alike and none is poisoned, the highest rows fall on them by chance, and the exact
 * hypergeometric tail, multiplied by all that was looked at, is a p-value. So at most a share {@code level} of clean sets is accused,
 * whatever the scores are worth. Where batches differ by nature (another camera, another clinic), that promise does not hold.
 *
 * @param accused the batches with evidence at the level, the strongest first
 */
public record Provenance(double level, List<Accused> accused) {
    /** How many of the highest rows are looked at, in thousandths of all. */
    private static final List<Integer> TOPS = List.of(5, 10, 20);

    /**
     * A batch with evidence against it.
     *
     * @param top how many of the highest rows were looked at
     * @param hits how many of them it gave
     * @param p after the correction for all looks, at most 1
     */
    public record Accused(int batch, Text by, int top, int hits, double p) {}

    /** The scores of one detector, by its name, for each row. */
    public record Scored(Text by, double[] scores) {}

    public static Provenance of(List<Scored> scored, int[] origin, double level) {
        return of(scored, origin, level, TOPS);
    }

    /** @param tops how many of the highest rows are looked at, in thousandths of all */
    public static Provenance of(List<Scored> scored, int[] origin, double level, List<Integer> tops) {
        int batches = Arrays.stream(origin).max().orElse(-1) + 1;
        int looks = batches * scored.size() * tops.size();
        var accused = IntStream.range(0, batches)
                .mapToObj(b -> scored.stream()
                        .flatMap(s -> tops.stream().map(t -> look(s, origin, b, t, looks)))
                        .min(Comparator.comparingDouble(Accused::p)))
                .flatMap(Optional::stream)
                .filter(a -> a.p <= level)
                .sorted(Comparator.comparingDouble(Accused::p))
                .toList();
        return new Provenance(level, accused);
    }

    private static Accused look(Scored scored, int[] origin, int batch, int thousandths, int looks) {
        int n = origin.length;
        int top = Math.max(1, (int) ((long) n * thousandths / 1000));
        int hits = 0;
        for (int i : highest(scored.scores, top)) {
            hits += origin[i] == batch ? 1 : 0;
        }
        int members = (int) Arrays.stream(origin).filter(o -> o == batch).count();
        return new Accused(batch, scored.by, top, hits, Math.min(1, looks * tail(n, members, top, hits)));
    }

    /** The rows with the highest scores, ties by their order. */
    static int[] highest(double[] scores, int top) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .limit(top)
                .mapToInt(i -> i)
                .toArray();
    }

    /** The chance that of {@code top} rows drawn from {@code n}, {@code hits} or more are among {@code members}. */
    static double tail(int n, int members, int top, int hits) {
        double sum = 0;
        double all = choose(n, top);
        for (int k = Math.max(hits, top - (n - members)); k <= Math.min(top, members); k++) {
            sum += Math.exp(choose(members, k) + choose(n - members, top - k) - all);
        }
        return Math.min(1, sum);
    }

    /** The logarithm of the binomial coefficient. */
    private static double choose(int n, int k) {
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += Math.log(n - k + i) - Math.log(i);
        }
        return sum;
    }
}
