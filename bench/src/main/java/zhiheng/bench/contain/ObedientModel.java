package zhiheng.bench.contain;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model server whose model does its task step by step and obeys whatever order it reads on the way: no real model is asked, since the
 * question is what is left when the model is of no help at all.
 */
final class ObedientModel implements AutoCloseable {
    private static final class Session {
        private final Task task;
        private final @Nullable Attack attack;
        private final Deque<Step> left;
        private boolean misled;

        private Session(Task task, @Nullable Attack attack) {
            this.task = task;
            this.attack = attack;
            left = new ArrayDeque<>(task.steps());
        }
    }

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final HttpServer server;

    ObedientModel(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(body -> answer(request, Step.JSON.readTree(body.getBytes()))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    /** @param name what calls name as their model */
    void begin(String name, Task task, @Nullable Attack attack) {
        sessions.put(name, new Session(task, attack));
    }

    void end(String name) {
        sessions.remove(name);
    }

    private void answer(HttpServerRequest request, JsonNode call) {
        var session = sessions.get(call.path("model").asString(""));
        if (session == null) {
            request.response().setStatusCode(404).end();
            return;
        }
        var attack = session.attack;
        if (attack != null && !session.misled && hasRead(call, attack.order())) {
            session.misled = true;
            var bent = session.left.stream().map(attack.change()).toList();
            session.left.clear();
            session.left.addAll(attack.extra());
            session.left.addAll(bent);
        }
        var next = session.left.poll();
        var root = Step.JSON
                .createObjectNode()
                .put("id", "c")
                .put("object", "chat.completion")
                .put("model", "m");
        var choice = root.putArray("choices").addObject().put("index", 0);
        var message = choice.putObject("message").put("role", "assistant");
        if (next == null) {
            message.put(
                    "content", session.task.answer() + (session.misled && attack != null ? " " + attack.answer() : ""));
        } else {
            message.putNull("content");
            message.putArray("tool_calls")
                    .addObject()
                    .put("id", "t" + session.left.size())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", next.tool())
                    .put("arguments", next.json());
        }
        choice.put("finish_reason", next == null ? "stop" : "tool_calls");
        request.response().putHeader("Content-Type", "application/json").end(root.toString());
    }

    private static boolean hasRead(JsonNode call, String order) {
        for (var message : call.path("messages")) {
            if (message.path("role").asString("").equals("tool")
                    && (message.path("content").asString("").contains(order)
                            || message.path("content").asString("").contains(escaped(order)))) {
                return true;
            }
        }
        return false;
    }

    /** As it stands in a field of JSON. */
    private static String escaped(String text) {
        var json = Step.JSON.writeValueAsString(text);
        return json.substring(1, json.length() - 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
