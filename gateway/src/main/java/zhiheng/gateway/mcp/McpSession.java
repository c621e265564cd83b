package zhiheng.gateway.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client's session, and the gateway's own with the server behind it. The two have nothing in common but this: ids do not pass. */
final class McpSession {
    /** What the gateway speaks where it begins a session anew for a client that it does not remember. */
    private static final String LATEST = "2025-06-18";

    private static final int MOST_ASKED = 20;

    private final String id;
    private final boolean resumed;
    private final McpDoor.Place place;
    private final Opener opener;
    private final AtomicLong numbers = new AtomicLong();
    /** Calls on their way, by the client's id for them as JSON. */
    private final Map<String, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    /** What the client was asked for a server, by the gateway's id. */
    private final Map<String, CompletableFuture<ObjectNode>> asked = new ConcurrentHashMap<>();

    private final Set<Hearer> calls = ConcurrentHashMap.newKeySet();
    private final ServerAsks asks;
    private volatile @Nullable McpStream stream;
    /** What the client said that it can do; null when it said so to nobody here. */
    private volatile @Nullable JsonNode abilities;

    private @Nullable Peer peer;
    private @Nullable JsonNode introduced;
    volatile long usedAt;

    /** Reaches a server. */
    interface Opener {
        Peer open(McpTarget target) throws McpFailure;
    }

    /** @param resumed whether its client began it before anybody here knew of it */
    McpSession(String id, boolean resumed, McpDoor.Place place, Opener opener, ServerAsks asks, long now) {
        this.asks = asks;
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

    /** Whether the client can be asked for this, by the permit's word; one that is not remembered is asked and says so itself. */
    boolean clientCan(String word) {
        var known = abilities;
        return known == null || known.has(word);
    }

    /** The client introduces itself. @param allowed what its server may ask it, by the permit's words */
    synchronized ObjectNode initialize(JsonNode params, Set<String> allowed) throws McpFailure {
        var said = Rpc.MAPPER.createObjectNode();
        said.put("protocolVersion", params.path("protocolVersion").asString(LATEST));
        abilities = params.path("capabilities");
        var capabilities = said.putObject("capabilities");
        for (var word : new String[] {"sampling", "elicitation", "roots"}) {
            if (allowed.contains(word) && clientCan(word)) {
                capabilities.putObject(word);
            }
        }
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
        opened.listens(
                question -> asks.answer(this, question, hearer(null)), news -> asks.heard(this, news, hearer(null)));
        try {
            var answer = opened.ask(
                    numbers.incrementAndGet(),
                    "initialize",
                    said,
                    limit(),
                    new CompletableFuture<>(),
                    nothing -> {},
                    Peer::answerTo);
            if (answer.has("result")) {
                opened.agreed(answer.at("/result/protocolVersion").asString(""));
                opened.tell("notifications/initialized", null);
                introduced = said;
                peer = opened;
                opened.hear(stream != null);
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
     * @param hearer where the client hears what its server asks during the call, null where it is asked nothing
     */
    ObjectNode ask(
            long number,
            @Nullable JsonNode clientId,
            String method,
            @Nullable JsonNode params,
            Consumer<ObjectNode> notes,
            @Nullable Hearer hearer)
            throws McpFailure {
        UnaryOperator<ObjectNode> answers = question -> asks.answer(this, question, hearer(hearer));
        var cancelled = new CompletableFuture<Void>();
        var name = clientId == null ? null : clientId.toString();
        if (name != null) {
            running.put(name, cancelled);
        }
        if (hearer != null) {
            calls.add(hearer);
        }
        try {
            var first = peer();
            try {
                return first.ask(number, method, params, limit(), cancelled, notes, answers);
            } catch (McpFailure failure) {
                if (failure.kind != McpFailure.Kind.SESSION_GONE) {
                    throw failure;
                }
                lost(first); // the server knows nothing of the call, so that it can be sent again
                return peer().ask(number, method, params, limit(), cancelled, notes, answers);
            }
        } finally {
            if (name != null) {
                running.remove(name, cancelled);
            }
            if (hearer != null) {
                calls.remove(hearer);
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

    /** Where the client hears: of the call at hand, of any other call, of its stream; null where it does not. */
    private @Nullable Hearer hearer(@Nullable Hearer first) {
        if (first != null && first.isOpen()) {
            return first;
        }
        for (var call : calls) {
            if (call.isOpen()) {
                return call;
            }
        }
        var own = stream;
        return own != null && own.isOpen() ? own : null;
    }

    /** Asks the client and waits, no longer than a call may take. */
    ObjectNode askClient(@Nullable Hearer hearer, String method, ObjectNode params) throws McpFailure {
        if (hearer == null || asked.size() >= MOST_ASKED) {
            throw new McpFailure(McpFailure.Kind.NO_CLIENT);
        }
        var name = "zhiheng-" + UUID.randomUUID();
        var answer = new CompletableFuture<ObjectNode>();
        asked.put(name, answer);
        try {
            var question = Rpc.notification(method, params).put("id", name);
            hearer.note(question);
            return answer.get(limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            hearer.note(Rpc.notification(
                    "notifications/cancelled", Rpc.MAPPER.createObjectNode().put("requestId", name)));
            throw new McpFailure(McpFailure.Kind.NO_CLIENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new McpFailure(McpFailure.Kind.CANCELLED);
        } finally {
            asked.remove(name);
        }
    }

    /** The client answers what it was asked. What nobody asked is passed over. */
    void answered(ObjectNode message) {
        var answer = asked.get(message.path("id").asString(""));
        if (answer != null) {
            answer.complete(message);
        }
    }

    /** The client opens a stream for what its server says outside of calls; one at a time. */
    void hear(McpStream opened) {
        var before = stream;
        stream = opened;
        if (before != null) {
            before.end();
        }
        Thread.startVirtualThread(() -> {
            try {
                peer().hear(true);
            } catch (McpFailure gone) {
                // the stream stays, for a server that comes back with the next call
            }
        });
    }

    /** Nobody hears the stream any more. */
    void unheard(McpStream closed) {
        if (stream == closed) {
            stream = null;
            Thread.startVirtualThread(this::hush);
        }
    }

    private synchronized void hush() {
        if (peer != null && stream == null) {
            peer.hear(false);
        }
    }

    boolean isBusy() {
        return !running.isEmpty() || stream != null;
    }

    void close() {
        running.values().forEach(call -> call.complete(null));
        asked.values().forEach(answer -> answer.cancel(false));
        var open = stream;
        if (open != null) {
            open.end();
        }
        Thread.startVirtualThread(this::closePeer);
    }

    private synchronized void closePeer() {
        if (peer != null) {
            peer.close();
            peer = null;
        }
    }
}
