package zhiheng.gateway.mcp;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.mcp.McpFailure.Kind;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Upstream;

/**
 * A server spoken to by Streamable HTTP (MCP 2025-06-18, Transports): one POST a message; the answer is JSON, or events of which one is
 * the answer. The address that was checked is the one connected to; redirects and compressed bodies are not taken.
 */
final class HttpPeer implements Peer {
    static final int MOST_BYTES = 16 << 20;
    private static final Duration TELL = Duration.ofSeconds(10);
    private static final String SESSION = "Mcp-Session-Id";
    /** So much a server may ask during one call. */
    private static final int MOST_ASKED = 50;

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final HttpClient client;
    private final Destinations destinations;
    private final Upstream upstream;
    private volatile String session = "";
    private volatile String version = "";
    private volatile UnaryOperator<ObjectNode> asks = Peer::answerTo;
    private volatile Consumer<ObjectNode> news = nothing -> {};
    /** Null while nobody hears the server's own stream. Guarded by this. */
    private @Nullable Opening opening;

    HttpPeer(Vertx vertx, HttpClient client, Destinations destinations, Upstream upstream) {
        this.vertx = vertx;
        this.client = client;
        this.destinations = destinations;
        this.upstream = upstream;
    }

    @Override
    public void agreed(String protocolVersion) {
        version = protocolVersion;
    }

    @Override
    public ObjectNode ask(
            long id,
            String method,
            @Nullable JsonNode params,
            Duration limit,
            CompletableFuture<Void> cancelled,
            Consumer<ObjectNode> notes,
            UnaryOperator<ObjectNode> asks)
            throws McpFailure {
        int asked = 0;
        var inbox = new Inbox(limit);
        var sent = new AtomicReference<@Nullable HttpClientRequest>();
        cancelled.thenRun(() -> inbox.fail(Kind.CANCELLED));
        try {
            post(Rpc.request(id, method, params), inbox, sent, method.equals("initialize"));
            while (true) {
                var message = inbox.take();
                if (message.has("method") && message.has("id")) {
                    boolean many = ++asked > MOST_ASKED || Peer.isPing(message);
                    answerLater(message, many ? Peer::answerTo : asks);
                } else if (message.has("method")) {
                    notes.accept(message);
                } else if (message.path("id").isIntegralNumber()
                        && message.path("id").asLong() == id) {
                    return message;
                }
            }
        } catch (McpFailure failure) {
            if (failure.kind == Kind.CANCELLED || failure.kind == Kind.TIMED_OUT) {
                cancel(id);
            }
            throw failure;
        } finally {
            var request = sent.get();
            if (request != null) {
                request.reset();
            }
        }
    }

    /** On a thread of its own: a person may be asked, and what the server says meanwhile is not to wait for that. */
    private void answerLater(ObjectNode asked, UnaryOperator<ObjectNode> how) {
        Thread.startVirtualThread(() -> {
            try {
                answer(how.apply(asked));
            } catch (McpFailure gone) {
                // who asked is not there any more
            }
        });
    }

    @Override
    public void listens(UnaryOperator<ObjectNode> asks, Consumer<ObjectNode> news) {
        this.asks = asks;
        this.news = news;
    }

    /** The server's own stream is open while anybody hears it; one that ends is asked for again after a while. */
    @Override
    public void hear(boolean wanted) {
        Opening before;
        Opening now;
        synchronized (this) {
            before = opening;
            if (wanted == (before != null)) {
                return;
            }
            now = wanted ? new Opening() : null;
            opening = now;
        }
        if (before != null) {
            before.end();
        }
        if (now != null) {
            now.begin();
        }
    }

    /**
     * One time that the server's own stream is asked for. Only the present one counts: how an earlier one ends is nobody's concern, so
     * the late end of a stream that nobody hears closes no other and opens no second one.
     */
    private final class Opening {
        private volatile @Nullable HttpClientRequest call;

        void begin() {
            Thread.startVirtualThread(this::open);
        }

        private boolean isPresent() {
            synchronized (HttpPeer.this) {
                return opening == this;
            }
        }

