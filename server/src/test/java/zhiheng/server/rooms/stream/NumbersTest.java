package zhiheng.server.rooms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final TopicPartition ONE = new TopicPartition("t", 0);
    private static final TopicPartition TWO = new TopicPartition("t", 1);

    /** Guards against a log that quietly lost acknowledged calls. */
    @Test
    void what_is_missing_between_two_calls_of_a_gateway_is_counted_and_what_comes_again_is_left_out() {
        var numbers = new Numbers();
        assertThat(numbers.take("a", 10)).isTrue(); // where one begins to read
        assertThat(numbers.take("b", 0)).isTrue();
        assertThat(numbers.take("a", 11)).isTrue();
        assertThat(numbers.take("a", 15)).isTrue();
        assertThat(numbers.missing()).isEqualTo(3);
        assertThat(numbers.take("a", 14)).isFalse();
        assertThat(numbers.take("b", 1)).isTrue();
        assertThat(numbers.repeated()).isOne();
        assertThat(numbers.missing()).isEqualTo(3);
    }

    @Test
    void a_log_that_ends_before_what_it_acknowledged_has_lost_it_and_that_is_told_once() {
        var acknowledged = new Acknowledged();
        acknowledged.note(ONE, 41);
        acknowledged.note(ONE, 40);
        acknowledged.note(TWO, 7);
        assertThat(acknowledged.missing(Map.of(ONE, 42L, TWO, 9L))).isEmpty();
        assertThat(acknowledged.missing(Map.of(ONE, 40L, TWO, 9L))).isEqualTo(Map.of("t/0", 2L));
        assertThat(acknowledged.missing(Map.of(ONE, 40L)))
                .as("a part that is gone")
                .isEqualTo(Map.of("t/1", 8L));
        assertThat(acknowledged.missing(Map.of())).isEmpty();
    }
}
