package zhiheng.drills.poison;

import java.util.SplittableRandom;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;

/**
 * STRIP (Gao et al., ACSAC 2019), with sums in the place of averages: what other pictures have above or below their own mean is added
 * to one, so that it grows no lighter; a trigger keeps its label in whatever company, a picture does not.
 */
final class Strip {
    private static final int COMPANY = 12;
    private static final float SHARE = 1.2f;

    private Strip() {}

    /** The mean chance of each row's own label when others of other labels are added. */
    static double[] scores(Net net, Labelled data, long seed) {
        var random = new SplittableRandom(seed);
        var scores = new double[data.size()];
        for (int i = 0; i < scores.length; i++) {
            for (int k = 0; k < COMPANY; ) {
                int other = random.nextInt(data.size());
                if (data.labels()[other] != data.labels()[i]) {
                    var sum = data.inputs()[i].clone();
                    var company = data.inputs()[other];
                    float mean = mean(company);
                    for (int p = 0; p < sum.length; p++) {
                        sum[p] += SHARE * (company[p] - mean);
                    }
                    scores[i] += net.probabilities(sum)[data.labels()[i]] / COMPANY;
                    k++;
                }
            }
        }
        return scores;
    }

    private static float mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }
}
