package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What several metrics show together, and which of them are named. */
class JointScoreTest {
    private static final int DAY = Series.DAY;
    private static final int AT = 10 * DAY + 100;
    private static final JointScore SERVICE = new JointScore(List.of("requests", "cpu", "latency", "memory", "errors"));

    /** Changes a row in place. */
    private interface Change {
        void of(double[] row, Random random);
    }

    private record Alarm(int row, JointScore.Scored scored) {}

    /** Requests have days, cpu follows them, the rest is noise. */
    private static double[] row(int i, Random random) {
        double requests = 100 + 40 * Math.sin(i * 2 * Math.PI / DAY) + 6 * random.nextGaussian();
        return new double[] {
            requests,
            0.5 * requests + random.nextGaussian(),
            20 + 2 * random.nextGaussian(),
            60 + random.nextGaussian(),
            3 + random.nextGaussian()
        };
    }

    private static List<Alarm> alarms(int seed, int from, int to, int at, int rows, Change change) {
        var random = new Random(seed);
        var state = SERVICE.start();
        var alarms = new ArrayList<Alarm>();
        for (int i = 0; i < to; i++) {
            double[] row = row(i, random);
            if (i >= at && i < at + rows) {
                change.of(row, random);
            }
            var scored = SERVICE.score(state, i * Series.STEP, row);
            if (i >= from && scored.score() >= SeasonScore.ALARM) {
                alarms.add(new Alarm(i, scored));
            }
        }
        return alarms;
    }

    private static List<String> names(JointScore.Scored scored) {
        return scored.parts().stream().map(JointScore.Part::metric).toList();
    }

    @Test
    void work_without_requests_is_seen_though_each_value_is_usual() {
        int found = 0;
        for (int seed = 1; seed <= 10; seed++) {
            var alarms = alarms(seed, AT, AT + 40, AT, 40, (row, random) -> row[1] += 9);
            found += alarms.isEmpty() ? 0 : 1;
            if (!alarms.isEmpty()) {
                assertThat(names(alarms.getFirst().scored())).contains("cpu");
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(7);
    }

    @Test
    void several_that_are_a_little_off_at_once_are_seen_about_as_often_as_three_scores_see_them() {
        int together = 0;
        int alone = 0;
        for (int seed = 1; seed <= 10; seed++) {
            together += alarms(seed, AT, AT + 25, AT, 25, (row, random) -> {
                                row[2] += 3;
                                row[3] += 1.5;
                                row[4] += 1.5;
                            })
                            .isEmpty()
                    ? 0
                    : 1;
            for (int metric = 2; metric < 5; metric++) {
                alone += alone(seed, metric) ? 1 : 0;
            }
        }
        assertThat(together).isGreaterThanOrEqualTo(7);
        assertThat(alone / 3.0).as("by one of them").isLessThan(together + 2);
    }

    private static boolean alone(int seed, int metric) {
        var random = new Random(seed);
        var state = SeasonScore.ofValues().start();
        boolean found = false;
        for (int i = 0; i < AT + 25; i++) {
            double value = row(i, random)[metric] + (i < AT ? 0 : metric == 2 ? 3 : 1.5);
            found |= SeasonScore.ofValues().score(state, i * Series.STEP, value) >= SeasonScore.ALARM && i >= AT;
        }
        return found;
    }

    @Test
    void a_spike_of_one_is_seen_at_once_and_only_that_one_is_named() {
        var alarms = alarms(3, AT, AT + 3, AT, 1, (row, random) -> row[4] += 25);
        assertThat(alarms).hasSize(1);
        assertThat(alarms.getFirst().row()).isEqualTo(AT);
        assertThat(names(alarms.getFirst().scored())).containsExactly("errors");
    }

    @Test
    void one_happening_that_all_show_makes_one_alarm() {
        var alarms = alarms(4, AT, AT + 200, AT, 100, (row, random) -> {
            for (int i = 0; i < row.length; i++) {
                row[i] *= 2;
            }
        });
        assertThat(alarms).hasSizeBetween(1, 4);
    }

    @Test
    void five_sound_metrics_alarm_about_as_seldom_as_one() {
        int alarms = alarms(5, 1_000, 31_000, 0, 0, (row, random) -> {}).size();
        assertThat(alarms).isLessThan(80);
    }

    @Test
    void what_is_missing_is_passed_over_and_what_is_not_finite_too() {
        var random = new Random(6);
        var state = SERVICE.start();
        int alarms = 0;
        for (int i = 0; i < AT; i++) {
            double[] row = row(i, random);
            row[i % 5] = i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
            alarms += SERVICE.score(state, i * Series.STEP, row).score() >= SeasonScore.ALARM && i > 1_000 ? 1 : 0;
        }
        assertThat(alarms).isLessThan(20);
        var nothing = new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        assertThat(SERVICE.score(state, AT * Series.STEP, nothing).parts()).isEmpty();
    }

    @Test
    void a_state_goes_on_when_read_and_one_of_other_metrics_is_refused() throws IOException {
        var random = new Random(7);
        var one = SERVICE.start();
        for (int i = 0; i < 2_000; i++) {
            SERVICE.score(one, i * Series.STEP, row(i, random));
        }
        var out = new ByteArrayOutputStream();
        one.write(new DataOutputStream(out));
        var two = SERVICE.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
        for (int i = 2_000; i < 3_000; i++) {
            double[] row = row(i, random);
            assertThat(SERVICE.score(two, i * Series.STEP, row)).isEqualTo(SERVICE.score(one, i * Series.STEP, row));
        }
        assertThatThrownBy(() -> new JointScore(List.of("a", "b"))
                        .read(new DataInputStream(new ByteArrayInputStream(out.toByteArray()))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("number of metrics");
        assertThatThrownBy(() -> new JointScore(List.of("a", "a"))).hasMessageContaining("different");
        assertThatThrownBy(() -> SERVICE.score(one, 0, new double[3])).hasMessageContaining("3 values");
    }
}
