package zhiheng.server.rooms.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.observe.GenAiMetrics;
import zhiheng.watch.wire.TraceParent;

/**
 * A recorded call as a span and, for each kind found in it, an evaluation event. The span has the caller's trace and parent where it
 * sent a {@code traceparent}, and is left out where that says the trace is not sampled; without one the call's id is the trace. For
 * one thread.
 */
final class Signals {
    /** OpenTelemetry semantic conventions for generative AI, status Development. */
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");

    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
    private static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
    private static final AttributeKey<String> RESPONSE = AttributeKey.stringKey("gen_ai.response.id");
    private static final AttributeKey<Double> FIRST_CHUNK =
            AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    private static final AttributeKey<Long> TOKENS_IN = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> TOKENS_OUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> EVALUATION = AttributeKey.stringKey("gen_ai.evaluation.name");
    private static final AttributeKey<Double> SCORE = AttributeKey.doubleKey("gen_ai.evaluation.score.value");
    private static final AttributeKey<String> LABEL = AttributeKey.stringKey("gen_ai.evaluation.score.label");
    /** What only a gateway knows. */
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("zhiheng.system");

    private static final AttributeKey<Long> PERMIT = AttributeKey.longKey("zhiheng.permit.version");
    private static final AttributeKey<String> CLAUSE = AttributeKey.stringKey("zhiheng.clause");
    private static final AttributeKey<Boolean> LABELLED = AttributeKey.booleanKey("zhiheng.labelled");
    private static final AttributeKey<String> DIRECTION = AttributeKey.stringKey("zhiheng.direction");

    private static final AttributeKey<String> MONITOR = AttributeKey.stringKey("zhiheng.monitor");
    private static final AttributeKey<String> GATEWAY = AttributeKey.stringKey("zhiheng.gateway");
    /** Makes of a call's span id that of its record. */
    private static final long RECORDED = 0x5a;

    private final GivenIds ids = new GivenIds();
    private final List<SpanData> spans = new ArrayList<>();
    private final List<LogRecordData> events = new ArrayList<>();
    private final Tracer tracer;
    private final Logger logger;

    Signals(Resource resource) {
        tracer = SdkTracerProvider.builder()
                .setResource(resource)
                .setIdGenerator(ids)
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .addSpanProcessor(new Ended())
                .build()
                .get("zhiheng.gateway");
        logger = SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(new Emitted())
                .build()
                .get("zhiheng.gateway");
    }

    /** Spans made since they were last taken. */
    List<SpanData> takeSpans() {
        var taken = List.copyOf(spans);
        spans.clear();
        return taken;
    }

