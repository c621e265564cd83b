package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Clause;

/** Passes a stream of events on, each as soon as what is in it is known to be safe. */
final class StreamOutlet {
    private final Caller caller;
    private final Sink sink;
    private final Account account;
    private final Inspection inspection;
    private final TextLabel label;
    private final StreamText text;
    private final StreamShape shape;
    private final SseReader reader = new SseReader();
    /** What may go out of the piece at hand: one write, since each costs a system call. */
    private Buffer ready = Buffer.buffer();

    private final Deque<SseReader.Event> waiting = new ArrayDeque<>();
    private boolean started;
    private boolean ended;
    /** Why the upstream ended before its answer did. */
    private @Nullable String broken;

    private boolean done;
    private boolean paused;
    private boolean offLoop;

    StreamOutlet(Caller caller, Sink sink, Account account, Inspection inspection, TextLabel label) {
        this.caller = caller;
        this.sink = sink;
        this.account = account;
        this.inspection = inspection;
        this.label = label;
        text = new StreamText(inspection, label);
        shape = account.surface == Surface.RESPONSES ? new ResponsesShape(text) : new ChatShape(account.surface, text);
    }

    void pipe(HttpClientResponse upstream) {
        sink.begin(label);
        account.answers(Sink.TYPE);
        upstream.handler(piece -> {
            if (done) {
                return;
            }
            try {
                reader.push(piece, waiting::add);
            } catch (IllegalStateException tooLong) {
                upstream.request().reset();
                breaks(upstream, Fault.LARGE_EVENT.json());
                return;
            }
            proceed(upstream);
        });
        upstream.exceptionHandler(broke -> breaks(upstream, Fault.UPSTREAM_BROKE_OFF.json()));
        upstream.endHandler(end -> {
            ended = true;
            if (reader.rest().length() > 0) {
                reader.push(Buffer.buffer("\n\n"), waiting::add); // nothing goes out that was not looked at
            }
            proceed(upstream);
        });
        upstream.resume();
    }

    /** End of the stream. A held answer is queued for review even if incomplete. */
    private void breaks(HttpClientResponse upstream, String error) {
        if (ended || done) {
            return;
        }
        if (!sink.isHolding()) {
            fail(error);
            return;
        }
        broken = error;
        ended = true;
        proceed(upstream);
    }

    /** Takes on one event after the other, until one has to be waited for. */
    private void proceed(HttpClientResponse upstream) {
        while (!caller.isOver() && !offLoop && !done) {
            var event = waiting.poll();
            if (event != null) {
                event(upstream, event);
            } else if (ended) {
                done = true;
                step(upstream, shape::flush, () -> {
                    flush();
                    if (broken == null) {
                        sink.end();
                    } else {
                        sink.fail(broken);
                    }
                });
                return;
            } else {
                flow(upstream);
                return;
            }
        }
        if ((caller.isOver() || done) && !ended) {
            upstream.request().reset();
        }
    }

    private void flow(HttpClientResponse upstream) {
        flush();
        if (sink.isFull()) {
            upstream.pause();
            sink.whenReady(upstream::resume);
        } else if (paused) {
            paused = false;
            upstream.resume();
        }
    }

    /** Does a piece of work on the words; the upstream waits where that may take long. */
    private void step(HttpClientResponse upstream, Supplier<List<Buffer>> work, Runnable then) {
        if (!inspection.blocks()) {
            release(work.get(), then);
            return;
        }
        flush();
        offLoop = true;
        paused = true;
        upstream.pause();
        caller.offLoop().run(work, out -> {
            offLoop = false;
            if (out != null && !caller.isOver()) {
                release(out, then);
            } else if (out == null) {
                fail(Errors.json(
                        Errors.sentences(Clause.INSPECTOR_MISSING, ""),
                        Errors.API,
                        null,
                        Clause.INSPECTOR_MISSING.id()));
            }
            proceed(upstream);
        });
    }

    private void event(HttpClientResponse upstream, SseReader.Event event) {
        if (event.data().isEmpty()) {
            ready.appendBuffer(event.raw());
            return;
        }
        if (event.data().equals("[DONE]")) {
            step(upstream, shape::flush, () -> ready.appendBuffer(event.raw()));
            return;
        }
        ObjectNode data;
        try {
            if (!(WireJson.MAPPER.readTree(event.data()) instanceof ObjectNode object)) {
                ready.appendBuffer(event.raw());
                return;
            }
            data = object;
        } catch (JacksonException e) {
            fail(Fault.EVENT_NOT_JSON.json());
            return;
        }
        TokenCount.of(data, account);
        boolean first = !started && label.isImplicit();
        started = true;
        if (first && !data.has(TextLabel.FIELD)) {
            label.addTo(data);
            account.labelled = true;
        }
        var raw = first ? null : event.raw();
        step(upstream, () -> shape.take(event.name(), data, raw), () -> {});
    }

    /** Passes on, unless something that must not pass has been found by now. */
    private void release(List<Buffer> out, Runnable then) {
        account.found("out", text.news());
        account.labelled |= text.labelled();
        var blocking = Detection.blocking(text.found());
        if (blocking != null) {
            flush();
            sink.block(blocking);
            if (caller.isOver()) {
                return;
            }
        }
        out.forEach(ready::appendBuffer);
        if (!caller.isOver()) {
            then.run();
        }
    }

    private void flush() {
        if (ready.length() > 0 && !caller.isOver()) {
            var whole = ready;
            ready = Buffer.buffer();
            sink.write(whole);
        }
    }

    private void fail(String error) {
        done = true;
        flush();
        sink.fail(error);
    }
}
