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
    /** What may go out of the piece at hand: one write, since each costs a system call. */
    private Buffer ready = Buffer.buffer();

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
                fail(Errors.json(
                        "上游事件过大 / an event of the upstream is too large", "api_error", null, "upstream.too-large"));
                return;
            }
            flush();
            if (exchange.isOver()) {
                upstream.request().reset();
            } else if (sink.isFull()) {
                upstream.pause();
                sink.whenReady(upstream::resume);
            }
        });
        upstream.exceptionHandler(broken ->
                fail(Errors.json("上游应答中断 / the upstream's answer broke off", "api_error", null, "upstream.broken")));
        upstream.endHandler(end -> {
            if (!exchange.isOver()) {
                release(shape.flush());
                if (!exchange.isOver()) {
                    ready.appendBuffer(reader.rest());
                    flush();
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
            ready.appendBuffer(event.raw());
            return;
        }
        if (event.data().equals("[DONE]")) {
            release(shape.flush());
            if (!exchange.isOver()) {
                ready.appendBuffer(event.raw());
            }
            return;
        }
        ObjectNode data;
        try {
            if (!(Json.MAPPER.readTree(event.data()) instanceof ObjectNode object)) {
                ready.appendBuffer(event.raw());
                return;
            }
            data = object;
        } catch (JacksonException e) {
            fail(Errors.json(
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
            flush();
            sink.block(blocking);
            if (exchange.isOver()) {
                return;
            }
        }
        out.forEach(ready::appendBuffer);
    }

    private void flush() {
        if (ready.length() > 0 && !exchange.isOver()) {
            var whole = ready;
            ready = Buffer.buffer();
            sink.write(whole);
        }
    }

    private void fail(String error) {
        flush();
        sink.fail(error);
    }
}
