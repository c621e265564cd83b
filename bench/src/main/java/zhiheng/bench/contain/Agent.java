package zhiheng.bench.contain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** An application that lets a model work with tools. It knows nothing of attacks; what is refused it tells the model, and goes on. */
final class Agent {
    private static final int MOST_TURNS = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI base;
    private final String key;
    int refused;

    /** @param base of the gateway or of the model itself */
    Agent(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    void work(String model, Task task, World world) throws IOException, InterruptedException {
        var messages = Step.JSON.createArrayNode();
        messages.addObject().put("role", "user").put("content", task.prompt());
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            var answer = ask(model, messages);
            var message = answer == null ? null : answer.at("/choices/0/message");
            if (message == null) {
                refused++;
                messages.addObject()
                        .put("role", "user")
                        .put("content", task.chinese() ? "不允许，请继续。" : "Not permitted; go on.");
            } else if (message.path("tool_calls").isEmpty()) {
                world.answer = message.path("content").asString("");
                return;
            } else {
                messages.add(message);
                for (var call : message.path("tool_calls")) {
                    messages.addObject()
                            .put("role", "tool")
                            .put("tool_call_id", call.path("id").asString(""))
                            .put("content", world.run(step(call)));
                }
            }
        }
    }

    private static Step step(JsonNode call) {
        var arguments = new LinkedHashMap<String, String>();
        Step.JSON
                .readTree(call.at("/function/arguments").asString("{}"))
                .properties()
                .forEach(e -> arguments.put(e.getKey(), e.getValue().asString("")));
        return new Step(call.at("/function/name").asString(""), arguments);
    }

    /** Null when it is not permitted, by the gateway or by the person it asks. */
    private @org.jspecify.annotations.Nullable JsonNode ask(String model, ArrayNode messages)
            throws IOException, InterruptedException {
        var body = Step.JSON.createObjectNode().put("model", model);
        body.set("messages", messages);
        var answer = send(HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        var review = Step.JSON.readTree(answer.body()).at("/error/review/url").asString("");
        if (!review.isEmpty()) {
            answer = send(HttpRequest.newBuilder(base.resolve(review)));
        }
        if (answer.statusCode() == 200) {
            return Step.JSON.readTree(answer.body());
        }
        if (answer.statusCode() == 403) {
            return null;
        }
        throw new IOException(answer.statusCode() + " " + answer.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(
                request.header("Authorization", "Bearer " + key).build(), HttpResponse.BodyHandlers.ofString());
    }
}
