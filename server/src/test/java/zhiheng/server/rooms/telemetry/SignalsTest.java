package zhiheng.server.rooms.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.watch.Observation;
import zhiheng.watch.wire.TraceParent;

/** A recorded call as a span and its findings as events, before anything is sent. */
class SignalsTest {
    private static final String ID = "0198c0de-1234-7abc-9def-0123456789ab";
    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String UNSAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    private static final Instant TIME = Instant.parse("2026-11-24T08:00:00.5Z");

    private final Signals signals = new Signals(Resource.empty());

    private static Interaction call(
            String upstream,
            String model,
            boolean stream,
            int status,
            String clause,
            Map<String, Integer> found,
            String trace) {
        return new Interaction(
                ID,
                "bot",
                TIME,
                "chat/completions",
                new Ask(model, null, null, -1, null, 300, List.of()),
                upstream,
                1,
                stream,
                7,
                status,
                clause,
                "00",
                10,
                "00",
                20,
                11,
                0,
                1_500_000,
                2_000_000,
                true,
                found,
                false,
                trace,
                false,
                Served.UNSAID);
    }

    private SpanData span(Interaction call) {
        signals.add(call);
        return signals.takeSpans().getFirst();
    }

    private static Object value(SpanData span, String name) {
        return span.getAttributes().asMap().entrySet().stream()
                .filter(e -> e.getKey().getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Test
    void without_a_callers_trace_the_calls_number_is_the_trace() {
        var span = span(call("main", "m", false, 200, "", Map.of(), ""));
        assertThat(span.getTraceId()).isEqualTo(ID.replace("-", ""));
        assertThat(span.getSpanId()).isEqualTo("9def0123456789ab");
        assertThat(span.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void a_callers_trace_is_gone_on_with_below_its_span() {
        var span = span(call("main", "m", false, 200, "", Map.of(), SAMPLED));
        assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    }

    @Test
    void the_way_of_a_record_from_its_gateway_is_a_span_below_the_calls() {
        for (var trace : List.of("", SAMPLED)) {
            var call = call("main", "m", false, 200, "", Map.of(), trace);
            signals.add(call);
            var stored = call.time().plusSeconds(5);
            signals.add(call, new Handed("g1", call.time().plusSeconds(4), stored));
            var spans = signals.takeSpans();
            assertThat(spans.getLast().getTraceId()).isEqualTo(spans.getFirst().getTraceId());
            assertThat(spans.getLast().getParentSpanId())
                    .isEqualTo(spans.getFirst().getSpanId());
            assertThat(spans.getLast().getSpanId())
                    .isNotEqualTo(spans.getFirst().getSpanId());
            assertThat(value(spans.getLast(), "zhiheng.gateway")).isEqualTo("g1");
            assertThat(spans.getLast().getEndEpochNanos()).isEqualTo(stored.toEpochMilli() * 1_000_000);
            assertThat(spans.getLast().getStartEpochNanos())
                    .isEqualTo(spans.getFirst().getEndEpochNanos());
        }
        signals.add(
                call("main", "m", false, 200, "", Map.of(), UNSAMPLED), new Handed("g1", Instant.EPOCH, Instant.EPOCH));
        assertThat(signals.takeSpans()).isEmpty();
    }

    /** Guards against a trace that ends at the log: from the caller to the alert in the database each span is below the one before. */
    @Test
    void an_alert_is_in_the_trace_of_the_call_that_raised_it() {
        for (var trace : List.of("", SAMPLED)) {
            var call = call("main", "m", false, 200, "", Map.of(), trace);
            signals.add(call);
            var told = TraceParent.with(
                    new Observation("bot", "leak.out", TIME.toEpochMilli(), 1, 1, Map.of("interaction", ID)),
                    trace,
                    Interaction.span(ID));
            var place = Objects.requireNonNull(TraceParent.of(told));
            signals.add(new AlertWay(
                    place,
                    place.below("leakage.limit"),
                    "bot",
                    "leakage.limit",
                    TIME,
                    TIME.minusSeconds(1), // a gateway's clock that is ahead of the broker's
                    TIME.plusSeconds(2),
                    TIME.plusSeconds(3)));
            var spans = signals.takeSpans();
            assertThat(spans).extracting(SpanData::getName).containsExactly("chat m", "publish", "watch", "alert");
            for (int i = 1; i < spans.size(); i++) {
                assertThat(spans.get(i).getTraceId()).isEqualTo(spans.getFirst().getTraceId());
                assertThat(spans.get(i).getParentSpanId())
                        .isEqualTo(spans.get(i - 1).getSpanId());
                assertThat(spans.get(i).getEndEpochNanos())
                        .isGreaterThanOrEqualTo(spans.get(i).getStartEpochNanos());
            }
            assertThat(value(spans.getLast(), "zhiheng.monitor")).isEqualTo("leakage.limit");
        }
    }

    @Test
    void what_the_caller_does_not_sample_is_left_out_but_its_findings_are_told() {
        signals.add(call("main", "m", false, 200, "", Map.of("out:pii.email", 2), UNSAMPLED));
        assertThat(signals.takeSpans()).isEmpty();
        assertThat(signals.takeEvents()).hasSize(1);
    }

    @Test
    void a_span_lasts_as_long_as_the_call_and_is_named_after_what_was_done() {
        var span = span(call("main", "", true, 200, "", Map.of(), ""));
        assertThat(span.getName()).isEqualTo("chat");
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(2_000_000_000L);
        assertThat(value(span, "gen_ai.response.time_to_first_chunk")).isEqualTo(1.5);
        assertThat(value(span, "gen_ai.usage.input_tokens")).isEqualTo(11L);
    }

    @Test
    void what_is_not_known_is_not_told() {
        var span = span(call("", "", false, 403, "permit.state", Map.of(), ""));
        for (var name : List.of(
                "gen_ai.provider.name",
                "gen_ai.request.model",
                "gen_ai.usage.output_tokens",
                "gen_ai.response.time_to_first_chunk")) {
            assertThat(value(span, name)).as(name).isNull();
        }
    }

    @Test
    void a_refusal_is_an_error_of_the_kind_of_its_clause_and_a_failure_of_its_status() {
        var refused = span(call("", "m", false, 403, "permit.state", Map.of(), ""));
        assertThat(refused.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(value(refused, "error.type")).isEqualTo("permit.state");
        assertThat(value(refused, "zhiheng.clause")).isEqualTo("permit.state");
        var failed = span(call("main", "m", false, 502, "", Map.of(), ""));
        assertThat(value(failed, "error.type")).isEqualTo("502");
        assertThat(value(failed, "zhiheng.clause")).isNull();
        assertThat(span(call("main", "m", false, 200, "", Map.of(), ""))
                        .getStatus()
                        .getStatusCode())
                .isEqualTo(StatusCode.UNSET);
    }

    @Test
    void each_kind_that_was_found_is_an_event_of_the_call_with_how_often_and_where() {
        signals.add(call("main", "m", false, 200, "", Map.of("in:pii.email", 3), ""));
        var span = signals.takeSpans().getFirst();
        var event = signals.takeEvents().getFirst();
        assertThat(event.getSpanContext().getSpanId()).isEqualTo(span.getSpanId());
        assertThat(event.getAttributes().asMap().entrySet().stream()
                        .filter(e -> e.getKey().getType() == AttributeType.STRING)
                        .map(e -> e.getKey().getKey() + "=" + e.getValue()))
                .contains("gen_ai.evaluation.name=pii.email", "zhiheng.direction=in", "zhiheng.system=bot");
        assertThat(event.getAttributes().get(AttributeKey.doubleKey("gen_ai.evaluation.score.value")))
                .isEqualTo(3);
    }

    @Test
    void what_was_taken_is_not_given_out_again() {
        signals.add(call("main", "m", false, 200, "", Map.of("x", 1), ""));
        assertThat(signals.takeSpans()).hasSize(1);
        assertThat(signals.takeEvents()).hasSize(1);
        assertThat(signals.takeSpans()).isEmpty();
        assertThat(signals.takeEvents()).isEmpty();
    }

    @Test
    void nothing_of_what_was_said_goes_out() {
        var span = span(call("main", "m", false, 200, "", Map.of("in:pii.email", 1), ""));
        assertThat(span.getAttributes().asMap().keySet().stream().map(AttributeKey::getKey))
                .noneMatch(name -> name.contains("message") || name.contains("prompt") || name.contains("digest"));
    }
}
