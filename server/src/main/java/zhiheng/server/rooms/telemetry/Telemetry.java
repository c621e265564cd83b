package zhiheng.server.rooms.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;

/**
 * Recorded calls to an OpenTelemetry collector, as OTLP over HTTP: spans, evaluation events, metrics. Calls are taken after they are
 * recorded and without waiting; a thread of its own sends them. While the collector is slow or gone up to {@value #MOST_WAITING} calls
 * wait, the rest are lost to it, and only to it: they are in the database. What was lost is counted and said in the log.
 */
public final class Telemetry implements AutoCloseable {
    static final int MOST_WAITING = 10_000;
    private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());
    /** The exporters' own words about a collector that is gone come with stack traces; {@link #say} has one line instead. */
    private static final Logger SDK = Logger.getLogger("io.opentelemetry.exporter");

    private static final int BATCH = 512;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SAY_EVERY = Duration.ofMinutes(1);
    private static final Duration LAST = Duration.ofSeconds(3);

    private final BlockingQueue<Consumer<Signals>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final URI collector;
    private final SpanExporter spans;
    private final LogRecordExporter events;
    private final Signals signals;
    private final Meters meters;
    private final Thread thread;
    private volatile long closeBy = Long.MAX_VALUE;
    private String why = "no answer";
    private long said;
    private long saidAt = System.nanoTime() - SAY_EVERY.toNanos();

    /**
     * @param collector such as {@code http://collector:4318}; the paths of the three signals are appended
     * @param headers sent with each, such as an authorization
     */
    public Telemetry(URI collector, Map<String, String> headers) {
        this.collector = collector;
        SDK.setLevel(Level.OFF);
        var base = collector.toString().replaceAll("/+$", "");
        var resource = Resource.getDefault()
                .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "zhiheng")));
        spans = OtlpHttpSpanExporter.builder()
                .setEndpoint(base + "/v1/traces")
                .setTimeout(TIMEOUT)
                .setHeaders(() -> headers)
                .build();
        events = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(base + "/v1/logs")
                .setTimeout(TIMEOUT)
                .setHeaders(() -> headers)
                .build();
        signals = new Signals(resource);
        meters = new Meters(
                resource,
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(base + "/v1/metrics")
                        .setTimeout(TIMEOUT)
                        .setHeaders(() -> headers)
                        .build());
        thread = Thread.ofPlatform().name("telemetry").daemon().start(this::run);
    }

    /** Takes calls; never waits and never fails. */
    public void calls(List<Interaction> calls) {
        take(calls, null);
    }

    /** As {@link #calls}, of a gateway that runs by itself. */
    public void calls(List<Interaction> calls, Handed handed) {
        take(calls, handed);
    }

    private void take(List<Interaction> calls, @Nullable Handed handed) {
        meters.add(calls);
        for (var call : calls) {
            take(to -> {
                to.add(call);
                if (handed != null) {
                    to.add(call, handed);
                }
            });
        }
    }

    /** Takes the way of an alert; never waits and never fails. */
    public void alert(AlertWay way) {
        take(to -> to.add(way));
    }

    private void take(Consumer<Signals> told) {
        if (!waiting.offer(told)) {
            lost.incrementAndGet();
        }
    }

    /** How many calls the collector was not told of. */
    long lost() {
        return lost.get();
    }

    private void run() {
        var batch = new ArrayList<Consumer<Signals>>(BATCH);
        while (System.nanoTime() < closeBy) {
            try {
                var first = waiting.poll(closing() ? 0 : 500, TimeUnit.MILLISECONDS);
                if (first == null && closing()) {
                    break;
                }
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    send(batch);
                    batch.clear();
                }
                say();
            } catch (InterruptedException e) {
                break;
            }
        }
        lost.addAndGet(waiting.size());
    }

    private boolean closing() {
        return closeBy != Long.MAX_VALUE;
    }

    private void send(List<Consumer<Signals>> batch) {
        batch.forEach(told -> told.accept(signals));
        var made = new ArrayList<CompletableResultCode>();
        made.add(spans.export(signals.takeSpans()));
        var found = signals.takeEvents();
        if (!found.isEmpty()) {
            made.add(events.export(found));
        }
        // the exporters try again for a while by themselves
        var all = CompletableResultCode.ofAll(made);
        if (!all.join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).isSuccess()) {
            lost.addAndGet(batch.size());
            for (var one : made) {
                var cause = one.getFailureThrowable();
                why = cause == null ? why : String.valueOf(cause.getCause() == null ? cause : cause.getCause());
            }
        }
    }

    private void say() {
        long now = System.nanoTime();
        if (lost.get() > said && now - saidAt > SAY_EVERY.toNanos()) {
            saidAt = now;
            said = lost.get();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the collector {0} takes no telemetry ({2}); {1} calls were not told to it so far. Calls go on and are recorded.",
                    collector,
                    said,
                    why);
        }
    }

    /** Sends what waits, for some seconds at most. */
    @Override
    public void close() throws InterruptedException {
        closeBy = System.nanoTime() + LAST.toNanos();
        thread.join(LAST);
        thread.interrupt();
        thread.join(LAST);
        meters.close();
        spans.shutdown();
        events.shutdown();
    }
}
