package zhiheng.gateway.mcp;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What comes for one call, from the thread that reads to the one that waits. */
final class Inbox {
    private sealed interface Item {}

    private record Message(ObjectNode json) implements Item {}

    private record Failed(McpFailure.Kind kind) implements Item {}

    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final long until;

    Inbox(java.time.Duration limit) {
        until = System.nanoTime() + limit.toNanos();
    }

    void put(ObjectNode message) {
        items.add(new Message(message));
    }

    void fail(McpFailure.Kind kind) {
        items.add(new Failed(kind));
    }

    /** The next message; what comes after a failure is not read. */
    ObjectNode take() throws McpFailure {
        @Nullable Item item;
        try {
            item = items.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new McpFailure(McpFailure.Kind.CANCELLED);
        }
        return switch (item) {
            case Message(var json) -> json;
            case Failed(var kind) -> throw new McpFailure(kind);
            case null -> throw new McpFailure(McpFailure.Kind.TIMED_OUT);
        };
    }
}
