package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Clause;

/**
 * Passes a stream of events on, each as soon as what is in it is known to be safe. What has been passed on cannot be called back: a
 * text that turns out to be refused ends the stream there with an error event.
 */
final class StreamOutlet {
    private final Exchange exchange;
    private final HttpServerResponse client;
    private final Account account;
    private final TextLabel label;
    private final StreamText text;
    private final StreamShape shape;
    private final SseReader reader = new SseReader();
    private boolean started;

    StreamOutlet(
            Exchange exchange, HttpServerResponse client, Account account, Inspection inspection, TextLabel label) {
        this.exchange = exchange;
        this.client = client;
        this.account = account;
        this.label = label;
        text = new StreamText(inspection, label, account);
        shape = account.surface == Surface.RESPONSES ? new ResponsesShape(text) : new ChatShape(account.surface, text);
    }

    void pipe(HttpClientResponse upstream) {
        client.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no");
        var header = label.header();
        if (header != null) {
            client.putHeader(TextLabel.HEADER, header);
        }
        upstream.handler(piece -> {
            if (exchange.isOver()) {
                upstream.request().reset();
                return;
            }
            try {
                reader.push(piece, this::event);
            } catch (IllegalStateException tooLong) {
                upstream.request().reset();
                breakOff(Errors.json(
                        "上游事件过大 / an event of the upstream is too large", "api_error", null, "upstream.too-large"));
                return;
            }
            if (exchange.isOver()) {
                upstream.request().reset();
            } else if (client.writeQueueFull()) {
                upstream.pause();
                client.drainHandler(ready -> upstream.resume());
            }
        });
        upstream.exceptionHandler(broken -> breakOff(
                Errors.json("上游应答中断 / the upstream's answer broke off", "api_error", null, "upstream.broken")));
        upstream.endHandler(end -> {
            if (!exchange.isOver()) {
                shape.flush().forEach(this::write);
                if (!exchange.isOver()) {
                    write(reader.rest());
                    exchange.finish(200);
                    client.end();
                }
            }
        });
        upstream.resume();
    }

    private void event(SseReader.Event event) {
        if (exchange.isOver()) {
            return;
        }
        if (event.data().isEmpty()) {
            write(event.raw());
            return;
        }
        if (event.data().equals("[DONE]")) {
            shape.flush().forEach(this::write);
            write(event.raw());
            return;
        }
        ObjectNode data;
        try {
            if (!(Json.MAPPER.readTree(event.data()) instanceof ObjectNode object)) {
                write(event.raw());
                return;
            }
            data = object;
        } catch (JacksonException e) {
            breakOff(Errors.json(
                    "上游事件不是 JSON / an event of the upstream is not JSON", "api_error", null, "upstream.not-json"));
            return;
        }
        TokenCount.of(data, account);
        boolean first = !started && label.isImplicit();
        started = true;
        if (first && !data.has(TextLabel.FIELD)) {
            label.addTo(data);
            account.labelled = true;
        }
        var out = shape.take(event.name(), data, first ? null : event.raw());
        var blocking = Verdicts.blocking(text.found());
        if (blocking != null) {
            account.clause = Clause.INSPECTION.id();
            breakOff(Errors.json(
                    Clause.INSPECTION.zh() + " " + Clause.INSPECTION.en() + " [" + blocking.kind() + "]",
                    "permit_refused",
                    null,
                    Clause.INSPECTION.id()));
            return;
        }
        out.forEach(this::write);
    }

    private void write(Buffer piece) {
        if (piece.length() > 0 && !client.ended()) {
            account.sent(piece);
            client.write(piece);
        }
    }

    /** The status line is gone; the error is the stream's last event. */
    private void breakOff(String error) {
        if (!exchange.isOver() && !client.ended()) {
            write(StreamShape.event("error", error));
            exchange.finish(account.clause.isEmpty() ? 502 : 403);
            client.end();
        }
    }
}
