package zhiheng.gateway.wire;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A model server that answers as a test tells it, and remembers what it was asked. */
final class Stub implements AutoCloseable {
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    volatile BiConsumer<HttpServerRequest, Buffer> answer = (request, body) -> json(request, 200, CHAT);
    private final HttpServer server;

    static final String CHAT = """
        {"id":"c1","object":"chat.completion","created":1,"model":"m","x_unknown":{"kept":[1.50,true]},\
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hello there."},"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}\
        """;

    Stub(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Keeps no body with its request, as {@code request.body()} would: tests count the memory of streams that stay open. */
    private void take(HttpServerRequest request) {
        var body = Buffer.buffer();
        request.handler(body::appendBuffer);
        request.endHandler(end -> {
            request.handler(null);
            request.endHandler(null);
            bodies.add(body.toString());
            requests.add(request.method() + " " + request.uri());
            authorizations.add(String.valueOf(request.getHeader("Authorization")));
            answer.accept(request, body);
        });
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    static void json(HttpServerRequest request, int status, String json) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(json);
    }

    /** Sends pieces as they are, so that a test decides where events are cut. */
    static void stream(HttpServerRequest request, List<String> pieces) {
        var response = request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        pieces.forEach(response::write);
        response.end();
    }

    static String delta(String words) {
        return "data:"
                + " {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                + words + "\"},\"finish_reason\":null}]}\n\n";
    }

    static final String STOP = "data:"
            + " {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    static final String DONE = "data: [DONE]\n\n";

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
