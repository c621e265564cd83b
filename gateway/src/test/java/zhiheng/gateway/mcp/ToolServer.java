package zhiheng.gateway.mcp;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server of tools that answers as a test tells it, and remembers what it was asked. */
final class ToolServer {
    final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    /** What follows a call of a tool, by its name. */
    final Map<String, BiConsumer<HttpServerRequest, JsonNode>> tools = new ConcurrentHashMap<>();

    /** What follows an answer to what it asked. */
    volatile Consumer<JsonNode> answered = nothing -> {};

    /** What follows when its own stream is asked for. */
    volatile Consumer<HttpServerRequest> stream =
            request -> request.response().setStatusCode(405).end();

    volatile String listed =
            "{\"name\":\"echo\",\"description\":\"Says it again\",\"inputSchema\":{\"type\":\"object\"}},"
                    + "{\"name\":\"wipe\",\"description\":\"Deletes\",\"inputSchema\":{\"type\":\"object\"}}";
    volatile int sessions;
    private final HttpServer server;

    ToolServer(Vertx vertx) {
        tools.put(
                "echo",
                (request, message) -> answer(
                        request,
                        message,
                        text(message.at("/params/arguments/text").asString("nothing"))));
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/tools");
    }

    static String text(String words) {
        var result = Rpc.MAPPER.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", words);
        return result.toString();
    }

    /** Names of the methods it was asked. */
    List<String> methods() {
        return asked.stream().map(m -> m.path("method").asString("")).toList();
    }

    JsonNode last(String method) {
        return asked.stream()
                .filter(m -> m.path("method").asString("").equals(method))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private void take(HttpServerRequest request, Buffer body) {
        if (request.method().equals(HttpMethod.GET)) {
            stream.accept(request);
            return;
        }
        if (request.method().equals(HttpMethod.DELETE)) {
            request.response().setStatusCode(204).end();
            return;
        }
        var message = Rpc.MAPPER.readTree(body.getBytes());
        asked.add(message);
        authorizations.add(String.valueOf(request.getHeader("Authorization")));
        if (!message.has("id") || !message.has("method")) {
            request.response().setStatusCode(202).end();
            if (message.has("id")) {
                answered.accept(message);
            }
            return;
        }
        var session = "s" + sessions;
        switch (message.path("method").asString("")) {
            case "initialize" -> {
                sessions++;
                request.response().putHeader("Mcp-Session-Id", "s" + sessions);
                answer(
                        request,
                        message,
                        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{\"listChanged\":true},\"logging\":{}},\"serverInfo\":{\"name\":\"stub\",\"version\":\"1\"},\"instructions\":\"Be"
                                + " kind\"}");
            }
            case "tools/list" -> answer(request, message, "{\"tools\":[" + listed + "]}");
            default -> {
                if (!session.equals(request.getHeader("Mcp-Session-Id"))) {
                    request.response().setStatusCode(404).end();
                    return;
                }
                var tool = tools.get(message.at("/params/name").asString(""));
                if (tool == null) {
                    answer(request, message, "{\"contents\":[{\"uri\":\"file:///a\",\"text\":\"words\"}]}");
                } else {
                    tool.accept(request, message);
                }
            }
        }
    }

    static void answer(HttpServerRequest request, JsonNode message, String result) {
        request.response()
                .putHeader("Content-Type", "application/json")
                .end(Rpc.result(message.path("id"), Rpc.MAPPER.readTree(result)).toString());
    }

    static Buffer event(ObjectNode message) {
        return Buffer.buffer("event: message\r\nid: 1\r\ndata: " + message + "\r\n\r\n");
    }
}