    /** Events made since they were last taken. */
    List<LogRecordData> takeEvents() {
        var taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    void add(Interaction call) {
        var end = call.time().plus(call.micros(), ChronoUnit.MICROS);
        ids.next(call.id().replace("-", ""), Interaction.span(call.id()));
        var operation = GenAiMetrics.operation(call.surface());
        var span = tracer.spanBuilder(call.model().isEmpty() ? operation : operation + " " + call.model())
                .setParent(parent(call.trace()))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(call.time())
                .setAllAttributes(attributes(call, operation))
                .startSpan();
        if (call.status() >= 400) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
        call.detections().forEach((kind, times) -> event(call, span, kind, times, end));
    }

    /** The way of the record from its gateway to the database, as a span below the call's: from the last byte on. */
    void add(Interaction call, Handed handed) {
        var span = Interaction.span(call.id());
        var trace = call.trace().isEmpty()
                ? call.id().replace("-", "")
                : call.trace().substring(3, 35);
        var flags = call.trace().isEmpty() ? TraceFlags.getSampled() : TraceFlags.fromHex(call.trace(), 53);
        ids.next(trace, "%016x".formatted(Long.parseUnsignedLong(span, 16) ^ RECORDED));
        tracer.spanBuilder("record")
                .setParent(Context.root()
                        .with(Span.wrap(
                                SpanContext.createFromRemoteParent(trace, span, flags, TraceState.getDefault()))))
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(call.time().plus(call.micros(), ChronoUnit.MICROS))
                .setAttribute(SYSTEM, call.system())
                .setAttribute(GATEWAY, handed.gateway())
                .startSpan()
                .addEvent("arrived", handed.arrived())
                .end(handed.stored());
    }

    /**
     * The way of an alert, below the call that raised it: to the log, through the job, into the database. The job has no exporter of its own;
     * what it did is told here, under the place that it gave the alert.
     */
    void add(AlertWay way) {
        var logged = way.call().below("publish");
        span(way, "publish", SpanKind.PRODUCER, way.call(), logged, way.observed(), way.logged());
        span(way, "watch", SpanKind.CONSUMER, logged, way.job(), way.logged(), way.found());
        span(way, "alert", SpanKind.CONSUMER, way.job(), way.job().below("file"), way.found(), way.filed());
    }

    private void span(
            AlertWay way, String name, SpanKind kind, TraceParent above, TraceParent own, Instant from, Instant to) {
        ids.next(own.trace(), own.span());
        tracer.spanBuilder(name)
                .setParent(parent(above.text()))
                .setSpanKind(kind)
                .setStartTimestamp(from)
                .setAttribute(SYSTEM, way.system())
                .setAttribute(MONITOR, way.monitor())
                .startSpan()
                .end(to.isBefore(from) ? from : to); // clocks of several machines
    }

    private static Context parent(String trace) {
        return trace.isEmpty()
                ? Context.root()
                : Context.root()
                        .with(Span.wrap(SpanContext.createFromRemoteParent(
                                trace.substring(3, 35),
                                trace.substring(36, 52),
                                TraceFlags.fromHex(trace, 53),
                                TraceState.getDefault())));
    }

    private static Attributes attributes(Interaction call, String operation) {
        var attributes = Attributes.builder()
                .put(OPERATION, operation)
                .put(RESPONSE, call.id())
                .put(STATUS, (long) call.status())
                .put(STREAM, call.stream())
                .put(SYSTEM, call.system())
                .put(PERMIT, call.permitVersion())
                .put(LABELLED, call.labelled());
        if (!call.upstream().isEmpty()) {
            attributes.put(PROVIDER, call.upstream());
        }
        if (!call.model().isEmpty()) {
            attributes.put(MODEL, call.model());
        }
        if (call.ask().maxTokens() > 0) {
            attributes.put(MAX_TOKENS, (long) call.ask().maxTokens());
        }
        if (call.stream()) {
            attributes.put(FIRST_CHUNK, call.firstByteMicros() / 1e6);
        }
        if (call.tokensIn() > 0) {
            attributes.put(TOKENS_IN, call.tokensIn());
        }
        if (call.tokensOut() > 0) {
            attributes.put(TOKENS_OUT, call.tokensOut());
        }
        if (!call.clause().isEmpty()) {
            attributes.put(CLAUSE, call.clause());
        }
        if (call.status() >= 400) {
            attributes.put(ERROR, call.clause().isEmpty() ? Integer.toString(call.status()) : call.clause());
        }
        return attributes.build();
    }

    /** @param found such as {@code out:pii.bank-card} */
    private void event(Interaction call, Span span, String found, int times, Instant end) {
        int colon = found.indexOf(':');
        logger.logRecordBuilder()
                .setEventName("gen_ai.evaluation.result")
                .setContext(Context.root().with(span))
                .setTimestamp(end)
                .setAttribute(EVALUATION, found.substring(colon + 1))
                .setAttribute(SCORE, (double) times)
                .setAttribute(LABEL, "found")
                .setAttribute(RESPONSE, call.id())
                .setAttribute(DIRECTION, colon < 0 ? "" : found.substring(0, colon))
                .setAttribute(SYSTEM, call.system())
                .emit();
    }

    private final class Ended implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    private final class Emitted implements LogRecordProcessor {
        @Override
        public void onEmit(Context context, ReadWriteLogRecord event) {
            events.add(event.toLogRecordData());
        }
    }
}
