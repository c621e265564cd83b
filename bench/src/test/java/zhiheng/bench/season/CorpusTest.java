package zhiheng.bench.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CorpusTest {
    @Test
    void one_seed_makes_the_same_streams_and_another_makes_others() {
        var first = Corpus.tuning(1).getFirst();
        assertThat(Corpus.tuning(1).getFirst().values()).isEqualTo(first.values());
        assertThat(Corpus.tuning(2).getFirst().values()).isNotEqualTo(first.values());
    }

    @Test
    void no_kind_is_both_tuned_on_and_held_out() {
        var tuned = Corpus.tuning(1).stream().map(Stream::family).collect(Collectors.toSet());
        var heldOut = Corpus.heldOut(1).stream().map(Stream::family).collect(Collectors.toSet());
        assertThat(tuned).hasSize(10).doesNotContainAnyElementsOf(heldOut);
        assertThat(heldOut).hasSize(10);
    }

    @Test
    void windows_lie_behind_the_probation_in_order_and_inside() {
        var streams = new ArrayList<>(Corpus.tuning(3));
        streams.addAll(Corpus.heldOut(3));
        for (var stream : streams) {
            int free = stream.probation();
            for (var window : stream.windows()) {
                assertThat(window.first()).as(stream.name()).isGreaterThan(free);
                assertThat(window.last()).isGreaterThan(window.first()).isLessThan(stream.rows());
                free = window.last();
            }
            assertThat(stream.values()).doesNotContain(Double.NaN);
            assertThat(stream.times()).isSorted();
        }
    }
}
