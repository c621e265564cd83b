package zhiheng.gateway.wire;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.inspect.Inspections;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitStore;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;

/** A gateway in front of {@link Stub}s, for tests. */
final class House implements AutoCloseable {
    static final String KEY = "k-bot";

    final Vertx vertx = Vertx.vertx();
    final List<Stub> stubs = new ArrayList<>();
    final List<Interaction> records = new CopyOnWriteArrayList<>();
    final List<Interaction> openings = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    final Queue queue = new Queue();
    final List<Long> acts = new CopyOnWriteArrayList<>();
    final Permits permits;
    final Parts parts;
    volatile Records.State recordsState = Records.State.STORED;
    /** Where records go too, and whose state then counts. */
    volatile @Nullable Records journal;

    volatile Inspections inspections = Inspections.NONE;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    House(int upstreams, Limits limits) {
        this(
                upstreams,
                limits,
                new Upstream.Times(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    House(int upstreams, Limits limits, Upstream.Times times) {
        this(upstreams, limits, times, "", Upstream.Auth.BEARER);
    }

    /** @param rest of the upstreams' addresses */
    House(int upstreams, Limits limits, Upstream.Times times, String rest, Upstream.Auth auth) {
        for (int i = 0; i < upstreams; i++) {
            stubs.add(new Stub(vertx));
        }
        permits = new Permits(
                PermitStore.NONE,
                change -> {
                    acts.add(change.after().version());
                    return Permits.Recorder.Written.YES;
                },
                Clock.systemUTC());
        permits.change(Permit.open("bot", ZoneOffset.UTC), "test", "begin");
        var route = new Route(
                "bot",
                stubs.stream()
                        .map(s -> new Upstream(
                                "u" + stubs.indexOf(s),
                                URI.create(s.base() + rest),
                                "upstream-key",
                                auth,
                                stubs.indexOf(s) == 0 ? 1 : 0,
                                Map.of("alias", "real-name"),
                                times,
                                true))
                        .toList(),
                3,
                "small-model");
        var forwarder = new Forwarder(vertx, new Balancer(), new Destinations(Set.of("127.0.0.1")), 64);
        var kept = new Records() {
            @Override
            public void add(Interaction interaction, byte @Nullable [] sealed) {
                var also = journal;
                if (also != null) {
                    also.add(interaction, sealed);
                }
                records.add(interaction);
                if (sealed != null) {
                    contents.put(interaction.id(), sealed);
                }
            }

            @Override
            public void open(Interaction soFar) {
                openings.add(soFar);
                var also = journal;
                if (also != null) {
                    also.open(soFar);
                }
            }

            @Override
            public State state() {
                var asked = journal;
                return asked == null ? recordsState : asked.state();
            }
        };
        parts = new Parts(
                vertx,
                permits,
                key -> KEY.equals(key) ? "bot" : "k-other".equals(key) ? "other" : null,
                system -> route,
                permit -> inspections.of(permit),
                forwarder,
                queue,
                (id, plain) -> plain,
                kept,
                limits,
                Clock.systemUTC(),
                new Owned(),
                null);
        port = DataPlane.start("127.0.0.1", 0, 1, parts)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Another port of the same gateway; one that is named, since those who ask for any share one. */
    int listen(Connections connections) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return DataPlane.start("127.0.0.1", port, 2, parts, Map.of(), connections)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static House withOneStub() {
        return new House(1, Limits.DEFAULT);
    }

    Stub stub() {
        return stubs.getFirst();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    Permit permit() {
        return java.util.Objects.requireNonNull(permits.of("bot"));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The only record; waits a moment, since it is written beside the answer. */
    Interaction record() {
        for (int i = 0; i < 500 && records.isEmpty(); i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return records.getFirst();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
