package zhiheng.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.ground.http.JsonOut;

/** REST as any program would speak it: a person of the demo with a token, over the network. */
final class DemoRest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final URI address;
    private final String token;

    DemoRest(HttpClient client, URI address, String token) {
        this.client = client;
        this.address = address;
        this.token = token;
    }

    /** Another person, signed in by password, with a token made over REST. */
    DemoRest signIn(String login, String password, String role) throws IOException, InterruptedException {
        var entered = send(request("/api/v1/session").POST(body(Map.of("login", login, "password", password))));
        ok(entered, "/api/v1/session");
        var cookie = entered.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
        var made = send(request("/api/v1/tokens")
                .header("Cookie", cookie)
                .header(
                        "X-CSRF-Token",
                        JSON.readTree(entered.body()).path("csrf").asString())
                .POST(body(Map.of("label", "demo", "role", role))));
        ok(made, "/api/v1/tokens");
        return new DemoRest(
                client, address, JSON.readTree(made.body()).path("secret").asString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return ok(send(known(path).GET()), path);
    }

    JsonNode post(String path, Map<String, ?> json) throws IOException, InterruptedException {
        return ok(send(known(path).POST(body(json))), path);
    }

    /** A deed that needs no words. */
    JsonNode post(String path) throws IOException, InterruptedException {
        return ok(send(known(path).POST(BodyPublishers.noBody())), path);
    }

    JsonNode put(String path, Map<String, ?> json) throws IOException, InterruptedException {
        return ok(send(known(path).PUT(body(json))), path);
    }

    /** What the gateway answered; {@code json} empty where it refused. */
    record Answer(int status, JsonNode json) {}

    /** A file is looked at. */
    JsonNode file(String path, byte[] content) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/octet-stream");
        return ok(send(request.POST(BodyPublishers.ofByteArray(content))), path);
    }

    /** One call of the model, as an application makes it. */
    Answer say(URI gateway, String key, String words) throws IOException, InterruptedException {
        var json = Map.of(
                "model",
                "zhiheng-sample",
                "user",
                "demo",
                "messages",
                java.util.List.of(Map.of("role", "user", "content", words)));
        return ask(gateway, key, "/v1/chat/completions", json);
    }

    Answer ask(URI gateway, String key, String path, Map<String, ?> json) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(body(json)));
        return new Answer(
                answer.statusCode(),
                answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode());
    }

    private HttpRequest.Builder known(String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(Map<String, ?> json) {
        return BodyPublishers.ofString(JsonOut.compact(json));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode ok(HttpResponse<String> answer, String path) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }
}
