package zhiheng.gateway.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client's session, and the gateway's own with the server behind it. The two have nothing in common but this: ids do not pass. */
final class McpSession {
    /** What the gateway speaks where it begins a session anew for a client that it does not remember. */
    private static final String LATEST = "2025-06-18";

    private final String id;
    private final boolean resumed;
    private final McpDoor.Place place;
    private final Opener opener;
    private final AtomicLong numbers = new AtomicLong();
    /** Calls on their way, by the client's id for them as JSON. */
    private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    private @Nullable Peer peer;
    private @Nullable JsonNode introduced;
    volatile long usedAt;

    /** Reaches a server. */
    interface Opener {
        Peer open(McpTarget target) throws McpFailure;
    }

    /** @param resumed whether its client began it before anybody here knew of it */
    McpSession(String id, boolean resumed, McpDoor.Place place, Opener opener, long now) {
        this.id = id;
        this.resumed = resumed;
        this.place = place;
        this.opener = opener;
        usedAt = now;
    }

    String id() {
        return id;
    }

    boolean isResumed() {
        return resumed;
    }

    McpDoor.Place place() {
        return place;
    }

    /** The client introduces itself. What it could do for a server is not passed on: the gateway lets no server ask. */
    synchronized ObjectNode initialize(JsonNode params) throws McpFailure {
        var said = Rpc.MAPPER.createObjectNode();
        said.put("protocolVersion", params.path("protocolVersion").asString(LATEST));
        said.putObject("capabilities");
        said.putObject("clientInfo")
                .put("name", params.at("/clientInfo/name").asString("zhiheng"))
                .put("version", params.at("/clientInfo/version").asString("0"));
        return open(said);
    }

    private ObjectNode open(JsonNode said) throws McpFailure {
        var before = peer;
        if (before != null) {
            before.close();
        }
        peer = null;
        var opened = opener.open(place.target());
        try {
            var answer = opened.ask(
                    numbers.incrementAndGet(), "initialize", said, limit(), new CompletableFuture<>(), nothing -> {});
            if (answer.has("result")) {
                opened.agreed(answer.at("/result/protocolVersion").asString(""));
                opened.tell("notifications/initialized", null);
                introduced = said;
                peer = opened;
            } else {
                opened.close();
            }
            return answer;
        } catch (McpFailure e) {
            opened.close();
            throw e;
        }
    }

    /** The session with the server, begun anew where there is none any more: after a restart of either side. */
    private synchronized Peer peer() throws McpFailure {
        if (peer == null) {
            var again = introduced;
            if (again == null) {
                var said = Rpc.MAPPER.createObjectNode().put("protocolVersion", LATEST);
                said.putObject("capabilities");
                said.putObject("clientInfo").put("name", "zhiheng").put("version", "0");
                again = said;
            }
            open(again);
        }
        if (peer == null) {
            throw new McpFailure(McpFailure.Kind.UNAVAILABLE);
        }
        return peer;
    }

    private synchronized void lost(Peer gone) {
        if (peer == gone) {
            gone.close();
            peer = null;
        }
    }

    Duration limit() {
        return place.target().limit();
    }

    /** The number that the next call has at the server. */
    long number() {
        return numbers.incrementAndGet();
    }

    /**
     * Asks the server.
     *
     * @param number from {@link #number}
     * @param clientId what the client calls it, null where it cannot cancel it
     */
    ObjectNode ask(
            long number,
            @Nullable JsonNode clientId,
            String method,
            @Nullable JsonNode params,
            Consumer<ObjectNode> notes)
            throws McpFailure {
        var cancelled = new CompletableFuture<Void>();
        var name = clientId == null ? null : clientId.toString();
        if (name != null) {
            running.put(name, cancelled);
        }
        try {
            var first = peer();
            try {
                return first.ask(number, method, params, limit(), cancelled, notes);
            } catch (McpFailure failure) {
                if (failure.kind != McpFailure.Kind.SESSION_GONE) {
                    throw failure;
                }
                lost(first); // the server knows nothing of the call, so that it can be sent again
                return peer().ask(number, method, params, limit(), cancelled, notes);
            }
        } finally {
            if (name != null) {
                running.remove(name, cancelled);
            }
        }
    }

    /** The client wants no answer any more. */
    void cancel(JsonNode clientId) {
        var call = running.get(clientId.toString());
        if (call != null) {
            call.complete(null);
        }
    }

    boolean isBusy() {
        return !running.isEmpty();
    }

    void close() {
        running.values().forEach(call -> call.complete(null));
        Thread.startVirtualThread(this::closePeer);
    }

    private synchronized void closePeer() {
        if (peer != null) {
            peer.close();
            peer = null;
        }
    }
}
