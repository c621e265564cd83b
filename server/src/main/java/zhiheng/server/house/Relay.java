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
import zhiheng.gateway.Limits;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.server.ground.http.Edge;
import zhiheng.server.ground.http.OfficePort;

/**
 * The gateway's port of a server that follows: model calls go to the gateway of the one that leads, which decides by the one permit
 * and counts by the one cap. It knows no permit itself, so that without a server that leads nothing passes.
 */
final class Relay implements AutoCloseable {
    private final PassOn passing;
    private final HttpServer server;

    Relay(Vertx vertx, Config config, int port, Supplier<@Nullable URI> gateway) {
        passing = new PassOn(vertx, gateway, null, sending -> {}, Relay::excuse);
        var edge = new Edge(config.edge().trustedProxies(), null, null, DataPlane.PER_ADDRESS, Limits.DEFAULT.idle());
        try {
            server = OfficePort.listen(
                            vertx,
                            config.host(),
                            port,
                            Limits.DEFAULT.idle(),
                            edge,
                            request -> passing.pass(request, patience(request)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw Refusal.unavailable(
                    "网关无法监听 " + config.host() + ":" + port + "，端口可能已被占用；请用 --gateway-port 换一个。",
                    "The gateway cannot listen on " + config.host() + ":" + port
                            + "; the port may be taken. Choose another with --gateway-port.",
                    e);
        }
    }

    int port() {
        return server.actualPort();
    }

    private static Duration patience(HttpServerRequest request) {
        return "/health".equals(request.path()) ? Duration.ZERO : PassOn.PATIENCE;
    }

    /** As OpenAI's and Anthropic's clients both read it. */
    private static void excuse(HttpServerRequest request, boolean unknown) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        var error = new LinkedHashMap<String, Object>();
        error.put("type", "server_error");
        error.put("code", unknown ? "gateway.cut" : "gateway.none");
        error.put(
                "message",
                unknown
                        ? "The gateway was cut off before it answered. / 网关在应答前中断。"
                        : "No gateway is in charge at the moment; nothing was passed on. / 目前没有主网关，未予转发。");
        response.setStatusCode(503)
                .putHeader("Retry-After", "5")
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(Json.write(Map.of("error", error)));
    }

    @Override
    public void close() {
        passing.leave();
        server.close().toCompletionStage().toCompletableFuture().join();
        passing.close();
    }
}
