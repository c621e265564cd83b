package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.inspect.Inspection;

/** Passes a stream of events on, each as soon as what is in it is known to be safe. */
final class StreamOutlet {
    private final Exchange exchange;
    private final Sink sink;
    private final Account account;
    private final TextLabel label;
    private final StreamText text;
    private final StreamShape shape;
    private final SseReader reader = new SseReader();
    private boolean started;

    StreamOutlet(Exchange exchange, Sink sink, Account account, Inspection inspection, TextLabel label) {
        this.exchange = exchange;
        this.sink = sink;
        this.account = account;
        this.label = label;
        text = new StreamText(inspection, label, account);
        shape = account.surface == Surface.RESPONSES ? new ResponsesShape(text) : new ChatShape(account.surface, text);
    }

    void pipe(HttpClientResponse upstream) {
        sink.begin(label);
        account.answers("text/event-stream");
        upstream.handler(piece -> {
            if (exchange.isOver()) {
                upstream.request().reset();
                return;
            }
            try {
                reader.push(piece, this::event);
            } catch (IllegalStateException tooLong) {
                upstream.request().reset();
                sink.fail(Errors.json(
                        "上游事件过大 / an event of the upstream is too large", "api_error", null, "upstream.too-large"));
                return;
            }
            if (exchange.isOver()) {
                upstream.request().reset();
            } else if (sink.isFull()) {
                upstream.pause();
                sink.whenReady(upstream::resume);
            }
        });
        upstream.exceptionHandler(broken -> sink.fail(
                Errors.json("上游应答中断 / the upstream's answer broke off", "api_error", null, "upstream.broken")));
        upstream.endHandler(end -> {
            if (!exchange.isOver()) {
                release(shape.flush());
                if (!exchange.isOver()) {
                    sink.write(reader.rest());
                    sink.end();
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
            sink.write(event.raw());
            return;
        }
        if (event.data().equals("[DONE]")) {
            release(shape.flush());
            if (!exchange.isOver()) {
                sink.write(event.raw());
            }
            return;
        }
        ObjectNode data;
        try {
            if (!(Json.MAPPER.readTree(event.data()) instanceof ObjectNode object)) {
                sink.write(event.raw());
                return;
            }
            data = object;
        } catch (JacksonException e) {
            sink.fail(Errors.json(
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
        release(shape.take(event.name(), data, first ? null : event.raw()));
    }

    /** Passes on, unless something that must not pass has been found by now. */
    private void release(List<Buffer> out) {
        var blocking = Verdicts.blocking(text.found());
        if (blocking != null) {
            sink.block(blocking);
            if (exchange.isOver()) {
                return;
            }
        }
        out.forEach(sink::write);
    }
}
