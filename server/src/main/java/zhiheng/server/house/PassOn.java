package zhiheng.server.house;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.http.Problem;

/**
 * Passes requests on to the server that leads, and its answers back as they come. While none leads a request waits; one that was
 * refused unseen, or never got there, is sent again. What was sent and not answered is sent again only where it asks and changes
 * nothing; of anything else nobody knows whether it was done, and the caller is told so.
 */
final class PassOn implements AutoCloseable {
    /** So long a request waits for a server that leads. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LOOK_MILLIS = 25;
    /** A body no longer than this is held, so that it can be sent again. */
    private static final long HELD_BYTES = 1 << 20;

    /** An answer no longer than this is sent with its head, in one piece. */
    private static final long WHOLE_BYTES = 64 << 10;

    private static final int CONNECTIONS = 20_000;
    /** Less than the port of the server that leads lets them rest, so that none is used as it is closed. */
    private static final int REST_SECONDS = 20;

    /** Of one connection, not of the request (RFC 9110 section 7.6.1). */
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            Leading.SECRET.toLowerCase(Locale.ROOT),
            Leading.FOR.toLowerCase(Locale.ROOT),
            Leading.PROTO.toLowerCase(Locale.ROOT));

    /** What a caller is told who gets no answer. */
    interface Excuse {
        /** @param unknown whether it may have been done all the same */
        void say(HttpServerRequest request, boolean unknown);
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final Supplier<@Nullable URI> leader;
    private final Consumer<Sending> adds;
    private final Excuse excuse;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closing;

    /** A request as it goes out, and the one that came in. */
    record Sending(HttpServerRequest from, HttpClientRequest to) {}

    /**
     * @param leader where requests go now; null while none leads
     * @param certificate the chain that the others show too, where they speak TLS
     * @param adds puts on what the server that leads wants to know
     */
    PassOn(
            Vertx vertx,
            Supplier<@Nullable URI> leader,
            @Nullable Path certificate,
            Consumer<Sending> adds,
            Excuse excuse) {
        this.vertx = vertx;
        this.leader = leader;
        this.adds = adds;
        this.excuse = excuse;
        var options = new HttpClientOptions()
                .setKeepAliveTimeout(REST_SECONDS)
                .setConnectTimeout(1_000)
                .setDecompressionSupported(false);
        if (certificate != null) {
            options.setSsl(true)
                    .setVerifyHost(false) // it is this very certificate that is trusted, under whatever name
                    .setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString()));
        }
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** One request on its way, with what is left of the time it may wait. */
    private final class Passage {
        private final HttpServerRequest request;
        private final long end;
        private final boolean asksOnly;
        private @Nullable Buffer body;
        private boolean streamed;
        private boolean over;

        Passage(HttpServerRequest request, Duration patience) {
            this.request = request;
            end = System.nanoTime() + patience.toNanos();
            request.response().endHandler(done -> over());
            asksOnly = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        }

        /** Answered, or the caller has gone. */
        private void over() {
            if (!over) {
                over = true;
                underWay.decrementAndGet();
            }
        }

        void attempt() {
            var to = leader.get();
            if (to == null) {
                later();
                return;
            }
            var options = new RequestOptions()
                    .setMethod(request.method())
                    .setHost(to.getHost())
                    .setPort(to.getPort())
                    .setURI(request.uri());
            client.request(options).onComplete(this::send, failed -> later());
        }

        private void send(HttpClientRequest sending) {
            request.headers().forEach((name, value) -> {
                if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    sending.headers().add(name, value);
                }
            });
            adds.accept(new Sending(request, sending));
            request.response().closeHandler(gone -> sending.reset());
            var held = body;
            Future<HttpClientResponse> answer;
            if (held != null) {
                answer = held.length() == 0 ? sending.send() : sending.send(held);
            } else {
                streamed = true;
                sending.setChunked(!sending.headers().contains("Content-Length"));
                answer = sending.send(request);
                request.resume();
            }
            answer.onComplete(this::answer, failed -> {
                if (asksOnly && !streamed) {
                    later();
                } else {
                    excuse.say(request, true);
                }
            });
        }

        private void answer(HttpClientResponse answer) {
            if (answer.statusCode() == 503 && answer.headers().contains(Problem.UNTOUCHED) && !streamed) {
                answer.pause();
                answer.request().reset();
                later();
                return;
            }
            var response = request.response();
            if (response.ended() || response.closed()) {
                answer.request().reset();
                return;
            }
            response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
            answer.headers().forEach((name, value) -> {
                if (!HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase(Problem.UNTOUCHED)) {
                    response.headers().add(name, value);
                }
            });
            over();
            if (request.method() == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304) {
                answer.resume();
                response.end();
                return;
            }
            if (answer.headers().contains("Content-Length") && length(answer.headers()) <= WHOLE_BYTES) {
                answer.body().onComplete(response::end, cut -> response.reset());
                return;
            }
            response.setChunked(!response.headers().contains("Content-Length"));
            answer.pipeTo(response).onFailure(cut -> response.reset());
        }

        private void later() {
            var response = request.response();
            if (response.ended() || response.closed()) {
                return;
            }
            if (closing || streamed || System.nanoTime() - end >= 0) {
                excuse.say(request, streamed);
            } else {
                vertx.setTimer(LOOK_MILLIS, now -> attempt());
            }
        }
    }

    /** Passes it on; waits so long at most while none leads. */
    void pass(HttpServerRequest request, Duration patience) {
        underWay.incrementAndGet();
        var passage = new Passage(request, patience);
        if (length(request.headers()) <= HELD_BYTES) {
            request.body()
                    .onComplete(
                            whole -> {
                                passage.body = whole;
                                passage.attempt();
                            },
                            cut -> {});
        } else {
            request.pause();
            passage.attempt();
        }
    }

    /** As it is told before it comes: none where neither header says that there is a body. */
    private static long length(MultiMap headers) {
        var said = headers.get("Content-Length");
        if (said == null) {
            return headers.contains("Transfer-Encoding") ? Long.MAX_VALUE : 0;
        }
        try {
            return Long.parseLong(said);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** From now on nothing waits for a server that leads. */
    void leave() {
        closing = true;
    }

    /** How many wait for an answer. */
    int underWay() {
        return underWay.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
