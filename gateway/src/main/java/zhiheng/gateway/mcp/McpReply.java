package zhiheng.gateway.mcp;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to one POST: JSON, or events as soon as there is something to say before the end and its client takes events. A long silence
 * is filled, so that nothing in between takes the connection for dead. Called from any thread; who has gone is told nothing.
 */
final class McpReply implements Hearer {
    private static final long SILENCE_MILLIS = 15_000;
    private static final Buffer NOTHING = Buffer.buffer(": \n\n");

    private final Vertx vertx;
    private final Context loop;
    private final HttpServerResponse response;
    private final boolean takesEvents;
    private final long timer;
    private final MultiMap headers;
    private volatile boolean over;

    McpReply(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        loop = vertx.getOrCreateContext();
        response = request.response();
        headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        var accept = request.getHeader("Accept");
        takesEvents = accept != null && accept.contains("text/event-stream");
        timer = takesEvents ? vertx.setPeriodic(SILENCE_MILLIS, late -> event(NOTHING)) : -1;
        response.closeHandler(gone -> {
            over = true;
            vertx.cancelTimer(timer);
        });
        response.exceptionHandler(broken -> vertx.cancelTimer(timer));
    }

    /** Says which interaction it is, while nothing has been sent. */
    void header(String name, String value) {
        loop.runOnContext(run -> {
            if (!response.headWritten() && !response.closed()) {
                response.putHeader(name, value);
            }
        });
    }

    @Override
    public boolean isOpen() {
        return takesEvents && !over;
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    /** Something said before the answer; left out where the client takes no events. */
    @Override
    public void note(ObjectNode message) {
        if (takesEvents) {
            var data = data(message);
            loop.runOnContext(run -> event(data));
        }
    }

    private void event(Buffer event) {
        if (response.ended() || response.closed()) {
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store");
        }
        response.write(event);
    }

    static Buffer data(ObjectNode message) {
        return Buffer.buffer("event: message\ndata: ")
                .appendBytes(Rpc.bytes(message))
                .appendString("\n\n");
    }

    /** @param answers none for what has no answer */
    void end(List<ObjectNode> answers, boolean batch) {
        over = true;
        loop.runOnContext(run -> {
            vertx.cancelTimer(timer);
            if (response.ended() || response.closed()) {
                return;
            }
            if (response.headWritten()) {
                answers.forEach(one -> response.write(data(one)));
                response.end();
            } else if (answers.isEmpty()) {
                response.setStatusCode(202).end();
            } else {
                response.putHeader("Content-Type", "application/json").end(Buffer.buffer(json(answers, batch)));
            }
        });
    }

    private static byte[] json(List<ObjectNode> answers, boolean batch) {
        return Rpc.bytes(batch ? Rpc.MAPPER.createArrayNode().addAll(answers) : answers.getFirst());
    }

    /** A fault of the gateway. */
    void fail() {
        over = true;
        loop.runOnContext(run -> {
            vertx.cancelTimer(timer);
            if (!response.ended() && !response.closed()) {
                if (!response.headWritten()) {
                    response.setStatusCode(500);
                }
                response.end();
            }
        });
    }
}
