package zhiheng.watch.mean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Interval;

class ConfidenceSequenceTest {
    @Test
    void the_running_interval_never_widens_and_holds_the_mean_in_the_values_own_units() {
        ConfidenceSequence sequence = new ConfidenceSequence(-10, 30, 0.99);
        SplittableRandom random = new SplittableRandom(1);
        Interval last = sequence.interval();
        for (int i = 0; i < 5000; i++) {
            sequence.add(5 + 10 * random.nextDouble(), 1);
            Interval now = sequence.interval();
            assertThat(now.low()).isGreaterThanOrEqualTo(last.low());
            assertThat(now.high()).isLessThanOrEqualTo(last.high());
            last = now;
        }
        assertThat(last.low()).isBetween(9.0, 10.0);
        assertThat(last.high()).isBetween(10.0, 11.0);
        assertThat(sequence.broken()).isFalse();
    }

    @Test
    void a_mean_that_moves_breaks_the_running_interval_but_not_the_present_one() {
        ConfidenceSequence sequence = new ConfidenceSequence(0, 1, 0.95);
        for (int i = 0; i < 20_000; i++) {
            sequence.add(i < 10_000 ? i % 2 : 1, 1);
        }
        assertThat(sequence.broken()).isTrue();
        assertThat(sequence.statistic()).isGreaterThan(1);
        assertThat(sequence.now().low()).isLessThan(0.75);
        assertThat(sequence.now().high()).isGreaterThan(0.75);
    }

    @Test
    void a_value_outside_the_range_is_refused_and_leaves_no_trace() {
        ConfidenceSequence sequence = new ConfidenceSequence(0, 1, 0.95);

        assertThat(sequence.add(1.01, 1)).isFalse();
        assertThat(sequence.add(Double.NaN, 1)).isFalse();
        assertThat(sequence.count()).isZero();
    }

    @Test
    void a_sequence_that_was_written_and_read_goes_on_as_if_it_had_not_been() throws IOException {
        ConfidenceSequence one = new ConfidenceSequence(0, 2, 0.9);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            one.add(random.nextDouble(), 1);
        }
        byte[] bytes = Bytes.of(one::write);
        ConfidenceSequence two = ConfidenceSequence.read(Bytes.reading(bytes));
        for (int i = 0; i < 300; i++) {
            double x = random.nextDouble();
            one.add(x, 1);
            two.add(x, 1);
        }
        assertThat(two.interval()).isEqualTo(one.interval());
        bytes[8] = (byte) 0xff;
        assertThatThrownBy(() -> ConfidenceSequence.read(Bytes.reading(bytes))).isInstanceOf(IOException.class);
    }
}
