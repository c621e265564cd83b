package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Content;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.inspect.Detection;

/** What is learnt about a call on its way, until it is over and becomes an {@link Interaction}. */
final class Account {
    final String id;
    final String system;
    final Surface surface;
    private final Instant time;
    private final long startNanos = System.nanoTime();
    private final Digest in = new Digest();
    private final Digest out = new Digest();
    private final Map<String, Integer> detections = new TreeMap<>();
    private long firstByteNanos;
    private Ask ask = Ask.NOTHING;
    private final String trace;
    private boolean stream;
    String upstream = "";
    int attempts;
    long permitVersion;
    String clause = "";
    long tokensIn;
    long tokensOut;
    boolean labelled;
    boolean held;
    /** The number that the next event of a stream would have. */
    long sequence;

    private @Nullable Buffer kept;
    private boolean keeps;
    private Buffer call = Buffer.buffer();
    private String type = "";

    /** @param trace the call's {@code traceparent}, empty without a valid one */
    Account(String system, Surface surface, String trace, Clock clock) {
        this.system = system;
        this.surface = surface;
        this.trace = trace;
        time = clock.instant();
        id = CallIds.next(time.toEpochMilli());
    }

    /** The {@code traceparent} for the upstream, empty without a trace. */
    String traceBelow() {
        return Trace.below(trace, id);
    }

    void received(Buffer body) {
        in.add(body);
        call = body;
    }

    /** From here on the answer is kept as well. */
    void keepContent() {
        keeps = true;
    }

    /** What went to the model in place of what came. */
    void masked(Buffer body) {
        call = body;
    }

    Buffer call() {
        return call;
    }

    void answers(String mediaType) {
        type = mediaType;
    }

    /** What the permit keeps of what was said, null where it keeps nothing. */
    @Nullable
    Content content() {
        var answer = kept == null ? new byte[0] : kept.getBytes();
        return keeps ? Content.of(call.getBytes(), type, answer) : null;
    }

    void read(Incoming call) {
        ask = call.ask().forTheRecord();
        stream = call.stream();
    }

    /** Whether the call asked for a stream. */
    boolean isStream() {
        return stream;
    }

    /** Something about the answer that its record says as well. */
    void note(String way, FindingKind kind) {
        detections.merge(way + ":" + kind.id(), 1, Integer::sum);
    }

    void sent(Buffer piece) {
        if (firstByteNanos == 0) {
            firstByteNanos = System.nanoTime();
        }
        out.add(piece);
        if (keeps) {
            kept = kept == null ? Buffer.buffer() : kept;
            if (kept.length() <= Content.MOST_BYTES) {
                kept.appendBuffer(piece);
            }
        }
    }

    void found(String way, List<Detection> found) {
        for (var detection : found) {
            detections.merge(way + ":" + detection.kind(), 1, Integer::sum);
        }
    }

    Interaction close(int status) {
        long end = System.nanoTime();
        return new Interaction(
                id,
                system,
                time,
                surface.path,
                ask,
                upstream,
                attempts,
                stream,
                permitVersion,
                status,
                clause,
                in.hex(),
                (int) in.bytes(),
                out.hex(),
                out.bytes(),
                tokensIn,
                tokensOut,
                ((firstByteNanos == 0 ? end : firstByteNanos) - startNanos) / 1000,
                (end - startNanos) / 1000,
                labelled,
                detections,
                held,
                trace);
    }
}
