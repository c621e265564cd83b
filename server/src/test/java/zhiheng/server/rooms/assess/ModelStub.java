package zhiheng.server.rooms.assess;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;

/** A model server that says what a test wants and counts who asked what. */
final class ModelStub implements AutoCloseable {
    final AtomicInteger calls = new AtomicInteger();
    final Map<String, Integer> asked = new ConcurrentHashMap<>();
    /** What is said to a prompt. */
    volatile Function<String, String> says = prompt -> "Here is what it is about, in three points. 这里是说明，共三点。";

    volatile String model = "stub-1";
    volatile String print = "";
    volatile int status = 200;
    volatile String raw = "";
    volatile long delayMillis;
    private final HttpServer server;
    private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ModelStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        var body = JsonReader.object(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), JsonReader.Limits.RECORD);
        var prompt = prompt(body);
        asked.merge(prompt, 1, Integer::sum);
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var text = raw.isEmpty()
                ? Json.write(Map.of(
                        "model",
                        model,
                        "system_fingerprint",
                        print,
                        "choices",
                        List.of(Map.of("message", Map.of("role", "assistant", "content", says.apply(prompt)))),
                        "usage",
                        Map.of("total_tokens", 10)))
                : raw;
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String prompt(Map<String, ?> body) {
        if (body.get("messages") instanceof List<?> messages && messages.getLast() instanceof Map<?, ?> last) {
            return String.valueOf(last.get("content"));
        }
        throw new IllegalStateException("no messages");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
