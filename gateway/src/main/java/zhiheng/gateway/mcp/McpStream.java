package zhiheng.gateway.mcp;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The stream that a client opens with GET, for what its server says outside of calls. It lasts until either side ends it. */
final class McpStream implements Hearer {
    private static final long SILENCE_MILLIS = 15_000;

    private final Context loop;
    private final HttpServerResponse response;
    private final MultiMap headers;
    private volatile boolean open = true;

    /** @param closed is called once, when nobody hears any more */
    McpStream(Vertx vertx, HttpServerRequest request, Consumer<McpStream> closed) {
        loop = vertx.getOrCreateContext();
        response = request.response();
        headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        response.write(Buffer.buffer(": \n\n"));
        long timer = vertx.setPeriodic(SILENCE_MILLIS, late -> write(Buffer.buffer(": \n\n")));
        response.closeHandler(gone -> {
            vertx.cancelTimer(timer);
            open = false;
            closed.accept(this);
        });
        response.exceptionHandler(broken -> open = false);
    }

    private void write(Buffer event) {
        if (!response.ended() && !response.closed()) {
            response.write(event);
        }
    }

    @Override
    public boolean isOpen() {
        return open && !response.closed();
    }

    @Override
    public void note(ObjectNode message) {
        var event = McpReply.data(message);
        loop.runOnContext(run -> write(event));
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    void end() {
        open = false;
        loop.runOnContext(run -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }
}
