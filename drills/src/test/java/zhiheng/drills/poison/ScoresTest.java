package zhiheng.drills.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The detectors' arithmetic on data whose answer is known. */
class ScoresTest {
    @Test
    void the_area_is_the_share_of_pairs_in_order() {
        var roc = Roc.of(new double[] {3, 2, 2, 1}, new boolean[] {true, false, true, false});
        assertThat(roc.auc()).isCloseTo(3.5 / 4, within(1e-12));
        assertThat(Roc.of(new double[] {1, 2}, new boolean[2]).auc()).isNaN();
        assertThat(Roc.of(new double[] {0, 0, 1}, new boolean[] {false, false, true})
                        .found())
                .isEqualTo(1);
    }

    /** Large variance along one axis hides a small cluster along another; whitening brings it out. */
    @Test
    void whitening_finds_what_stands_off_the_loud_axis() {
        var random = new SplittableRandom(3);
        var rows = new float[200][12];
        var bad = new boolean[200];
        for (int i = 0; i < rows.length; i++) {
            bad[i] = i < 12;
            for (int k = 0; k < 12; k++) {
                rows[i][k] = (float) (random.nextGaussian() * (k == 0 ? 30 : 1) + (bad[i] && k < 8 && k > 0 ? 3 : 0));
            }
        }
        assertThat(Roc.of(Spectral.scores(rows), bad).auc()).isGreaterThan(.99);
    }

    @Test
    void eigenvectors_turn_the_matrix_straight() {
        var own = Symmetric.of(new double[][] {{2, 1, 0}, {1, 2, 0}, {0, 0, 5}});
        assertThat(own.values()).usingComparatorWithPrecision(1e-9).containsExactly(5, 3, 1);
        assertThat(Math.abs(own.vectors()[1][0])).isCloseTo(Math.sqrt(.5), within(1e-9));
    }

    /** Labels flipped by chance: the count tells the noise, and what is taken is mostly wrong. */
    @Test
    void confident_learning_estimates_the_noise_and_takes_the_wrong() {
        var random = new SplittableRandom(4);
        int n = 2000;
        int[] labels = new int[n];
        var bad = new boolean[n];
        var chances = new double[n][4];
        for (int i = 0; i < n; i++) {
            int truth = i % 4;
            bad[i] = random.nextInt(20) == 0;
            labels[i] = bad[i] ? (truth + 1 + random.nextInt(3)) % 4 : truth;
            double sure = .55 + .4 * random.nextDouble();
            for (int c = 0; c < 4; c++) {
                chances[i][c] = c == truth ? sure : (1 - sure) / 3;
            }
        }
        double noise = 0;
        for (boolean one : bad) {
            noise += one ? 1.0 / n : 0;
        }
        var found = Confident.of(chances, labels);
        assertThat(found.noise()).isCloseTo(noise, within(.012));
        for (int i : found.flagged()) {
            assertThat(bad[i]).isTrue();
        }
    }

    @Test
    void the_gram_of_a_class_marks_the_row_with_another_texture() {
        var random = new SplittableRandom(5);
        var rows = new float[60][];
        for (int i = 0; i < rows.length; i++) {
            var planes = new float[4 * 16];
            for (int k = 0; k < planes.length; k++) {
                planes[k] = (float) Math.abs(random.nextGaussian()) + (i == 7 && k < 16 ? 4 : 0);
            }
            rows[i] = Grams.of(planes, 4);
        }
        assertThat(Provenance.highest(Grams.scores(rows), 1)).containsExactly(7);
    }
}
