package zhiheng.drills.attack;

import java.util.SplittableRandom;
import zhiheng.drills.target.Binomial;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Target;

/**
 * Randomised smoothing (Cohen, Rosenfeld and Kolter, ICML 2019): what the target answers most often under Gaussian noise is, with
 * probability 1 − alpha, the answer of the smoothed target everywhere within the radius. The radius is of the smoothed target, the one
 * that votes over noise; the bare one may fall sooner.
 *
 * @param sigma the deviation of the noise, in the unit of the inputs
 * @param guesses how many looks choose the class
 * @param looks how many then measure its share
 */
public record Smoothing(double sigma, int guesses, int looks, double alpha, long seed) {
    private static final int BATCH = 256;

    /**
     * @param label −1 where too few looks agreed to say anything
     * @param radius under L2
     */
    public record Certificate(int label, double radius, double share, long queries) {}

    public Certificate certify(Target target, float[] input) {
        var queries = new Queries(target);
        var random = new SplittableRandom(seed);
        long[] guess = counts(queries, input, guesses, random);
        int label = 0;
        for (int c = 1; c < guess.length; c++) {
            if (guess[c] > guess[label]) {
                label = c;
            }
        }
        double share = Binomial.lower(counts(queries, input, looks, random)[label], looks, alpha);
        return share > .5
                ? new Certificate(label, sigma * Binomial.normalQuantile(share), share, queries.spent())
                : new Certificate(-1, 0, share, queries.spent());
    }

    private long[] counts(Queries queries, float[] input, int count, SplittableRandom random) {
        var counts = new long[queries.classes()];
        for (int done = 0; done < count; done += BATCH) {
            var noisy = new float[Math.min(BATCH, count - done)][];
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] = input.clone();
                for (int k = 0; k < input.length; k++) {
                    noisy[i][k] += (float) (sigma * random.nextGaussian());
                }
            }
            for (int label : queries.labels(noisy)) {
                if (label >= 0) { // what was not answered votes for none
                    counts[label]++;
                }
            }
        }
        return counts;
    }
}
