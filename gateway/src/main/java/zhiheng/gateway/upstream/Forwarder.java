package zhiheng.gateway.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
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
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Sends a call to the first upstream that answers. A try that ends before the head of an answer, or with 408, 429 or 5xx, goes on to
 * the next after a short pause with jitter; once a head has arrived, that answer is the answer. No answer and 5xx are ill health, of
 * that model there; 4xx, 429 with it, is not.
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
     * @param model as the caller names it, empty for none
     * @param headers of the caller's that go on
     * @param traceparent W3C Trace Context, empty for none
     * @param body makes it for an upstream, under the model name used there
     */
    public record Call(
            String path,
            HttpMethod method,
            String model,
            String contentType,
            Map<String, String> headers,
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

    /** Sends it. What comes of it, and the way to end it, is in what is returned. */
    public Sending send(Route route, Call call) {
        var sending = new Sending();
        var order = balancer.order(route, ThreadLocalRandom.current());
        attempt(new Trying(route, call, order.iterator(), sending), 1, null);
        return sending;
    }

    private record Trying(Route route, Call call, Iterator<Upstream> left, Sending sending) {}

    private void attempt(Trying trying, int attempt, @Nullable Unavailable last) {
        if (trying.sending.isCancelled()) {
            trying.sending.failed(Unavailable.cancelled());
            return;
        }
        long now = System.currentTimeMillis();
        var route = trying.route;
        Upstream upstream = null;
        while (upstream == null && trying.left.hasNext()) {
            var next = trying.left.next();
            upstream = breaker(route, next, trying.call).admits(now) ? next : null;
        }
        if (upstream == null) {
            trying.sending.failed(last != null ? last : resting(route, trying.call, now));
            return;
        }
        var chosen = upstream;
        var breaker = breaker(route, chosen, trying.call);
        one(chosen, trying.call, attempt, trying.sending).onComplete(result -> {
            boolean more = attempt < route.attempts() && trying.left.hasNext();
            if (trying.sending.isCancelled()) {
                breaker.saidNothing();
                if (result.succeeded()) {
                    result.result().exceptionHandler(ours -> {});
                    result.result().request().reset();
                }
                trying.sending.failed(Unavailable.cancelled());
            } else if (result.succeeded()) {
                answered(trying, attempt, more, new Answer(chosen, result.result(), attempt), breaker);
            } else {
                breaker.failed(System.currentTimeMillis());
                var why = result.cause() instanceof Unavailable known
                        ? known.of(chosen)
                        : isLate(result.cause())
                                ? Unavailable.late().of(chosen)
                                : new Unavailable(new Text(
                                        "上游 " + chosen.id() + " 无应答", "no answer from upstream " + chosen.id()));
                if (more) {
                    pause(attempt, () -> attempt(trying, attempt + 1, why));
                } else {
                    trying.sending.failed(why);
                }
            }
        });
    }

    private void answered(Trying trying, int attempt, boolean more, Answer answer, Breaker breaker) {
        var response = answer.response();
        int status = response.statusCode();
        if (status < 200) {
            // The final answer is still to come on this connection (RFC 9110, 15.2) and would reach whoever is next on
            // it.
            response.exceptionHandler(ours -> {});
            response.request().connection().close();
            breaker.failed(System.currentTimeMillis());
            var why = new Unavailable(new Text(
                    "上游 " + answer.upstream().id() + " 的应答不合规范",
                    "an answer that cannot be followed, from upstream "
                            + answer.upstream().id()));
            if (more) {
                pause(attempt, () -> attempt(trying, attempt + 1, why));
            } else {
                trying.sending.failed(why);
            }
            return;
        }
        if (status >= 500) {
            breaker.failed(System.currentTimeMillis());
        } else {
            breaker.succeeded(); // busy or not content with the call, but there
        }
        if (more && isWorthAnother(status)) {
            response.exceptionHandler(ours -> {});
            response.request().reset();
            pause(attempt, () -> attempt(trying, attempt + 1, null));
            return;
        }
        response.exceptionHandler(ours -> {}); // whoever reads the answer sets another
        var times = answer.upstream().times();
        response.request().idleTimeout(times.silence().toMillis());
        long end = vertx.setTimer(
                times.whole().toMillis(), late -> response.request().reset(0, Unavailable.late()));
        trying.sending.done().onComplete(done -> vertx.cancelTimer(end));
        trying.sending.answered(answer);
    }

    private Breaker breaker(Route route, Upstream upstream, Call call) {
        return balancer.breaker(route.system(), upstream, call.model());
    }

    private Unavailable resting(Route route, Call call, long now) {
        long millis = route.upstreams().stream()
                .mapToLong(upstream -> breaker(route, upstream, call).pauseLeft(now))
                .min()
                .orElse(1_000);
        return new Unavailable(new Text("上游均不可用", "every upstream is down"), 503, Math.max(1, (millis + 999) / 1000));
    }

    private static boolean isWorthAnother(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    /** Whether an answer broke off because it took longer than it may. */
    public static boolean isLate(@Nullable Throwable why) {
        for (var cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof Unavailable known && known.status() == 504) {
                return true;
            }
        }
        return false;
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

    private Future<HttpClientResponse> one(Upstream upstream, Call call, int attempt, Sending sending) {
        return address(upstream).compose(address -> {
            var model = upstream.models().getOrDefault(call.model(), call.model());
            var options = upstream.request(address, call.method(), upstream.target(call.path(), model));
            var clients = here();
            return (upstream.isTls() ? clients.tls : clients.plain)
                    .request(options)
                    .compose(request -> {
                        if (!sending.asks(request)) {
                            request.reset();
                            return Future.failedFuture(Unavailable.cancelled());
                        }
                        headers(request, upstream, call);
                        var timer = vertx.setTimer(
                                upstream.times().firstByte().toMillis(), t -> request.reset(0, Unavailable.late()));
                        return request.send(call.body().apply(upstream, attempt))
                                .onSuccess(HttpClientResponse::pause)
                                .onComplete(any -> vertx.cancelTimer(timer));
                    });
        });
    }

    private static void headers(HttpClientRequest request, Upstream upstream, Call call) {
        call.headers().forEach(request::putHeader);
        if (!call.contentType().isEmpty()) {
            request.putHeader("Content-Type", call.contentType());
        }
        if (!call.traceparent().isEmpty()) {
            request.putHeader("traceparent", call.traceparent());
        }
        request.putHeader("Accept-Encoding", "identity");
        if (!upstream.key().isEmpty()) {
            switch (upstream.auth()) {
                case BEARER -> request.putHeader("Authorization", "Bearer " + upstream.key());
                case API_KEY -> request.putHeader("api-key", upstream.key());
                case X_API_KEY -> request.putHeader("x-api-key", upstream.key());
            }
        }
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
        private final transient Text text;
        private final int status;
        private final long retryAfterSeconds;

        Unavailable(Text text) {
            this(text, 502, 0);
        }

        private Unavailable(Text text, int status, long retryAfterSeconds) {
            super(text.en(), null, false, false);
            this.text = text;
            this.status = status;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        static Unavailable cancelled() {
            return new Unavailable(new Text("已取消", "cancelled"));
        }

        /** Why. */
        public Text text() {
            return text;
        }

        private static Unavailable late() {
            return new Unavailable(new Text("上游超时", "no answer in time"), 504, 0);
        }

        private Unavailable of(Upstream upstream) {
            var which = upstream.id();
            return new Unavailable(
                    text.and(new Text("（上游 " + which + "）", " (upstream " + which + ")")), status, retryAfterSeconds);
        }

        /** What the caller is answered with: 502, 503 while all are left alone, 504 when time ran out. */
        public int status() {
            return status;
        }

        /** When to try again, 0 when nobody knows. */
        public long retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }
}