        private void open() {
            if (!isPresent()) {
                return;
            }
            try {
                var path = upstream.base().getRawPath();
                var options = upstream.request(
                        destinations.resolve(upstream), HttpMethod.GET, path == null || path.isEmpty() ? "/" : path);
                options.setIdleTimeout(-1);
                client.request(options)
                        .compose(asked -> {
                            call = asked;
                            if (!isPresent()) { // ended meanwhile, before there was anything to end
                                asked.reset();
                            }
                            headers(asked, false);
                            asked.putHeader("Accept", "text/event-stream");
                            asked.exceptionHandler(broke -> again());
                            return asked.send().onSuccess(this::take);
                        })
                        .onFailure(failed -> again());
            } catch (IllegalArgumentException unresolved) {
                again();
            } catch (IllegalStateException closing) {
                giveUp();
            }
        }

        private void take(HttpClientResponse response) {
            int status = response.statusCode();
            if (status != 200
                    || !header(response, "Content-Type")
                            .toLowerCase(Locale.ROOT)
                            .startsWith("text/event-stream")) {
                response.request().reset();
                // 409 is the official server's while it has not seen the end of the stream before; 405: it has none
                if (status / 100 == 5 || status == 409 || status == 429) {
                    again();
                } else {
                    giveUp();
                }
                return;
            }
            var lines = new EventLines();
            response.exceptionHandler(broke -> again());
            response.endHandler(end -> again());
            response.handler(piece -> lines.push(piece, data -> hears(response, data)));
        }

        private void hears(HttpClientResponse response, String data) {
            try {
                if (isPresent()
                        && !data.isBlank()
                        && Rpc.MAPPER.readTree(data) instanceof ObjectNode message
                        && message.has("method")) {
                    if (message.has("id")) {
                        answerLater(message, Peer.isPing(message) ? Peer::answerTo : asks);
                    } else {
                        Thread.startVirtualThread(() -> news.accept(message));
                    }
                }
            } catch (JacksonException e) {
                response.request().reset();
            }
        }

        /** Asks anew after a while, where this is the present one; however often it hears of its own end. */
        private void again() {
            var next = new Opening();
            synchronized (HttpPeer.this) {
                if (opening != this) {
                    return;
                }
                opening = next;
            }
            vertx.setTimer(PAUSE.toMillis(), late -> next.begin());
        }

        /** The next who wants to hear asks anew. */
        private void giveUp() {
            synchronized (HttpPeer.this) {
                if (opening == this) {
                    opening = null;
                }
            }
        }

        void end() {
            var open = call;
            if (open != null) {
                open.reset();
            }
        }
    }

    private void cancel(long id) {
        try {
            tell(
                    "notifications/cancelled",
                    Rpc.MAPPER.createObjectNode().put("requestId", id).put("reason", "cancelled"));
        } catch (McpFailure gone) {
            // nobody is there to be told
        }
    }

    @Override
    public void tell(String method, @Nullable JsonNode params) throws McpFailure {
        answer(Rpc.notification(method, params));
    }

    /** Sends what needs no answer, and waits until it has been taken. */
    private void answer(ObjectNode message) throws McpFailure {
        var inbox = new Inbox(TELL);
        post(message, inbox, new AtomicReference<>(), false);
        inbox.take();
    }

    private void post(ObjectNode message, Inbox inbox, AtomicReference<@Nullable HttpClientRequest> sent, boolean first)
            throws McpFailure {
        java.net.InetAddress address;
        try {
            address = destinations.resolve(upstream);
        } catch (IllegalArgumentException e) {
            throw new McpFailure(Kind.UNAVAILABLE);
        }
        var path = upstream.base().getRawPath();
        var options = upstream.request(address, HttpMethod.POST, path == null || path.isEmpty() ? "/" : path);
        boolean request = message.has("method") && message.has("id");
        var body = Buffer.buffer(Rpc.bytes(message));
        vertx.getOrCreateContext()
                .runOnContext(run -> client.request(options)
                        .compose(call -> {
                            sent.set(call);
                            headers(call, first);
                            return call.send(body).onSuccess(response -> take(response, inbox, request, first));
                        })
                        .onFailure(failed -> inbox.fail(Kind.UNAVAILABLE)));
    }

