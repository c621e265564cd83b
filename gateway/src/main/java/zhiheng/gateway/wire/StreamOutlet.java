package zhiheng.gateway.wire;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Clause;

/**
 * Passes a stream of events on, each as soon as what is in it is known to be safe. Nothing goes out before the first words that were
 * looked at, so that a refusal until then is an answer with a status of its own.
 */
final class StreamOutlet {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_.-]{0,80}[0-9]{0,4}[A-Za-z_.-]{0,80}");
    /** So much may wait for the first words. */
    private static final int MOST_READY = 256 * 1024;
    /** So long does the head wait for them: a caller that hears nothing may take the gateway for dead. */
    private static final long PATIENCE_MILLIS = 10_000;

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    private final Caller caller;
    private final Sink sink;
    private final Account account;
    private final Inspection inspection;
    private final TextLabel label;
    /** Whether what cannot be read must not pass. */
    private final boolean strict;

    private final Context context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
    private final StreamText text;
    private final StreamShape shape;
    private final SseReader reader = new SseReader();
    /** What may go out of the piece at hand: one write, since each costs a system call. */
    private Buffer ready = Buffer.buffer();

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    /** The last event that was looked at whole and in which nothing but words was new; what comes alike is not read again. */
    private @Nullable Alike alike;

    private StreamShape.@Nullable Repeated repeated;
    private boolean started;
    /** Whether words that were looked at are ready or have gone out. */
    private boolean worded;

    private boolean flowing;
    private boolean waitsForWords;
    private @Nullable Runnable patienceEnds;
    /** Whether what is ready goes out at the end of this turn of the event loop. */
    private boolean passesOn;

    private boolean ended;
    /** Why the upstream ended before its answer did. */
    private @Nullable String broken;

    private boolean done;
    private boolean paused;
    private boolean offLoop;

    /** @param asked the call */
    StreamOutlet(Caller caller, Sink sink, Account account, Inspection inspection, TextLabel label, ObjectNode asked) {
        this.caller = caller;
        this.sink = sink;
        this.account = account;
        this.inspection = inspection;
        this.label = label;
        strict = inspection.reads() || inspection.checksTools() || !label.isEmpty();
        waitsForWords = strict;
        text = new StreamText(inspection, label);
        shape = StreamShape.of(account.surface, text, asked);
    }

    void pipe(HttpClientResponse upstream) {
        sink.begin(label);
        account.answers(Sink.TYPE);
        passOnSoon(upstream);
        upstream.handler(piece -> {
            if (done) {
                return;
            }
            try {
                reader.cut(piece, waiting::add);
            } catch (IllegalStateException tooLong) {
                breaks(upstream, Fault.LARGE_EVENT.json());
                upstream.request().reset();
                return;
            }
            proceed(upstream);
        });
        upstream.exceptionHandler(broke -> {
            account.brokenStatus = Fault.broken(broke).status();
            breaks(upstream, Fault.broken(broke).json());
        });
        upstream.endHandler(end -> {
            ended = true;
            caller.upstreamEnded();
            reader.endCut(waiting::add);
            proceed(upstream);
        });
        upstream.resume();
    }

    /** The words take their time: the head goes out without them. */
    private void head() {
        waitsForWords = false;
        if (!flowing && !done && !caller.isOver() && !sink.isHolding()) {
            ready.appendBuffer(COMMENT);
            flush(true);
        }
    }

    /** End of the stream: what was held back still goes out. A held answer is queued for review even if incomplete. */
    private void breaks(HttpClientResponse upstream, String error) {
        if (ended || done) {
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
                take(upstream, event);
            } else if (ended) {
                done = true;
                step(upstream, shape::flush, this::end);
                return;
            } else {
                passOnSoon(upstream);
                return;
            }
        }
        if ((caller.isOver() || done) && !ended) {
            upstream.request().reset();
        }
    }

    private void end() {
        if (broken == null && !started && ready.length() == 0 && !flowing) {
            broken = Fault.EMPTY_ANSWER.json();
        }
        if (broken == null) {
            var last = ready;
            ready = Buffer.buffer();
            flows();
            sink.end(last);
        } else {
            flush(false);
            sink.fail(broken);
        }
    }

    /**
     * What came in one turn of the event loop goes out in one piece at its end, the end of the stream with it: a write is a call of the
     * system, and a record is made of each.
     */
    private void passOnSoon(HttpClientResponse upstream) {
        if (!passesOn) {
            passesOn = true;
            context.runOnContext(turn -> {
                passesOn = false;
                if (!done && !caller.isOver() && !offLoop) {
                    passOn(upstream);
                }
            });
        }
    }

    private void passOn(HttpClientResponse upstream) {
        flush(false);
        if (strict && !flowing && patienceEnds == null) {
            long timer = context.owner().setTimer(PATIENCE_MILLIS, late -> head());
            patienceEnds = () -> context.owner().cancelTimer(timer);
        }
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
        if (!inspection.blocks(Direction.OUT)) {
            release(work.get(), then);
            return;
        }
        flush(false);
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

    private void take(HttpClientResponse upstream, byte[] raw) {
        var words = alike == null ? null : alike.words(raw);
        if (words == null) {
            event(upstream, reader.parse(raw));
            return;
        }
        TokenCount.of(words, account);
        if (strict) {
            release(again(words, raw), () -> {});
        } else {
            ready.appendBytes(raw);
        }
    }

    /** Of an event that is like the one before but for its words, only they are looked at. */
    private List<Buffer> again(String words, byte[] raw) {
        var out = new ArrayList<Buffer>(1);
        var released = shape.again(Objects.requireNonNull(repeated), words, out);
        out.add(Buffer.buffer(
                released.equals(words) ? raw : Objects.requireNonNull(alike).with(released)));
        return out;
    }

    private void learn(SseReader.Event event) {
        repeated =
                event.name().isEmpty() && event.plain() && event.head().isEmpty() && !inspection.blocks(Direction.OUT)
                        ? shape.repeated()
                        : null;
        alike = repeated == null ? null : Alike.of(event.raw().getBytes(), repeated.member(), repeated.words());
    }

    private void event(HttpClientResponse upstream, SseReader.Event event) {
        if (event.data().isEmpty()) {
            if (!strict) {
                ready.appendBuffer(event.raw());
            } else if (event.retry() != null || event.id() != null) {
                step(upstream, () -> List.of(Buffer.buffer(head(event) + "\n")), () -> {});
            } else if (flowing) {
                ready.appendBuffer(COMMENT); // that something came keeps connections open; what it said was for nobody
            }
            return;
        }
        if (event.data().equals("[DONE]")) {
            step(
                    upstream,
                    shape::flush,
                    () -> ready.appendBuffer(
                            strict && !event.plain() ? Buffer.buffer("data: [DONE]\n\n") : event.raw()));
            return;
        }
        ObjectNode data;
        try {
            if (!(WireJson.MAPPER.readTree(event.data()) instanceof ObjectNode object)) {
                if (strict) {
                    refuse(new Text("事件不是 JSON 对象", "an event is no JSON object"));
                } else {
                    ready.appendBuffer(event.raw());
                }
                return;
            }
            data = object;
        } catch (JacksonException e) {
            fail(Fault.EVENT_NOT_JSON.json());
            return;
        }
        if (strict && !NAME.matcher(event.name()).matches()) {
            refuse(new Text("事件名无法识别", "the name of an event is no name"));
            return;
        }
        if (isMedia(data)) {
            refuse(Clause.LABEL_IMPOSSIBLE, new Text("流式图像或声音", "pictures or sounds in a stream"));
            return;
        }
        if (Labelling.hasNoPlace(account.surface, data, label)) {
            refuse(new Text("未知的事件结构", "an event of an unknown shape"));
            return;
        }
        if (isError(event, data)) {
            started = true;
            step(upstream, () -> error(event, data), () -> plainly(data));
            return;
        }
        TokenCount.of(data, account);
        if (account.asksUsage && TokenCount.isAll(data)) {
            return; // the gateway asked for it, not the caller
        }
        if (!strict) {
            started = true;
            shape.pass(data);
            learn(event);
            ready.appendBuffer(event.raw());
            return;
        }
        boolean first = !started && label.isImplicit();
        started = true;
        if (first && labelled(data)) {
            account.labelled = true;
        }
        var raw = first || !event.plain() ? null : event.raw();
        step(upstream, () -> shaped(event, data, raw), () -> {});
    }

    /** Puts the implicit label into the first event, unless the upstream did: it is the producer then. @return whether it was put */
    private boolean labelled(ObjectNode first) {
        var place = first.get("message") instanceof ObjectNode message && account.surface == Surface.MESSAGES
                ? message // what clients gather the whole answer in
                : first;
        if (place.has(TextLabel.FIELD)) {
            return false;
        }
        label.addTo(place);
        text.isOurs(place.path(TextLabel.FIELD));
        return true;
    }

    /** The event as it goes on; its id and its time for coming back stay with it. */
    private List<Buffer> shaped(SseReader.Event event, ObjectNode data, @Nullable Buffer raw) {
        var out = shape.take(event.name(), data, raw);
        learn(event);
        if (out.isEmpty() || out.getLast() == raw) {
            return out;
        }
        var head = head(event);
        return head.isEmpty() ? out : with(head, out);
    }

    private static List<Buffer> with(String head, List<Buffer> out) {
        var all = new ArrayList<>(out);
        all.set(all.size() - 1, Buffer.buffer(head).appendBuffer(all.getLast()));
        return all;
    }

    private String head(SseReader.Event event) {
        var head = event.head();
        return head.isEmpty() || !inspection.reads() || text.whole(head).equals(head) ? head : "";
    }

    /** The upstream's own error, behind the words that were held back before it. */
    private List<Buffer> error(SseReader.Event event, ObjectNode data) {
        var out = new ArrayList<>(shape.flush());
        text.whole(data);
        out.add(Buffer.buffer(head(event)).appendBuffer(StreamShape.event("error", data)));
        return out;
    }

    /** With nothing gone out yet, the upstream's error is an answer with a status. */
    private void plainly(ObjectNode data) {
        if (!flowing && !worded && !sink.isHolding()) {
            done = true;
            var error = data.path("error").isObject()
                    ? data
                    : WireJson.MAPPER.createObjectNode().set("error", data.deepCopy());
            sink.fail(error.toString());
        }
    }

    private static boolean isError(SseReader.Event event, ObjectNode data) {
        return event.name().equals("error")
                || data.path("error").isObject()
                || data.path("type").asString("").equals("error");
    }

    /** What must be labelled and cannot be before it is whole. */
    private boolean isMedia(ObjectNode data) {
        if (label.isEmpty() || !account.surface.isLabelled()) {
            return false;
        }
        if (account.surface.isPictures() || account.surface == Surface.SPEECH) {
            return true;
        }
        for (var choice : data.path("choices")) {
            if (!choice.path("delta").path("audio").path("data").asString("").isEmpty()
                    || !choice.path("delta").path("images").isEmpty()) {
                return true;
            }
        }
        return !data.path("partial_image_b64").asString("").isEmpty()
                || Labelling.isPicture(data.path("item"))
                || Labelling.hasPicture(data.path("response").path("output"))
                || data.path("type").asString("").equals("response.audio.delta");
    }

    private void refuse(Text what) {
        refuse(Clause.UNREADABLE_ANSWER, what);
    }

    private void refuse(Clause clause, Text what) {
        done = true;
        if (worded) {
            flush(true);
        }
        caller.refuse(clause, what);
    }

    /** Passes on, unless something that must not pass has been found by now. */
    private void release(List<Buffer> out, Runnable then) {
        account.found("out", text.news());
        account.labelled |= text.labelled();
        var blocking = text.isClean() ? null : Detection.blocking(text.found());
        if (blocking != null) {
            if (worded) {
                flush(true);
            }
            sink.block(blocking);
            if (caller.isOver()) {
                return;
            }
        }
        account.sequence = shape.sequence();
        worded |= text.spoke();
        out.forEach(ready::appendBuffer);
        if (!caller.isOver()) {
            then.run();
        }
    }

    /** @param all whether what came before the first words goes out too, though none have come */
    private void flush(boolean all) {
        boolean waits =
                waitsForWords && !all && !flowing && !worded && !sink.isHolding() && ready.length() < MOST_READY;
        if (ready.length() > 0 && !caller.isOver() && !waits) {
            flows();
            var whole = ready;
            ready = Buffer.buffer();
            sink.write(whole);
        }
    }

    private void flows() {
        if (!flowing) {
            flowing = true;
            if (patienceEnds != null) {
                patienceEnds.run();
            }
        }
    }

    private void fail(String error) {
        done = true;
        flush(false);
        sink.fail(error);
    }
}
