package zhiheng.drills.poison;

import java.util.SplittableRandom;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;

/**
 * STRIP (Gao et al., ACSAC 2019), with sums in the place of averages: other pictures are added to one; a trigger keeps its label in
 * whatever company, a picture does not.
 */
final class Strip {
    private static final int COMPANY = 12;

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
                    for (int p = 0; p < sum.length; p++) {
                        sum[p] = Math.min(1, sum[p] + data.inputs()[other][p]);
                    }
                    scores[i] += net.probabilities(sum)[data.labels()[i]] / COMPANY;
                    k++;
                }
            }
        }
        return scores;
    }
}
