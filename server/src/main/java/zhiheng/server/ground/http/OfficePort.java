package zhiheng.server.ground.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import zhiheng.gateway.wire.Connections;
import zhiheng.gateway.wire.Heads;

/** The port of pages and REST: heads and bodies are bounded and have to come in time, an address holds so many connections. */
public final class OfficePort {
    /** Between two requests of one connection; browsers rest. */
    private static final Duration NEXT_HEAD = Duration.ofSeconds(60);

    private OfficePort() {}

    /** @param firstHead how long the first head of a connection may take */
    public static Future<HttpServer> listen(
            Vertx vertx, String host, int port, Duration firstHead, Edge edge, Handler<HttpServerRequest> handler) {
        var options = new HttpServerOptions()
                .setIdleTimeout((int) NEXT_HEAD.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(
                        false) // one call a connection at a time, or its heads could not be told apart
                // a field may be as long as a form; what Vert.x allows by itself is 2,700 characters of Chinese
                .setMaxFormAttributeSize(1 << 20)
                .setMaxFormFields(1_000)
                .setMaxInitialLineLength(8192)
                .setMaxHeaderSize(16_384);
        if (edge.tls()) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(String.valueOf(edge.certificate()))
                            .setKeyPath(String.valueOf(edge.key())))
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
        }
        var listening = Promise.<HttpServer>promise();
        vertx.getOrCreateContext().runOnContext(loop -> {
            var heads = new Heads(vertx, firstHead, NEXT_HEAD);
            var bodies = new Bodies(vertx, edge.body());
            var connections = Connections.ofOffice(edge.perAddress(), edge.trustedProxies());
            vertx.createHttpServer(options)
                    .connectionHandler(connection -> {
                        if (connections.takes(connection)) {
                            heads.opened(connection, () -> connections.gone(connection));
                        } else {
                            connection.close();
                        }
                    })
                    .requestHandler(request -> {
                        if (!heads.arrived(request)) {
                            return; // it came with a connection that was turned away
                        }
                        if (Heads.isAmbiguous(request)) {
                            request.response()
                                    .setStatusCode(400)
                                    .end()
                                    .onComplete(sent -> request.connection().close());
                            return;
                        }
                        bodies.arrived(request);
                        Peer.strike(request, edge.trustedProxies());
                        handler.handle(request);
                    })
                    .listen(port, host)
                    .onComplete(listening);
        });
        return listening.future();
    }
}