    private void headers(HttpClientRequest call, boolean first) {
        call.putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json, text/event-stream")
                .putHeader("Accept-Encoding", "identity");
        if (!upstream.key().isEmpty()) {
            call.putHeader("Authorization", "Bearer " + upstream.key());
        }
        if (!first && !session.isEmpty()) {
            call.putHeader(SESSION, session);
        }
        if (!first && !version.isEmpty()) {
            call.putHeader("MCP-Protocol-Version", version);
        }
    }

    private void take(HttpClientResponse response, Inbox inbox, boolean request, boolean first) {
        response.exceptionHandler(broke -> inbox.fail(Kind.UNAVAILABLE));
        var type = header(response, "Content-Type").toLowerCase(Locale.ROOT);
        var coding = header(response, "Content-Encoding");
        if (response.statusCode() == 404 && !session.isEmpty() && !first) {
            inbox.fail(Kind.SESSION_GONE);
        } else if (response.statusCode() / 100 != 2) {
            inbox.fail(Kind.UNAVAILABLE);
        } else if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            inbox.fail(Kind.BROKEN);
        } else {
            if (first) {
                var given = header(response, SESSION);
                session = given.matches("[\\x21-\\x7e]{1,1000}") ? given : "";
            }
            if (!request) {
                inbox.put(Rpc.MAPPER.createObjectNode());
            } else if (type.startsWith("text/event-stream")) {
                events(response, inbox);
                return;
            } else if (type.startsWith("application/json")) {
                whole(response, inbox);
                return;
            } else {
                inbox.fail(Kind.BROKEN);
            }
        }
        response.request().reset();
    }

    private static String header(HttpClientResponse response, String name) {
        var value = response.getHeader(name);
        return value == null ? "" : value;
    }

    private static void whole(HttpClientResponse response, Inbox inbox) {
        var body = Buffer.buffer();
        response.handler(piece -> {
            body.appendBuffer(piece);
            if (body.length() > MOST_BYTES) {
                inbox.fail(Kind.TOO_LARGE);
                response.request().reset();
            }
        });
        response.endHandler(end -> put(body.getBytes(), inbox));
    }

    private static void events(HttpClientResponse response, Inbox inbox) {
        var lines = new EventLines();
        var size = new int[1];
        response.handler(piece -> {
            size[0] += piece.length();
            if (size[0] > MOST_BYTES) {
                inbox.fail(Kind.TOO_LARGE);
                response.request().reset();
                return;
            }
            lines.push(piece, data -> {
                if (!data.isBlank()) { // an event with an id alone says where to go on after a break
                    put(data.getBytes(java.nio.charset.StandardCharsets.UTF_8), inbox);
                }
            });
        });
        response.endHandler(end -> inbox.fail(Kind.UNAVAILABLE));
    }

    private static void put(byte[] json, Inbox inbox) {
        try {
            var message = Rpc.MAPPER.readTree(json);
            for (var one : message.isArray() ? message : java.util.List.of(message)) {
                if (one instanceof ObjectNode object) {
                    inbox.put(object);
                } else {
                    inbox.fail(Kind.BROKEN);
                }
            }
        } catch (JacksonException e) {
            inbox.fail(Kind.BROKEN);
        }
    }

    /** Tells the server that the session is over; nobody waits for it. */
    @Override
    public void close() {
        hear(false);
        if (session.isEmpty()) {
            return;
        }
        var ended = session;
        Thread.startVirtualThread(() -> {
            var path = upstream.base().getRawPath();
            var options = upstream.request(
                    destinations.resolve(upstream), HttpMethod.DELETE, path == null || path.isEmpty() ? "/" : path);
            try {
                client.request(options).onSuccess(call -> {
                    headers(call, true);
                    call.putHeader(SESSION, ended);
                    call.send().onSuccess(response -> response.request().reset());
                });
            } catch (IllegalStateException closing) {
                // the gateway is stopping; the server forgets the session in its own time
            }
        });
    }
}
