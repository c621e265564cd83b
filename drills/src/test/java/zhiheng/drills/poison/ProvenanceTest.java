package zhiheng.drills.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
    private static final int ROWS = 1500;

    private static int[] tenBatches() {
        int[] origin = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            origin[i] = i / 150;
        }
        return origin;
    }

    /** {@code count} rows of batch 4 score higher by {@code lift}. */
    private static Provenance.Scored scored(long seed, int count, double lift) {
        var random = new SplittableRandom(seed);
        var scores = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            scores[i] = random.nextGaussian() + (i >= 600 && i < 600 + count ? lift : 0);
        }
        return new Provenance.Scored(Detector.SPECTRAL.text(), scores);
    }

    @Test
    void clean_sets_are_accused_no_more_often_than_promised() {
        int accused = 0;
        for (int seed = 0; seed < 1000; seed++) {
            var set = List.of(scored(seed, 0, 0), scored(seed + 5000, 0, 0));
            accused += Provenance.of(set, tenBatches(), .01).accused().isEmpty() ? 0 : 1;
        }
        assertThat(accused)
                .isLessThanOrEqualTo(20); // 10 are allowed on average; fewer come, for the looks are counted up
    }

    @Test
    void fifteen_rows_that_stand_out_name_their_batch() {
        int named = 0;
        for (int seed = 0; seed < 100; seed++) {
            var accused = Provenance.of(List.of(scored(seed, 15, 4)), tenBatches(), .01)
                    .accused();
            named += accused.size() == 1 && accused.getFirst().batch() == 4 ? 1 : 0;
        }
        assertThat(named).isGreaterThan(95);
    }

    @Test
    void the_tail_is_the_hypergeometric_one() {
        assertThat(Provenance.tail(10, 5, 2, 2)).isCloseTo(2.0 / 9, within(1e-12));
        assertThat(Provenance.tail(10, 5, 2, 0)).isCloseTo(1, within(1e-12));
        assertThat(Provenance.tail(1500, 150, 15, 15)).isLessThan(1e-14);
    }

    @Test
    void nothing_says_nothing() {
        assertThat(Provenance.of(List.of(), new int[0], .01).accused()).isEmpty();
    }
}
