package zhiheng.gateway.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.mcp.McpFailure.Kind;

/** A program spoken to over its standard streams, a line a message (MCP 2025-06-18, Transports). It sees the environment it is given alone. */
final class ProgramPeer implements Peer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_UNSAID = 200;
    private static final int MOST_ASKED = 16;
    private static final byte[] END = {};

    private final Process process;
    /** What it is still to be told; a program that does not read keeps nobody but the thread that writes. */
    private final LinkedBlockingQueue<byte[]> unsaid = new LinkedBlockingQueue<>(MOST_UNSAID);

    /** Says nothing any more: what comes now needs another process. */
    private volatile boolean ended;

    /** A program does not say for which call it asks. */
    private volatile UnaryOperator<ObjectNode> asks = Peer::answerTo;

    private volatile Consumer<ObjectNode> news = nothing -> {};
    private final Semaphore asking = new Semaphore(MOST_ASKED);

    private final Map<Long, Inbox> waiting = new ConcurrentHashMap<>();

    private ProgramPeer(Process process) {
        this.process = process;
        Thread.startVirtualThread(this::read);
        Thread.startVirtualThread(this::write);
    }

    /** @param places how many processes may still be started; given back when this one has ended */
    static ProgramPeer start(McpTarget.Program program, Semaphore places) throws McpFailure {
        if (!places.tryAcquire()) {
            throw new McpFailure(Kind.TOO_MANY);
        }
        var builder = new ProcessBuilder(program.command())
                .directory(program.folder().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        var path = builder.environment().get("PATH");
        builder.environment().clear();
        if (path != null) {
            builder.environment().put("PATH", path);
        }
        builder.environment().putAll(program.environment());
        try {
            var process = builder.start();
            process.onExit().thenRun(places::release);
            return new ProgramPeer(process);
        } catch (IOException e) {
            places.release();
            throw new McpFailure(Kind.UNAVAILABLE);
        }
    }

    @Override
    public void listens(UnaryOperator<ObjectNode> asks, Consumer<ObjectNode> news) {
        this.asks = asks;
        this.news = news;
    }

    @Override
    public void agreed(String protocolVersion) {}

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
        var inbox = new Inbox(limit);
        waiting.put(id, inbox);
        cancelled.thenRun(() -> inbox.fail(Kind.CANCELLED));
        try {
            if (ended || !process.isAlive()) {
                throw new McpFailure(Kind.SESSION_GONE);
            }
            say(Rpc.request(id, method, params));
            while (true) {
                var message = inbox.take();
                if (!message.has("method")) {
                    return message;
                }
                notes.accept(message);
            }
        } catch (McpFailure failure) {
            if (failure.kind == Kind.CANCELLED || failure.kind == Kind.TIMED_OUT) {
                unsaid.offer(Rpc.bytes(Rpc.notification(
                        "notifications/cancelled", Rpc.MAPPER.createObjectNode().put("requestId", id))));
            }
            throw failure;
        } finally {
            waiting.remove(id);
        }
    }

    @Override
    public void tell(String method, @Nullable JsonNode params) throws McpFailure {
        say(Rpc.notification(method, params));
    }

    private void say(ObjectNode message) throws McpFailure {
        if (!unsaid.offer(Rpc.bytes(message))) {
            throw new McpFailure(Kind.UNAVAILABLE);
        }
    }

    private void write() {
        try (var in = process.getOutputStream()) {
            for (var message = unsaid.take(); message != END; message = unsaid.take()) {
                in.write(message); // JSON of this writer has no line breaks
                in.write('\n');
                in.flush();
            }
        } catch (IOException e) {
            process.destroy(); // it takes nothing any more; whoever waits is told when it has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        var kind = Kind.UNAVAILABLE;
        try (var out = new BufferedInputStream(process.getInputStream())) {
            for (var line = line(out); line != null; line = line(out)) {
                if (line.length > 0) {
                    take(line);
                }
            }
        } catch (IOException e) {
            kind = Kind.TOO_LARGE;
        } finally {
            ended = true;
            unsaid.offer(END);
            process.destroy();
            var why = kind;
            waiting.values().forEach(inbox -> inbox.fail(why));
        }
    }

    private static byte @Nullable [] line(InputStream out) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = out.read(); b >= 0; b = out.read()) {
            if (b == '\n') {
                return line.toByteArray();
            }
            if (line.size() > HttpPeer.MOST_BYTES) {
                throw new IOException("a line without end");
            }
            line.write(b);
        }
        return null;
    }

    /** What is no message is passed over: some programs print before they speak. */
    private void take(byte[] line) {
        JsonNode message;
        try {
            message = Rpc.MAPPER.readTree(line);
        } catch (JacksonException e) {
            return;
        }
        if (!(message instanceof ObjectNode object)) {
            return;
        }
        if (object.has("method") && object.has("id")) {
            answer(object);
        } else if (object.has("method")) {
            var token = object.path("params").path("progressToken");
            var inbox = token.isIntegralNumber() ? waiting.get(token.asLong()) : null;
            if (inbox != null) {
                inbox.put(object);
            } else {
                Thread.startVirtualThread(() -> news.accept(object));
            }
        } else if (object.path("id").isIntegralNumber()) {
            var inbox = waiting.get(object.path("id").asLong());
            if (inbox != null) {
                inbox.put(object);
            }
        }
    }

    private void answer(ObjectNode asked) {
        if (Peer.isPing(asked) || !asking.tryAcquire()) {
            unsaid.offer(Rpc.bytes(Peer.answerTo(asked)));
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                unsaid.offer(Rpc.bytes(asks.apply(asked)));
            } finally {
                asking.release();
            }
        });
    }

    /** Closes its input, which tells it to end; then it is made to. */
    @Override
    public void close() {
        ended = true;
        unsaid.clear();
        unsaid.offer(END);
        Thread.startVirtualThread(() -> {
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroy);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
    }
}
