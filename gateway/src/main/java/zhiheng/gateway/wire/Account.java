package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Content;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.inspect.Detection;

/** What is learnt about a call on its way, until it is over and becomes an {@link Interaction}. */
final class Account {
    /** A usual speed, for the answer of a call that was broken off before it came. */
    private static final int TOKENS_A_SECOND = 50;

    private static final int OPEN_AGAIN_BYTES = 4_096;

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
    /** Whether the upstream counted the tokens itself. */
    boolean usageCame;
    /** Whether the gateway asked for the count in a stream where the caller did not. */
    boolean asksUsage;
    /** Whether its answer has come to its end. */
    boolean answerCame;
    /** The words of the answer so far. */
    final TokenEstimate said = new TokenEstimate();

    /** The status of a stream that the upstream does not bring to its end. */
    int brokenStatus = Fault.UPSTREAM_BROKE_OFF.status();

    /** Whether what comes is counted: not where an answer of before is asked for again. */
    boolean uses = true;
    /** Is told the id of a response that the upstream may keep. */
    @Nullable
    Consumer<String> claims;

    private Served served = Served.UNSAID;
    private boolean estimated;
    private long forwardedNanos;
    private int upstreamStatus;
    private @Nullable Incoming asked;
    private long askedTokens = -1;
    private long nextOpening = 1;
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

    /**
     * A stream begins, which may last for hours: of a call of any length only its count stays, unless what was said is kept.
     *
     * @param mayBeHeld whether a person may have to read the call beside its answer
     */
    void letGoOfCall(boolean mayBeHeld) {
        askedTokens();
        asked = null;
        if (!keeps && !mayBeHeld) {
            call = Buffer.buffer();
        }
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
        asked = call;
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

    /** It goes to the model: from here on it may use tokens. */
    void forwarded() {
        forwardedNanos = System.nanoTime();
    }

    void answered(String byUpstream, int tries, int status) {
        upstream = byUpstream;
        attempts = tries;
        upstreamStatus = status;
    }

    /** @param model the name under which an upstream is asked for it */
    void asksFor(String model) {
        served = new Served(model, "", "");
    }

    /** What an answer or an event of it says of who answers. */
    void says(JsonNode answer) {
        if (served.model().isEmpty() || served.print().isEmpty()) {
            served = served.and(
                    answer.path("model").asString(""),
                    answer.path("system_fingerprint").asString(""));
        }
    }

    /**
     * Settles how many tokens the call used: by the upstream's own count, or by an estimate where none came, as for a call that was
     * broken off. What an upstream refused used none.
     */
    void settle(int status) {
        if (usageCame && (answerCame || !stream) || forwardedNanos == 0 || !surface.countsTokens()) {
            return;
        }
        boolean brokenOff = !answerCame && (status == 499 || status == 504 || upstreamStatus != 0);
        if (upstreamStatus >= 300 || upstreamStatus == 0 && !brokenOff) {
            return;
        }
        long in = Math.max(tokensIn, askedTokens());
        long out = Math.max(tokensOut, said.tokens());
        if (out == 0 && (brokenOff || !stream)) {
            out = unseen(brokenOff);
        }
        estimated = in != tokensIn || out != tokensOut;
        tokensIn = in;
        tokensOut = out;
    }

    /** Of an answer that nobody here could read: by its length, or, where it never came, by the time that the model had for it. */
    private long unseen(boolean brokenOff) {
        if (!surface.isGenerating()) {
            return 0;
        }
        if (!brokenOff) {
            return (out.bytes() + 3) / 4;
        }
        long inTime = (System.nanoTime() - forwardedNanos) * TOKENS_A_SECOND / 1_000_000_000L + 1;
        return ask.maxTokens() > 0 ? Math.min(ask.maxTokens(), inTime) : inTime;
    }

    private long askedTokens() {
        if (askedTokens < 0) {
            var words = new TokenEstimate();
            if (asked != null) {
                words.addAll(asked.body());
            }
            askedTokens = words.tokens();
        }
        return askedTokens;
    }

    /** Whether so much has gone out since the last time that what is known should be written down. */
    boolean isToBeOpened() {
        if (out.bytes() < nextOpening) {
            return false;
        }
        nextOpening = Math.max(OPEN_AGAIN_BYTES, 2 * out.bytes());
        return true;
    }

    /** What would be the record if this process died now. */
    Interaction soFar() {
        return record(500, "", Math.max(tokensIn, askedTokens()), Math.max(tokensOut, said.tokens()), true);
    }

    Interaction close(int status) {
        return record(status, out.hex(), tokensIn, tokensOut, estimated);
    }

    private Interaction record(int status, String outDigest, long inTokens, long outTokens, boolean isEstimate) {
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
                outDigest,
                out.bytes(),
                inTokens,
                outTokens,
                ((firstByteNanos == 0 ? end : firstByteNanos) - startNanos) / 1000,
                (end - startNanos) / 1000,
                labelled,
                detections,
                held,
                trace,
                isEstimate,
                served);
    }
}
