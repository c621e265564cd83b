package zhiheng.gateway.mcp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A session with a server of tools. Its methods wait, so they are called on virtual threads only. */
interface Peer extends AutoCloseable {
    /**
     * Asks and waits.
     *
     * @param cancelled ends the waiting when it completes; the server is told
     * @param notes is given what the server says meanwhile, such as progress
     * @param asks is given what the server asks meanwhile, waits, and has the answer
     * @return the message with {@code result} or {@code error}
     */
    ObjectNode ask(
            long id,
            String method,
            @Nullable JsonNode params,
            Duration limit,
            CompletableFuture<Void> cancelled,
            Consumer<ObjectNode> notes,
            UnaryOperator<ObjectNode> asks)
            throws McpFailure;

    /** What becomes of what the server says outside of calls; set once, before anything is asked. */
    void listens(UnaryOperator<ObjectNode> asks, Consumer<ObjectNode> news);

    /** Somebody wants to hear what the server says outside of calls, or nobody does any more. */
    default void hear(boolean wanted) {}

    /** Says something that has no answer. */
    void tell(String method, @Nullable JsonNode params) throws McpFailure;

    /** What both sides agreed on. */
    void agreed(String protocolVersion);

    @Override
    void close();

    static boolean isPing(ObjectNode asked) {
        return asked.path("method").asString("").equals("ping");
    }

    /** The answer to what a server asks of a client and no permit allows: the gateway says that it is there. */
    static ObjectNode answerTo(ObjectNode asked) {
        return isPing(asked)
                ? Rpc.result(asked.path("id"), Rpc.MAPPER.createObjectNode())
                : Rpc.error(
                        asked.path("id"),
                        Rpc.NO_METHOD,
                        new zhiheng.base.Text("网关不转交此请求", "the gateway does not pass this on"));
    }
}
