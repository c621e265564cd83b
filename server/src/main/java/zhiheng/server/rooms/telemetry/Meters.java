package zhiheng.server.rooms.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.observe.GenAiMetrics;

/**
 * The gateway's metrics as they go to a collector, once a minute: those that {@link GenAiMetrics} shows to Prometheus, under the same
 * names. The SDK tells at most 2,000 series of each apart.
 */
final class Meters implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("zhiheng.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    private static final AttributeKey<String> CLAUSE = AttributeKey.stringKey("zhiheng.clause");
    private static final AttributeKey<String> KIND = AttributeKey.stringKey("zhiheng.kind");

    private final SdkMeterProvider provider;
    private final DoubleHistogram durations;
    private final LongHistogram tokens;
    private final LongCounter refusals;
    private final LongCounter detections;
    private final LongCounter labelled;

    Meters(Resource resource, MetricExporter exporter) {
        provider = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(EVERY)
                        .build())
                .build();
        var meter = provider.get("zhiheng.gateway");
        durations = meter.histogramBuilder("gen_ai.client.operation.duration")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(
                        DoubleStream.iterate(.01, x -> x * 2).limit(14).boxed().toList())
                .build();
        tokens = meter.histogramBuilder("gen_ai.client.token.usage")
                .ofLongs()
                .setUnit("{token}")
                .setExplicitBucketBoundariesAdvice(
                        LongStream.iterate(1, x -> x * 4).limit(14).boxed().toList())
                .build();
        refusals = meter.counterBuilder("zhiheng.refusals").setUnit("{call}").build();
        detections = meter.counterBuilder("zhiheng.detections")
                .setUnit("{detection}")
                .build();
        labelled = meter.counterBuilder("zhiheng.labelled").setUnit("{answer}").build();
    }

    void add(List<Interaction> calls) {
        calls.forEach(this::add);
    }

    private void add(Interaction call) {
        var system = Attributes.of(SYSTEM, call.system());
        if (!call.clause().isEmpty()) {
            refusals.add(1, system.toBuilder().put(CLAUSE, call.clause()).build());
        }
        call.detections()
                .forEach((kind, times) ->
                        detections.add(times, system.toBuilder().put(KIND, kind).build()));
        if (call.labelled()) {
            labelled.add(1, system);
        }
        if (call.upstream().isEmpty()) {
            return; // no operation took place
        }
        var operation = system.toBuilder()
                .put(OPERATION, GenAiMetrics.operation(call.surface()))
                .put(PROVIDER, call.upstream())
                .put(MODEL, call.model())
                .build();
        durations.record(
                call.micros() / 1e6,
                call.status() < 400
                        ? operation
                        : operation.toBuilder()
                                .put(ERROR, Integer.toString(call.status()))
                                .build());
        if (call.tokensIn() > 0) {
            tokens.record(
                    call.tokensIn(),
                    operation.toBuilder().put(TOKEN_TYPE, "input").build());
        }
        if (call.tokensOut() > 0) {
            tokens.record(
                    call.tokensOut(),
                    operation.toBuilder().put(TOKEN_TYPE, "output").build());
        }
    }

    /** Sends what has gathered, within three seconds or not at all. */
    @Override
    public void close() {
        provider.shutdown().join(3, TimeUnit.SECONDS);
    }
}
