package zhiheng.bench.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples worked out by hand. */
class NabScoreTest {
    /** 100 rows, of which 15 are probation, and a window of ten rows from row 40. */
    private static final Stream ONE = stream(new Stream.Window(40, 49));

    @Test
    void the_sigmoid_is_the_benchmarks() {
        assertThat(NabScore.sigmoid(-1)).isCloseTo(0.986614, within(1e-6));
        assertThat(NabScore.sigmoid(0)).isZero();
        assertThat(NabScore.sigmoid(1)).isCloseTo(-0.986614, within(1e-6));
        assertThat(NabScore.sigmoid(3.01)).isEqualTo(-1);
    }

    @Test
    void nothing_detected_is_zero_and_the_left_edge_is_hundred() {
        assertThat(score(NabScore.Profile.STANDARD, ONE)).isZero();
        assertThat(score(NabScore.Profile.STANDARD, ONE, 40)).isCloseTo(100, within(1e-9));
        assertThat(score(NabScore.Profile.LOW_MISSES, ONE, 40)).isCloseTo(100, within(1e-9));
    }

    @Test
    void the_last_row_of_the_window_earns_little() {
        // position -0.1: (2 / (1 + e^-0.5) - 1) / 0.986614 = 0.248242
        assertThat(score(NabScore.Profile.STANDARD, ONE, 49)).isCloseTo(100 * 1.248242 / 2, within(1e-3));
        assertThat(score(NabScore.Profile.LOW_MISSES, ONE, 49)).isCloseTo(100 * 2.248242 / 3, within(1e-3));
    }

    @Test
    void only_the_earliest_detection_counts() {
        assertThat(score(NabScore.Profile.STANDARD, ONE, 49, 45, 42))
                .isEqualTo(score(NabScore.Profile.STANDARD, ONE, 42));
    }

    @Test
    void a_false_alarm_costs_its_weight_less_just_after_a_window() {
        assertThat(score(NabScore.Profile.STANDARD, ONE, 20, 40)).isCloseTo(100 * 1.89 / 2, within(1e-9));
        assertThat(score(NabScore.Profile.LOW_FALSE_ALARMS, ONE, 20, 40)).isCloseTo(100 * 1.78 / 2, within(1e-9));
        // one row past the window: y = 1/9, 0.11 * (2 / (1 + e^(5/9)) - 1) = -0.029793
        assertThat(score(NabScore.Profile.STANDARD, ONE, 40, 50)).isCloseTo(100 * 1.970207 / 2, within(1e-3));
        assertThat(score(NabScore.Profile.STANDARD, ONE, 40, 77)).isCloseTo(100 * 1.89 / 2, within(1e-9));
    }

    @Test
    void a_detection_in_the_probation_is_not_seen() {
        assertThat(ONE.probation()).isEqualTo(15);
        assertThat(score(NabScore.Profile.STANDARD, ONE, 3, 14, 40)).isCloseTo(100, within(1e-9));
    }

    @Test
    void the_probation_is_at_most750_rows() {
        var longer = new Stream("long", "test", new long[20_000], new double[20_000], List.of());
        assertThat(longer.probation()).isEqualTo(750);
    }

    @Test
    void each_window_counts_for_itself_over_the_whole_corpus() {
        var two = stream(new Stream.Window(30, 39), new Stream.Window(70, 79));
        var still = stream();
        var score = new NabScore(NabScore.Profile.STANDARD);
        score.add(two, detections(70));
        score.add(still, detections(50));
        score.add(ONE, detections(40));
        var result = score.at(1);
        // two of three windows from their left edge, one miss, one false alarm: (2 - 1 - 0.11 + 3) / 6
        assertThat(result.score()).isCloseTo(100 * 3.89 / 6, within(1e-9));
        assertThat(result.found()).isEqualTo(2);
        assertThat(result.windows()).isEqualTo(3);
        assertThat(result.falseAlarms()).isEqualTo(1);
    }

    @Test
    void the_best_threshold_is_found_over_all_scores() {
        double[] scores = new double[100];
        Arrays.fill(scores, 0.1);
        scores[20] = 0.5; // a false alarm that a threshold above 0.5 avoids
        scores[40] = 0.8;
        var score = new NabScore(NabScore.Profile.STANDARD);
        score.add(ONE, scores);
        assertThat(score.best().threshold()).isEqualTo(0.8);
        assertThat(score.best().score()).isCloseTo(100, within(1e-9));
        assertThat(score.at(0.4).score()).isCloseTo(94.5, within(1e-9));
        assertThat(score.at(0.9).score()).isZero();
    }

    private static double score(NabScore.Profile profile, Stream stream, int... detected) {
        var score = new NabScore(profile);
        score.add(stream, detections(detected));
        return score.at(1).score();
    }

    private static double[] detections(int... rows) {
        double[] scores = new double[100];
        for (int row : rows) {
            scores[row] = 1;
        }
        return scores;
    }

    private static Stream stream(Stream.Window... windows) {
        return new Stream("test", "test", new long[100], new double[100], List.of(windows));
    }
}
