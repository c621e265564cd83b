package zhiheng.server.rooms.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.server.testing.Collector.value;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.server.testing.Collector;

class TelemetryTest {
    private static final String ID = "0198c0de-1234-7abc-9def-0123456789ab";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant TIME = Instant.parse("2026-11-24T08:00:00.123456Z");

    private static Interaction call(int status, String clause, Map<String, Integer> found, String trace) {
        return new Interaction(
                ID,
                "bot",
                TIME,
                "chat/completions",
                new Ask("qwen-max", null, null, -1, null, 300, List.of()),
                "main",
                1,
                false,
                7,
                status,
                clause,
                "00",
                10,
                "00",
                20,
                11,
                13,
                1_000,
                2_500,
                true,
                found,
                false,
                trace,
                false,
                Served.UNSAID);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 500 && !condition.call(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.call()).isTrue();
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Test
    void a_call_is_a_span_below_the_callers_under_the_names_of_the_conventions() throws Exception {
        try (var collector = new Collector(true);
                var telemetry = new Telemetry(collector.address(), Map.of())) {
            telemetry.calls(List.of(call(200, "", Map.of(), TRACE)));
            await(() -> !collector.spans.isEmpty());
            var span = collector.spans.getFirst();
            assertThat(span.getName()).isEqualTo("chat qwen-max");
            assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(hex(span.getTraceId())).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(hex(span.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
            assertThat(hex(span.getSpanId())).isEqualTo("9def0123456789ab");
            assertThat(span.getStartTimeUnixNano()).isEqualTo(TIME.getEpochSecond() * 1_000_000_000L + TIME.getNano());
            assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()).isEqualTo(2_500_000);
            var a = span.getAttributesList();
            assertThat(value(a, "gen_ai.operation.name").getStringValue()).isEqualTo("chat");
            assertThat(value(a, "gen_ai.provider.name").getStringValue()).isEqualTo("main");
            assertThat(value(a, "gen_ai.request.model").getStringValue()).isEqualTo("qwen-max");
            assertThat(value(a, "gen_ai.request.max_tokens").getIntValue()).isEqualTo(300);
            assertThat(value(a, "gen_ai.usage.input_tokens").getIntValue()).isEqualTo(11);
            assertThat(value(a, "gen_ai.usage.output_tokens").getIntValue()).isEqualTo(13);
            assertThat(value(a, "gen_ai.response.id").getStringValue()).isEqualTo(ID);
            assertThat(value(a, "zhiheng.system").getStringValue()).isEqualTo("bot");
            assertThat(value(a, "zhiheng.permit.version").getIntValue()).isEqualTo(7);
            assertThat(a)
                    .noneMatch(
                            x -> x.getKey().equals("error.type") || x.getKey().equals("zhiheng.clause"));
        }
    }

    @Test
    void a_refused_call_without_trace_is_an_error_named_after_its_clause_in_a_trace_named_after_the_call()
            throws Exception {
        try (var collector = new Collector(true);
                var telemetry = new Telemetry(collector.address(), Map.of())) {
            telemetry.calls(List.of(call(403, "permit.state", Map.of(), "")));
            await(() -> !collector.spans.isEmpty());
            var span = collector.spans.getFirst();
            assertThat(hex(span.getTraceId())).isEqualTo(ID.replace("-", ""));
            assertThat(span.getParentSpanId().isEmpty()).isTrue();
            assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(value(span.getAttributesList(), "error.type").getStringValue())
                    .isEqualTo("permit.state");
        }
    }

    @Test
    void what_was_found_in_a_call_is_an_evaluation_result_for_each_kind_bound_to_its_span() throws Exception {
        try (var collector = new Collector(true);
                var telemetry = new Telemetry(collector.address(), Map.of())) {
            telemetry.calls(List.of(call(200, "", Map.of("out:pii.bank-card", 2, "in:injection", 1), TRACE)));
            await(() -> collector.events.size() == 2);
            assertThat(collector.events).allSatisfy(event -> {
                assertThat(event.getEventName()).isEqualTo("gen_ai.evaluation.result");
                assertThat(hex(event.getSpanId())).isEqualTo("9def0123456789ab");
                assertThat(value(event.getAttributesList(), "gen_ai.response.id")
                                .getStringValue())
                        .isEqualTo(ID);
            });
            var card = collector.events.stream()
                    .filter(e -> value(e.getAttributesList(), "gen_ai.evaluation.name")
                            .getStringValue()
                            .equals("pii.bank-card"))
                    .findFirst()
                    .orElseThrow()
                    .getAttributesList();
            assertThat(value(card, "gen_ai.evaluation.score.value").getDoubleValue())
                    .isEqualTo(2);
            assertThat(value(card, "gen_ai.evaluation.score.label").getStringValue())
                    .isEqualTo("found");
            assertThat(value(card, "zhiheng.direction").getStringValue()).isEqualTo("out");
        }
    }

    @Test
    void a_trace_that_its_caller_does_not_sample_is_not_sent() throws Exception {
        try (var collector = new Collector(true);
                var telemetry = new Telemetry(collector.address(), Map.of())) {
            var unsampled = TRACE.substring(0, 53) + "00";
            telemetry.calls(List.of(call(200, "", Map.of(), unsampled), call(200, "", Map.of(), TRACE)));
            await(() -> !collector.spans.isEmpty());
            assertThat(collector.spans).hasSize(1);
        }
    }

    @Test
    void metrics_are_sent_at_the_latest_when_it_ends_with_the_conventions_buckets() throws Exception {
        try (var collector = new Collector(true)) {
            try (var telemetry = new Telemetry(collector.address(), Map.of())) {
                telemetry.calls(List.of(call(200, "", Map.of(), "")));
            }
            var duration = collector.metrics.stream()
                    .filter(m -> m.getName().equals("gen_ai.client.operation.duration"))
                    .findFirst()
                    .orElseThrow();
            assertThat(duration.getUnit()).isEqualTo("s");
            var point = duration.getHistogram().getDataPoints(0);
            assertThat(point.getSum()).isEqualTo(.0025);
            assertThat(point.getExplicitBoundsList()).startsWith(.01, .02, .04).endsWith(81.92);
            assertThat(collector.metrics).anyMatch(m -> m.getName().equals("gen_ai.client.token.usage"));
            assertThat(collector.spans).hasSize(1);
        }
    }

    @Test
    void a_collector_that_does_not_answer_holds_nothing_up_and_what_it_misses_is_counted() throws Exception {
        var call = call(200, "", Map.of(), "");
        try (var collector = new Collector(false);
                var telemetry = new Telemetry(collector.address(), Map.of())) {
            telemetry.calls(Collections.nCopies(11_000, call)); // returns although nobody takes them
            assertThat(telemetry.lost()).isBetween(1L, 1_000L);
            collector.answers.countDown();
            await(() -> collector.spans.size() + telemetry.lost() == 11_000);
        }
    }

    @Test
    void headers_go_with_all_three_signals() throws Exception {
        try (var collector = new Collector(true)) {
            try (var telemetry = new Telemetry(collector.address(), Map.of("authorization", "Bearer key"))) {
                telemetry.calls(List.of(call(200, "", Map.of("out:pii.bank-card", 1), "")));
            }
            assertThat(collector.spans).isNotEmpty();
            assertThat(collector.events).isNotEmpty();
            assertThat(collector.metrics).isNotEmpty();
            assertThat(collector.authorizations).containsOnly("Bearer key");
        }
    }

    @Test
    void a_collector_that_is_not_there_loses_telemetry_only() throws Exception {
        var telemetry = new Telemetry(URI.create("http://127.0.0.1:9"), Map.of());
        telemetry.calls(List.of(call(200, "", Map.of(), "")));
        telemetry.close();
        assertThat(telemetry.lost()).isEqualTo(1);
    }
}
