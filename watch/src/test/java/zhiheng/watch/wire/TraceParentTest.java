package zhiheng.watch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Observation;

class TraceParentTest {
    private static final String CALLERS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String CALL = "0198c0de-1234-7abc-9def-0123456789ab";

    private static Observation of(String interaction) {
        return new Observation("bot", "leak.out", 1, 1, 1, Map.of("interaction", interaction));
    }

    @Test
    void an_observation_has_the_callers_trace_and_the_calls_span() {
        var with = TraceParent.with(of(CALL), CALLERS, "9def0123456789ab");
        assertThat(Objects.requireNonNull(TraceParent.of(with)).text())
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-9def0123456789ab-01");
        assertThat(with.attributes()).containsEntry("interaction", CALL);
        assertThat(TraceParent.with(of(CALL), "", "9def0123456789ab")).isEqualTo(of(CALL));
    }

    @Test
    void without_a_callers_trace_the_calls_number_is_the_trace_and_without_a_number_there_is_none() {
        assertThat(Objects.requireNonNull(TraceParent.of(of(CALL))).text())
                .isEqualTo("00-0198c0de12347abc9def0123456789ab-9def0123456789ab-01");
        assertThat(TraceParent.of(of("call 7"))).isNull();
        assertThat(TraceParent.of(new Observation("bot", "leak.out", 1, 1))).isNull();
    }

    @Test
    void what_is_no_traceparent_is_none() {
        for (var wrong : new String[] {
            "",
            "01" + CALLERS.substring(2),
            CALLERS + "-x",
            CALLERS.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32)),
            CALLERS.replace("00f067aa0ba902b7", "0".repeat(16)),
            CALLERS.toUpperCase(java.util.Locale.ROOT)
        }) {
            assertThat(TraceParent.read(wrong)).as(wrong).isNull();
        }
        assertThat(TraceParent.read(null)).isNull();
    }

    /** Guards against two spans for one alert when the job was started again and tells it once more. */
    @Test
    void spans_below_have_the_same_trace_and_depend_on_place_and_name_alone() {
        var parent = Objects.requireNonNull(TraceParent.read(CALLERS));
        var watch = parent.below("watch a");
        assertThat(watch).isEqualTo(parent.below("watch a")).isNotEqualTo(parent.below("watch b"));
        assertThat(watch.trace()).isEqualTo(parent.trace());
        assertThat(TraceParent.read(watch.text())).isEqualTo(watch);
    }
}
