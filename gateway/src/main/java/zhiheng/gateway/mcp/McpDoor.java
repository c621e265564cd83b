package zhiheng.gateway.mcp;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.wire.Parts;

/**
 * Where clients of tools come in: {@code /mcp/SERVER} on the gateway's port, with an application's key (MCP 2025-06-18, Streamable HTTP).
 * Answers come with the POST that asked for them. A stream for what a server says by itself (GET) there is where the permit lets it say
 * anything; else 405, as the protocol has it.
 */
public final class McpDoor implements Handler<HttpServerRequest>, AutoCloseable {
    /** What its paths begin with. */
    public static final String PATH = "/mcp/";

    static final String SESSION = "Mcp-Session-Id";
    private static final Pattern VERSION = Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int CONNECTIONS = 64;
    private static final int MOST_IN_A_BATCH = 20;
    private static final long LINGER_MILLIS = 500;

    private final Parts parts;
    private final McpServers servers;
    private final McpSessions sessions;
    private final McpCalls calls;
    private final ServerAsks asks;
    private final Often initialized = new Often(20, 1);
    private final HttpClient plain;
    private final HttpClient tls;

    public McpDoor(Parts parts, McpServers servers, Destinations destinations) {
        this.parts = parts;
        this.servers = servers;
        plain = client(false);
        tls = client(true);
        var conversations = new Conversations();
        asks = new ServerAsks(parts, conversations);
        sessions = new McpSessions(parts, destinations, plain, tls, asks);
        calls = new McpCalls(parts, conversations, asks);
    }

    private HttpClient client(boolean secure) {
        return parts.vertx()
                .createHttpClient(
                        new HttpClientOptions()
                                .setSsl(secure)
                                .setVerifyHost(secure)
                                .setDecompressionSupported(false)
                                .setMaxHeaderSize(32_768)
                                .setKeepAlive(
                                        false) // a deed sent on a connection that just closes is lost, and not sent
                                // twice
                                .setTcpNoDelay(true),
                        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    @Override
    public void handle(HttpServerRequest request) {
        var server = request.path().substring(PATH.length());
        var key = bearer(request.getHeader("Authorization"));
        var system = key == null ? null : parts.keys().system(key);
        var origin = request.getHeader("Origin");
        if (origin != null && !isLoopback(origin)) {
            refuse(request, 403, "来源不被允许", "this Origin is not allowed");
        } else if (key != null && system != null && !parts.keys().bind(key, request.headers())) {
            refuse(
                    request,
                    403,
                    "此密钥只为另一租户调用，X-Zhiheng-Tenant 不符",
                    "this key calls for another tenant than the one that X-Zhiheng-Tenant names");
        } else if (system == null) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(request, 401, "密钥无效或已吊销", "the API key is unknown or was revoked (header Authorization: Bearer …)");
        } else {
            var target = server.matches("[A-Za-z0-9._-]{1,64}") ? servers.of(system, server) : null;
            if (target == null) {
                refuse(request, 404, "该系统没有此工具服务器", "this system has no such server of tools");
            } else if (request.method().equals(HttpMethod.POST)) {
                post(request, new Place(system, server, target));
            } else if (request.method().equals(HttpMethod.DELETE)) {
                sessions.end(system, server, String.valueOf(request.getHeader(SESSION)));
                request.response().setStatusCode(204).end();
            } else if (request.method().equals(HttpMethod.GET)
                    && !asks.allowed(system, server).isEmpty()) {
                stream(request, new Place(system, server, target));
            } else {
                request.response().putHeader("Allow", "POST, DELETE");
                refuse(request, 405, "只接受 POST", "POST only: answers come with what asked for them");
            }
        }
    }

    /** Whose call it is, and for which server. */
    record Place(String system, String server, McpTarget target) {}

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : null;
    }

