package zhiheng.bench.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Reviews;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.inspect.LinkRules;
import zhiheng.gateway.inspect.TermList;
import zhiheng.gateway.journal.InteractionStore;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.journal.Position;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.gateway.wire.Parts;

/** The servers under test that are ours, each run in a process of its own: {@code stub}, {@code bare}, {@code zhiheng}. */
final class Servers {
    private static final int EVENTS = 20;

    private Servers() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "stub" -> stub(port);
            case "bare" -> bare(port, Integer.parseInt(args[2]));
            case "zhiheng" -> zhiheng(port, Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("ready");
    }

    /** Answers at once: a chat of some 700 bytes, or twenty events. */
    private static void stub(int port) {
        var whole = Buffer.buffer(
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\""
                        + "The river rises in spring. ".repeat(20)
                        + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":400,\"completion_tokens\":100,\"total_tokens\":500}}");
        var head = "data:"
                + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":";
        var words = Buffer.buffer(head + "{\"content\":\"The river rises \"},\"finish_reason\":null}]}\n\n");
        var end = Buffer.buffer(head + "{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        var stream = Buffer.buffer();
        for (int i = 0; i < EVENTS; i++) {
            stream.appendBuffer(words);
        }
        stream.appendBuffer(end);
        var vertx = Vertx.vertx();
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    var call = body.toString();
                    var response = request.response();
                    if (call.contains("\"model\":\"slow\"")) {
                        slowly(vertx, response, words, end);
                    } else if (call.contains("\"model\":\"open\"")) {
                        response.setChunked(true)
                                .putHeader("Content-Type", "text/event-stream")
                                .write(words.copy().appendBuffer(words).appendBuffer(words));
                    } else {
                        boolean streamed = call.contains("\"stream\":true");
                        response.putHeader("Content-Type", streamed ? "text/event-stream" : "application/json")
                                .end(streamed ? stream : whole);
                    }
                }))
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** As many events as in a stream that comes at once, one every 50 ms. */
    private static void slowly(Vertx vertx, HttpServerResponse response, Buffer words, Buffer end) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").write(words);
        var left = new AtomicInteger(EVENTS - 1);
        vertx.setPeriodic(50, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else if (left.getAndDecrement() > 0) {
                response.write(words);
            } else {
                vertx.cancelTimer(timer);
                response.end(end);
            }
        });
    }

    /** Passes bytes through on the same server library, on two event loops. */
    private static void bare(int port, int upstream) {
        var vertx = Vertx.vertx();
        var client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(256));
        vertx.deployVerticle(
                        () -> new io.vertx.core.VerticleBase() {
                            @Override
                            public io.vertx.core.Future<?> start() {
                                return vertx.createHttpServer(new HttpServerOptions())
                                        .requestHandler(request -> request.body()
                                                .compose(body -> client.request(
                                                                HttpMethod.POST, upstream, "127.0.0.1", request.uri())
                                                        .compose(up -> up.send(body)))
                                                .onSuccess(answer -> {
                                                    var type = answer.getHeader("Content-Type");
                                                    request.response().setChunked(true);
                                                    if (type != null) {
                                                        request.response().putHeader("Content-Type", type);
                                                    }
                                                    answer.pipeTo(request.response());
                                                }))
                                        .listen(port, "127.0.0.1");
                            }
                        },
                        new io.vertx.core.DeploymentOptions().setInstances(2))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** The gateway with everything on: permit, inspection with 50,000 terms, both labels, records to disk. */
    private static void zhiheng(int port, int upstream) throws Exception {
        var folder = Files.createTempDirectory("gateway-bench");
        var vertx = Vertx.vertx();
        var inspectors = new Inspectors(
                new InspectorSettings(Map.of("many", TermList.of(Served.terms())), Set.of(), LinkRules.NONE, Map.of()));
        var permits = new Permits(
                new PermitFiles(folder.resolve("permits")), change -> Permits.Recorder.Written.YES, Clock.systemUTC());
        permits.change(Served.permit("bench"), "bench", "bench");
        var store = new InteractionStore() {
            private Position at = Position.START;

            @Override
            public Position position() {
                return at;
            }

            @Override
            public void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) {
                at = next;
            }
        };
        var journal = new Journal(folder.resolve("journal"), Journal.Settings.DEFAULT, store, batch -> {});
        var route = Served.route("bench", upstream);
        var forwarder = new Forwarder(vertx, new Balancer(), new Destinations(Set.of("127.0.0.1")), 256);
        var parts = new Parts(
                vertx,
                permits,
                key -> "bench",
                system -> route,
                inspectors,
                forwarder,
                Reviews.NONE,
                (id, plain) -> plain,
                journal,
                Limits.DEFAULT,
                Clock.systemUTC(),
                new Owned(),
                null);
        DataPlane.start("127.0.0.1", port, 2, parts)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
