package zhiheng.gateway.mcp;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.Held;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.Reviews;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.PermitStore;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.gateway.wire.Connections;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.gateway.wire.Parts;

/** A gateway before a {@link ToolServer}, and a client that speaks the protocol by hand. */
final class McpHouse implements AutoCloseable {
    static final String KEY = "k-bot";

    final Vertx vertx = Vertx.vertx();
    final ToolServer server = new ToolServer(vertx);
    final List<Interaction> records = new CopyOnWriteArrayList<>();
    final Map<String, McpTarget> targets = new ConcurrentHashMap<>();
    final Waiting waiting = new Waiting();
    final Inspectors inspectors = new Inspectors(InspectorSettings.NONE);
    final Permits permits;
    volatile Duration limit = Duration.ofSeconds(10);
    private final McpDoor door;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private int numbers;
    String session = "";

    McpHouse() {
        permits = new Permits(PermitStore.NONE, change -> Permits.Recorder.Written.YES, Clock.systemUTC());
        permits.change(Permit.open("bot", ZoneOffset.UTC), "test", "begin");
        var destinations = new Destinations(Set.of("127.0.0.1"));
        var parts = new Parts(
                vertx,
                permits,
                key -> KEY.equals(key) ? "bot" : null,
                system -> null,
                inspectors,
                new Forwarder(vertx, new Balancer(), destinations, 4),
                waiting,
                (id, plain) -> plain,
                new Records() {
                    @Override
                    public void add(Interaction interaction, byte @Nullable [] sealed) {
                        records.add(interaction);
                    }

                    @Override
                    public State state() {
                        return State.STORED;
                    }
                },
                Limits.DEFAULT,
                Clock.systemUTC(),
                new Owned(),
                null);
        door = new McpDoor(parts, (system, name) -> name.equals("stub") ? stub() : targets.get(name), destinations);
        port = DataPlane.start(
                        "127.0.0.1", 0, 1, parts, Map.of(McpDoor.PATH, door), Connections.ofGateway(100, Set.of()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private McpTarget stub() {
        var upstream = new Upstream(
                "stub", server.endpoint(), "upstream-key", 1, Map.of(), Duration.ofSeconds(1), Duration.ofSeconds(2));
        return new McpTarget.Http(upstream, limit);
    }

    int port() {
        return port;
    }

    /** Changes members of the permit. */
    void permit(String members) {
        var now = PermitJson.write(Objects.requireNonNull(permits.of("bot")));
        var merged = (tools.jackson.databind.node.ObjectNode) Rpc.MAPPER.readTree(now);
        Rpc.MAPPER.readTree(members.replace('\'', '"')).properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
        permits.change(PermitJson.readTyped(merged.toString()), "test", "t");
    }

    HttpRequest.Builder request(String server) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp/" + server))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + KEY)
                .timeout(Duration.ofSeconds(20));
        return session.isEmpty() ? request : request.header("Mcp-Session-Id", session);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends, and reads the answer's events as they come: each with a method is given away. @return the one without */
    JsonNode events(HttpRequest.Builder request, Consumer<JsonNode> said) {
        try (var lines =
                http.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body()) {
            var last = new AtomicReference<JsonNode>(Rpc.MAPPER.missingNode());
            lines.filter(line -> line.startsWith("data: ") || line.startsWith("{"))
                    .map(line -> Rpc.MAPPER.readTree(line.substring(line.indexOf('{'))))
                    .forEach(message -> {
                        if (message.has("method")) {
                            said.accept(message);
                        } else {
                            last.set(message);
                        }
                    });
            return last.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> post(String body, String... headers) {
        return postTo("stub", body, headers);
    }

    HttpResponse<String> postTo(String server, String body, String... headers) {
        var request = request(server).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + ++numbers + ",\"method\":\"" + method + "\",\"params\":"
                + params.replace('\'', '"') + "}";
    }

    McpHouse initialized() {
        return initialized("stub");
    }

    McpHouse initialized(String server) {
        session = "";
        var answer = postTo(
                server,
                message(
                        "initialize",
                        "{'protocolVersion':'2025-06-18','capabilities':{'sampling':{},'elicitation':{}},'clientInfo':{'name':'t','version':'1'}}"));
        session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow(() -> new AssertionError(answer.body()));
        postTo(server, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    /** The result of a call of a tool. */
    JsonNode call(String tool, String arguments, String... headers) {
        return result(post(message("tools/call", "{'name':'" + tool + "','arguments':" + arguments + "}"), headers));
    }

    static JsonNode result(HttpResponse<String> answer) {
        var json = Rpc.MAPPER.readTree(answer.body());
        if (!json.has("result")) {
            throw new AssertionError(answer.body());
        }
        return json.path("result");
    }

    static String words(JsonNode result) {
        return result.at("/content/0/text").asString("");
    }

    Interaction record() {
        until(() -> !records.isEmpty());
        return records.getLast();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void until(BooleanSupplier holds) {
        for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
            pause(Duration.ofMillis(10));
        }
        if (!holds.getAsBoolean()) {
            throw new AssertionError("did not come to hold");
        }
    }

    @Override
    public void close() {
        door.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A review queue in memory. */
    static final class Waiting implements Reviews {
        static final Instant UNTIL = Instant.parse("2030-01-01T00:00:00Z");
        final List<Held> held = new ArrayList<>();
        private final Map<String, Boolean> decisions = new HashMap<>();
        private final Map<String, CompletableFuture<Void>> awaited = new HashMap<>();

        @Override
        public synchronized Instant hold(Held h) {
            held.add(h);
            return UNTIL;
        }

        synchronized int size() {
            return held.size();
        }

        synchronized void decide(boolean release) {
            var id = held.getLast().id();
            decisions.put(id, release);
            var waits = awaited.get(id);
            if (waits != null) {
                waits.complete(null);
            }
        }

        @Override
        public synchronized Ruling fetch(String system, String id) {
            var decision = decisions.get(id);
            if (decision == null) {
                return new Ruling.Waiting(UNTIL);
            }
            var found = held.stream().filter(h -> h.id().equals(id)).findFirst().orElseThrow();
            return decision ? new Ruling.Released(found, "officer") : new Ruling.Rejected("not like this", "officer");
        }

        @Override
        public synchronized CompletionStage<Void> decided(String id, Duration most) {
            var waits = new CompletableFuture<Void>().completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS);
            awaited.put(id, waits);
            return waits;
        }
    }
}
