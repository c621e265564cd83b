package zhiheng.gateway.wire;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The OpenAI-compatible server: one event loop per core, all on one port. */
public final class DataPlane {
    private static final int ANY_SHARED = -1;
    /** How long a connection may rest between two calls. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    /** An application that serves many people has thousands of streams open, all from one address. */
    public static final int PER_ADDRESS = 20_000;

    private DataPlane() {}

    /** Starts it. @return the port it listens on, once it does */
    public static Future<Integer> start(String host, int port, int loops, Parts parts) {
        return start(host, port, loops, parts, Map.of(), Connections.ofGateway(PER_ADDRESS, Set.of()));
    }

    /**
     * @param doors who takes requests besides, by what their paths begin with
     * @param connections how many there may be
     */
    public static Future<Integer> start(
            String host,
            int port,
            int loops,
            Parts parts,
            Map<String, Handler<HttpServerRequest>> doors,
            Connections connections) {
        return start(host, port, loops, parts, doors, connections, new Drain());
    }

    /** As above. @param drain by which it leaves; the doors besides stay open to the end */
    public static Future<Integer> start(
            String host,
            int port,
            int loops,
            Parts parts,
            Map<String, Handler<HttpServerRequest>> doors,
            Connections connections,
            Drain drain) {
        var bound = new AtomicInteger();
        // loops share a port they name; a negative one stands for a free port that those who name it share
        int named = port == 0 ? ANY_SHARED : port;
        Supplier<Deployable> loop = () -> new Loop(parts, host, named, bound, doors, connections, drain);
        return parts.vertx()
                .deployVerticle(loop, new DeploymentOptions().setInstances(loops))
                .map(id -> bound.get());
    }

    private static final class Loop extends VerticleBase {
        private final Parts parts;
        private final String host;
        private final int port;
        private final AtomicInteger bound;
        private final Map<String, Handler<HttpServerRequest>> doors;
        private final Connections connections;
        private final Drain drain;

        private Loop(
                Parts parts,
                String host,
                int port,
                AtomicInteger bound,
                Map<String, Handler<HttpServerRequest>> doors,
                Connections connections,
                Drain drain) {
            this.drain = drain;
            this.parts = parts;
            this.host = host;
            this.port = port;
            this.bound = bound;
            this.doors = doors;
            this.connections = connections;
        }

        @Override
        public Future<HttpServer> start() {
            var first = parts.limits().idle();
            var next = first.compareTo(KEEP_ALIVE) > 0 ? first : KEEP_ALIVE;
            var options = new HttpServerOptions()
                    .setTcpKeepAlive(true)
                    .setMaxInitialLineLength(4_096)
                    .setMaxHeaderSize(16_384)
                    .setHttp2ClearTextEnabled(false)
                    .setTcpNoDelay(true)
                    .setDecompressionSupported(false)
                    .setHandle100ContinueAutomatically(true);
            var heads = new Heads(vertx, first, next);
            var door = new Door(parts);
            return vertx.createHttpServer(options)
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
                            Errors.send(request.response(), Fault.AMBIGUOUS_HOST);
                            vertx.setTimer(
                                    Door.LINGER_MILLIS,
                                    late -> request.connection().close());
                        } else {
                            door(request, door).handle(request);
                        }
                    })
                    .listen(port, host)
                    .onSuccess(server -> bound.set(server.actualPort()));
        }

        private Handler<HttpServerRequest> door(HttpServerRequest request, Door door) {
            for (var other : doors.entrySet()) {
                if (request.path().startsWith(other.getKey())) {
                    return other.getValue();
                }
            }
            return drain.isClosed() && !request.path().equals("/health") ? Drain::turn : door;
        }
    }
}
