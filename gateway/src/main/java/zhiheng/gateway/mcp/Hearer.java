package zhiheng.gateway.mcp;

import io.vertx.core.MultiMap;
import tools.jackson.databind.node.ObjectNode;

/** Where a client hears what its server says unasked: the answer of a call, as events, or a stream that it has opened. */
interface Hearer {
    /** Whether anybody hears. */
    boolean isOpen();

    void note(ObjectNode message);

    /** Of the call or the stream. */
    MultiMap headers();
}