    /** Pages of other hosts must not reach a gateway through somebody's browser, whatever its name resolves to (DNS rebinding). */
    private static boolean isLoopback(String origin) {
        try {
            var host = URI.create(origin).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void refuse(HttpServerRequest request, int status, String zh, String en) {
        refuse(request, status, Rpc.error(null, Rpc.INVALID_REQUEST, new Text(zh, en)));
    }

    private void refuse(HttpServerRequest request, int status, ObjectNode error) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(Rpc.bytes(error)));
        }
        if (!request.isEnded()) {
            request.handler(unread -> {});
            request.resume();
            parts.vertx().setTimer(LINGER_MILLIS, late -> {
                if (!request.isEnded()) { // whoever is done sending goes on with the same connection
                    request.connection().close();
                }
            });
        }
    }

    private void stream(HttpServerRequest request, Place place) {
        var accept = request.getHeader("Accept");
        var session = sessions.of(place, request.getHeader(SESSION));
        if (accept == null || !accept.contains("text/event-stream")) {
            refuse(request, 406, "Accept 应含 text/event-stream", "Accept must hold text/event-stream");
        } else if (session == null) {
            refuse(request, 400, "缺少 Mcp-Session-Id；请先 initialize", "Mcp-Session-Id is missing; initialize first");
        } else {
            session.hear(new McpStream(parts.vertx(), request, session::unheard));
        }
    }

    private void post(HttpServerRequest request, Place place) {
        var type = request.getHeader("Content-Type");
        var coding = request.getHeader("Content-Encoding");
        var version = request.getHeader("MCP-Protocol-Version");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            refuse(request, 415, "只接受 application/json", "only application/json is taken");
        } else if (coding != null && !coding.equalsIgnoreCase("identity")) {
            refuse(request, 415, "不接受压缩的请求体", "compressed bodies are not taken; send it plain");
        } else if (version != null && !VERSION.matcher(version).matches()) {
            refuse(request, 400, "协议版本有误", "MCP-Protocol-Version is no version of the protocol");
        } else {
            read(request, place);
        }
    }

    private void read(HttpServerRequest request, Place place) {
        int most = parts.limits().bodyBytes();
        long timer = parts.vertx()
                .setTimer(
                        parts.limits().idle().toMillis(),
                        late -> refuse(request, 408, "请求体未按时到齐", "the body did not arrive in time"));
        var body = Buffer.buffer();
        request.exceptionHandler(gone -> parts.vertx().cancelTimer(timer));
        request.handler(piece -> {
            if (body.length() + piece.length() > most) {
                parts.vertx().cancelTimer(timer);
                refuse(request, 413, "请求体过大", "the body is larger than " + most + " bytes");
            } else {
                body.appendBuffer(piece);
            }
        });
        request.endHandler(end -> {
            parts.vertx().cancelTimer(timer);
            if (!request.response().ended()) {
                taken(request, place, body);
            }
        });
    }

    private void taken(HttpServerRequest request, Place place, Buffer body) {
        JsonNode message;
        try {
            message = Rpc.MAPPER.readTree(body.getBytes());
        } catch (JacksonException e) {
            refuse(
                    request,
                    400,
                    Rpc.error(
                            null,
                            Rpc.PARSE_ERROR,
                            new Text("不是有效的 JSON", "not JSON that can be taken: " + e.getOriginalMessage())));
            return;
        }
        var messages = messages(message);
        if (messages.isEmpty()) {
            refuse(
                    request,
                    400,
                    "应为一条消息，或最多 " + MOST_IN_A_BATCH + " 条的列表",
                    "a message is expected, or a list of at most " + MOST_IN_A_BATCH);
            return;
        }
        boolean begins =
                messages.stream().anyMatch(m -> m.path("method").asString("").equals("initialize"));
        var peer = place.system + " " + place.server + " "
                + request.remoteAddress().hostAddress();
        if (begins && !initialized.may(peer, System.nanoTime())) {
            request.response().putHeader("Retry-After", "2");
            refuse(request, 429, "initialize 过于频繁", "too many sessions are begun");
            return;
        }
        var session = begins ? sessions.begin(place) : sessions.of(place, request.getHeader(SESSION));
        if (session == null) {
            boolean without = request.getHeader(SESSION) == null;
            refuse(
                    request,
                    without ? 400 : 404,
                    without ? "缺少 Mcp-Session-Id；请先 initialize" : "会话未知；请重新 initialize",
                    without ? "Mcp-Session-Id is missing; initialize first" : "no such session; initialize again");
            return;
        }
        if (begins) {
            request.response().putHeader(SESSION, session.id());
        }
        answer(request, session, messages, message.isArray());
    }

    /** The messages of a body, one or several; none when something in it is no message. */
    private static List<ObjectNode> messages(JsonNode body) {
        var all = new ArrayList<ObjectNode>();
        for (var one : body.isArray() ? body : List.of(body)) {
            if (!(one instanceof ObjectNode object) || all.size() == MOST_IN_A_BATCH) {
                return List.of();
            }
            all.add(object);
        }
        return all;
    }

    private void answer(HttpServerRequest request, McpSession session, List<ObjectNode> messages, boolean batch) {
        var reply = new McpReply(parts.vertx(), request);
        var headers = io.vertx.core.MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        Thread.startVirtualThread(() -> {
            var answers = new ArrayList<ObjectNode>();
            try {
                for (var message : messages) {
                    var answer = calls.take(session, message, headers, reply);
                    if (answer != null) {
                        answers.add(answer);
                    }
                }
                reply.end(answers, batch);
            } catch (RuntimeException | Error broken) {
                System.getLogger(McpDoor.class.getName())
                        .log(System.Logger.Level.ERROR, "a call of a tool failed", broken);
                reply.fail();
            }
        });
    }

    @Override
    public void close() {
        sessions.close();
        plain.close();
        tls.close();
    }
}
