package zhiheng.gateway.mcp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
     * @return the message with {@code result} or {@code error}
     */
    ObjectNode ask(
            long id,
            String method,
            @Nullable JsonNode params,
            Duration limit,
            CompletableFuture<Void> cancelled,
            Consumer<ObjectNode> notes)
            throws McpFailure;

    /** Says something that has no answer. */
    void tell(String method, @Nullable JsonNode params) throws McpFailure;

    /** What both sides agreed on. */
    void agreed(String protocolVersion);

    @Override
    void close();

    /** The answer to what a server asks of a client: the gateway lets none of it through, but says that it is there. */
    static ObjectNode answerTo(ObjectNode asked) {
        return asked.path("method").asString("").equals("ping")
                ? Rpc.result(asked.path("id"), Rpc.MAPPER.createObjectNode())
                : Rpc.error(
                        asked.path("id"),
                        Rpc.NO_METHOD,
                        new zhiheng.base.Text("网关不转交此请求", "the gateway does not pass this on"));
    }
}
