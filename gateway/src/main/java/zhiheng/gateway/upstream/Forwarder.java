package zhiheng.gateway.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Sends a call to the first upstream that answers. A try that ends before the head of an answer, or with 408, 429 or 5xx, goes on to
 * the next after a short pause with jitter; once a head has arrived, that answer is the answer.
 */
public final class Forwarder {
    static final long FIRST_PAUSE_MILLIS = 20;
    static final int MOST_DOUBLINGS = 6;
    /** A resolved address is asked for again after this. */
    private static final long ADDRESS_LIFE_MILLIS = 30_000;

    private final Vertx vertx;
    private final int connections;
    /** One pair for each event loop, so that no call crosses to another thread on its way out and back; one for all other threads. */
    private final Map<Thread, Clients> byLoop = new ConcurrentHashMap<>();

    private final Clients elsewhere;
    private final Balancer balancer;
    private final Destinations destinations;
    private final Map<String, Resolved> addresses = new ConcurrentHashMap<>();

    private record Clients(HttpClient plain, HttpClient tls) {}

    private record Resolved(InetAddress address, long at) {}

    /** The answer's head, paused, and whose it is. */
    public record Answer(Upstream upstream, HttpClientResponse response, int attempts) {}

    /**
     * What to send.
     *
     * @param traceparent W3C Trace Context, empty for none
     * @param body makes it for an upstream, under the model name used there
     */
    public record Call(
            String path,
            HttpMethod method,
            String contentType,
            String traceparent,
            BiFunction<Upstream, Integer, Buffer> body) {}

    /** @param connections the most to one upstream from one event loop */
    public Forwarder(Vertx vertx, Balancer balancer, Destinations destinations, int connections) {
        this.vertx = vertx;
        this.balancer = balancer;
        this.destinations = destinations;
        this.connections = connections;
        elsewhere = clients();
    }

    private Clients clients() {
        return new Clients(client(false), client(true));
    }

    private Clients here() {
        return Context.isOnEventLoopThread()
                ? byLoop.computeIfAbsent(Thread.currentThread(), loop -> clients())
                : elsewhere;
    }

    private HttpClient client(boolean tls) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setSsl(tls)
                        .setVerifyHost(tls)
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(false)
                        .setMaxHeaderSize(32_768)
                        .setMaxInitialLineLength(8_192)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    public Future<Answer> send(Route route, Call call) {
        var done = Promise.<Answer>promise();
        attempt(route, call, balancer.order(route, ThreadLocalRandom.current()).iterator(), 1, done, null);
        return done.future();
    }

    private void attempt(
            Route route,
            Call call,
            Iterator<Upstream> left,
            int attempt,
            Promise<Answer> done,
            @org.jspecify.annotations.Nullable Throwable last) {
        long now = System.currentTimeMillis();
        Upstream upstream = null;
        while (upstream == null && left.hasNext()) {
            var next = left.next();
            upstream = balancer.breaker(route.system(), next).admits(now) ? next : null;
        }
        if (upstream == null) {
            done.tryFail(last != null ? last : new Unavailable("上游均不可用 / every upstream is down"));
            return;
        }
        var chosen = upstream;
        var breaker = balancer.breaker(route.system(), chosen);
        one(chosen, call, attempt).onComplete(result -> {
            boolean more = attempt < route.attempts() && left.hasNext();
            if (result.succeeded()) {
                var response = result.result();
                if (!isTransient(response.statusCode())) {
                    breaker.succeeded();
                } else {
                    breaker.failed(System.currentTimeMillis());
                    if (more) {
                        response.exceptionHandler(ours -> {});
                        response.request().reset();
                        pause(attempt, () -> attempt(route, call, left, attempt + 1, done, null));
                        return;
                    }
                }
                done.tryComplete(new Answer(chosen, response, attempt));
                return;
            }
            breaker.failed(System.currentTimeMillis());
            var why = new Unavailable("上游无应答 / no answer from upstream " + chosen.id());
            if (more) {
                pause(attempt, () -> attempt(route, call, left, attempt + 1, done, why));
            } else {
                done.tryFail(why);
            }
        });
    }

    private static boolean isTransient(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    private void pause(int attempt, Runnable then) {
        vertx.setTimer(pauseMillis(attempt, ThreadLocalRandom.current()), timer -> then.run());
    }

    /**
     * Anything up to a bound that doubles with each try, so that calls which failed together do not come back together ("full jitter":
     * Brooker, Exponential Backoff and Jitter, 2015).
     */
    static long pauseMillis(int attempt, RandomGenerator random) {
        return 1 + random.nextLong(FIRST_PAUSE_MILLIS << Math.min(attempt, MOST_DOUBLINGS));
    }

    private Future<HttpClientResponse> one(Upstream upstream, Call call, int attempt) {
        return address(upstream).compose(address -> {
            var options = upstream.request(address, call.method(), path(upstream) + call.path());
            var clients = here();
            return (upstream.isTls() ? clients.tls : clients.plain)
                    .request(options)
                    .compose(request -> {
                        headers(request, upstream, call);
                        var timer = vertx.setTimer(
                                upstream.firstByte().toMillis(),
                                t -> request.reset(0, new Unavailable("超时 / timed out")));
                        return request.send(call.body().apply(upstream, attempt))
                                .onSuccess(HttpClientResponse::pause)
                                .onComplete(any -> vertx.cancelTimer(timer));
                    });
        });
    }

    private static void headers(HttpClientRequest request, Upstream upstream, Call call) {
        if (!call.contentType().isEmpty()) {
            request.putHeader("Content-Type", call.contentType());
        }
        if (!call.traceparent().isEmpty()) {
            request.putHeader("traceparent", call.traceparent());
        }
        request.putHeader("Accept-Encoding", "identity");
        if (!upstream.key().isEmpty()) {
            request.putHeader("Authorization", "Bearer " + upstream.key());
        }
    }

    private static String path(Upstream upstream) {
        var path = upstream.base().getRawPath();
        return path == null ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private Future<InetAddress> address(Upstream upstream) {
        var place = upstream.base().getHost() + ":" + upstream.port();
        var known = addresses.get(place);
        if (known != null && System.currentTimeMillis() - known.at < ADDRESS_LIFE_MILLIS) {
            return Future.succeededFuture(known.address);
        }
        return vertx.executeBlocking(() -> destinations.resolve(upstream), false)
                .onSuccess(address -> addresses.put(place, new Resolved(address, System.currentTimeMillis())));
    }

    public void close() {
        for (var clients : byLoop.values()) {
            clients.plain.close();
            clients.tls.close();
        }
        elsewhere.plain.close();
        elsewhere.tls.close();
    }

    /** No upstream answered. Its message is for people; addresses and keys are not in it. */
    public static final class Unavailable extends RuntimeException {
        public Unavailable(String message) {
            super(message, null, false, false);
        }
    }
}
