package zhiheng.server.house;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.gateway.Limits;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.OfficePort;
import zhiheng.server.ground.http.Peer;

/** The port of pages and REST of one of several servers: whichever a person reaches, the one that leads answers. */
final class Front implements AutoCloseable {
    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";
    private static final String SERVERS = "/health/servers";
    private static final Text NONE = new Text(
            "目前没有领导的服务，未作任何修改；请稍后重试。",
            "No server leads at the moment, and nothing was changed; try again in a moment.");
    private static final Text UNKNOWN = new Text(
            "领导的服务在应答前中断，无法得知是否已完成；请先查看，再决定是否重做。",
            "The server that leads was cut off before it answered, and it cannot be known whether this was done; look"
                    + " before you do it again.");

    private final PassOn passing;
    private final Supplier<ServerState> state;
    private final HttpServer server;

    Front(Vertx vertx, Config config, Supplier<@Nullable URI> leader, Supplier<ServerState> state) {
        var peers = config.peers();
        if (peers == null) {
            throw new IllegalArgumentException("no peers");
        }
        this.state = state;
        passing = new PassOn(
                vertx,
                leader,
                config.edge().certificate(),
                sending -> sending.to()
                        .putHeader(Leading.SECRET, peers.secret())
                        .putHeader(Leading.FOR, Peer.address(sending.from()))
                        .putHeader(Leading.PROTO, Peer.https(sending.from()) ? "https" : "http"),
                Front::excuse);
        try {
            server = OfficePort.listen(
                            vertx, config.host(), config.port(), Limits.DEFAULT.idle(), config.edge(), this::take)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw Refusal.unavailable(
                    "无法监听 " + config.host() + ":" + config.port() + "，端口可能已被占用；请停止占用它的程序或换一个端口。",
                    "Cannot listen on " + config.host() + ":" + config.port()
                            + "; the port may be taken. Stop the program that has it, or choose another port.",
                    e);
        }
    }

    int port() {
        return server.actualPort();
    }

    private void take(HttpServerRequest request) {
        switch (request.path()) {
            case LIVE -> json(request, 200, Json.write(Map.of("status", "up")));
            case SERVERS -> json(request, 200, state.get().json());
            case READY -> {
                if (state.get().leaving()) {
                    excuse(request, false);
                } else {
                    passing.pass(request, Duration.ZERO);
                }
            }
            case null, default -> passing.pass(request, PassOn.PATIENCE);
        }
    }

    private static void json(HttpServerRequest request, int status, String json) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(json);
    }

    private static void excuse(HttpServerRequest request, boolean unknown) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        var what = unknown ? UNKNOWN : NONE;
        var text = Language.of(request).equals("zh") ? what.zh() : what.en();
        response.setStatusCode(503).putHeader("Retry-After", "5");
        var accepts = request.getHeader("Accept");
        if (accepts != null && accepts.contains("text/html")) {
            response.putHeader("Content-Type", "text/plain; charset=utf-8").end(text);
            return;
        }
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", unknown ? "outcome-unknown" : "no-leader");
        problem.put("status", 503);
        problem.put("detail", text);
        response.putHeader("Content-Type", "application/problem+json; charset=utf-8")
                .end(Json.write(problem));
    }

    /** What waits is answered, then nothing waits any more. */
    void drain(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (passing.underWay() > 0 && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        passing.leave();
    }

    @Override
    public void close() {
        passing.leave();
        server.close().toCompletionStage().toCompletableFuture().join();
        passing.close();
    }
}
