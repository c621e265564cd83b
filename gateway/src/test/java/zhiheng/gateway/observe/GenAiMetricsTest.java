package zhiheng.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;

class GenAiMetricsTest {
    private final GenAiMetrics metrics = new GenAiMetrics();

    private static Interaction call(String model, String upstream, int status, String clause, long micros) {
        return new Interaction(
                "i",
                "bot",
                Instant.EPOCH,
                "chat/completions",
                new Ask(model, null, null, -1, null, 0, List.of()),
                upstream,
                1,
                false,
                1,
                status,
                clause,
                "",
                0,
                "",
                0,
                5,
                70,
                0,
                micros,
                true,
                Map.of("out:pii.iban", 2),
                false,
                "",
                false,
                Served.UNSAID);
    }

    @Test
    void a_call_is_counted_under_the_conventions_names_in_cumulative_buckets() {
        metrics.add(List.of(call("m", "u", 200, "", 30_000), call("m", "u", 200, "", 3_000_000)));
        assertThat(metrics.text())
                .contains("# TYPE gen_ai_client_operation_duration_seconds histogram")
                .contains(
                        "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"u\",gen_ai_request_model=\"m\",error_type=\"\",le=\"0.02\"} 0")
                .contains("le=\"0.04\"} 1")
                .contains("le=\"5.12\"} 2")
                .contains("le=\"+Inf\"} 2")
                .contains("gen_ai_token_type=\"output\",le=\"256\"} 2")
                .contains("zhiheng_detections_total{system=\"bot\",kind=\"out:pii.iban\"} 4")
                .contains("zhiheng_labelled_total{system=\"bot\"} 2");
    }

    @Test
    void a_refused_call_is_a_refusal_and_no_operation() {
        metrics.add(List.of(call("m", "", 403, "permit.state", 10)));
        assertThat(metrics.text())
                .contains("zhiheng_refusals_total{system=\"bot\",clause=\"permit.state\"} 1")
                .doesNotContain("gen_ai_client_operation_duration_seconds_count");
    }

    @Test
    void names_that_callers_invent_are_escaped_and_bounded() {
        for (int i = 0; i < 5_000; i++) {
            metrics.add(List.of(call("m\"\n" + i, "u", 200, "", 1)));
        }
        var text = metrics.text();
        assertThat(text).contains("m\\\"\\n7").contains("system=\"other\"");
        assertThat(text.lines().filter(l -> l.startsWith("gen_ai_client_operation_duration_seconds_count")))
                .hasSizeLessThanOrEqualTo(GenAiMetrics.MOST_SERIES + 1);
    }
}
