package zhiheng.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** An OTLP/HTTP receiver that decodes what it is sent with OpenTelemetry's own protocol classes. */
public final class Collector implements AutoCloseable {
    public final List<Span> spans = new CopyOnWriteArrayList<>();
    public final List<LogRecord> events = new CopyOnWriteArrayList<>();
    public final List<Metric> metrics = new CopyOnWriteArrayList<>();
    /** Header Authorization of each request; "null" without one. */
    public final List<String> authorizations = new CopyOnWriteArrayList<>();
    /** Answers only once this is open. */
    public final CountDownLatch answers;

    private final HttpServer server;

    private interface Reader {
        void read(InputStream in) throws IOException;
    }

    public Collector(boolean atOnce) throws IOException {
        answers = new CountDownLatch(atOnce ? 0 : 1);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        take(
                "/v1/traces",
                in -> ExportTraceServiceRequest.parseFrom(in)
                        .getResourceSpansList()
                        .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList()))));
        take(
                "/v1/logs",
                in -> ExportLogsServiceRequest.parseFrom(in)
                        .getResourceLogsList()
                        .forEach(r -> r.getScopeLogsList().forEach(s -> events.addAll(s.getLogRecordsList()))));
        take(
                "/v1/metrics",
                in -> ExportMetricsServiceRequest.parseFrom(in)
                        .getResourceMetricsList()
                        .forEach(r -> r.getScopeMetricsList().forEach(s -> metrics.addAll(s.getMetricsList()))));
        server.start();
    }

    private void take(String path, Reader reader) {
        server.createContext(path, exchange -> {
            try (exchange) {
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                answers.await(30, TimeUnit.SECONDS);
                reader.read(body(exchange));
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public static AnyValue value(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(a -> a.getKey().equals(key))
                .map(KeyValue::getValue)
                .findFirst()
                .orElse(AnyValue.getDefaultInstance());
    }

    @Override
    public void close() {
        answers.countDown();
        server.stop(0);
    }
}
