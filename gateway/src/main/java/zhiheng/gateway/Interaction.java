package zhiheng.gateway;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept about one call. No content: digests and lengths only.
 *
 * @param id also the number of the content in its label, so that a labelled piece leads back to its call
 * @param surface the path below {@code /v1/}, or {@value #MCP} and the name of a server
 * @param ask what the call asked the permit for; {@link Ask#NOTHING} when it could not be read
 * @param permitVersion the version that decided, 0 when there was no permit
 * @param status the HTTP status answered; who ended a stream before its end says 499 (the caller), 502 (the upstream broke off), 504
 *     (it was silent too long), 403 (the permit), 500 (the gateway itself: it was killed, or at fault)
 * @param clause the permit's clause that refused it, empty when it passed
 * @param inDigest SHA-256 of the body as received, in hex; {@code outDigest} of what was answered
 * @param detections how often each kind was found, e.g. {@code out:pii.bank-card -> 1}
 * @param firstByteMicros from the arrival of the call to the first byte of its answer; {@code micros} to the last
 * @param held waits for a person
 * @param trace the {@code traceparent} the caller sent (W3C Trace Context, level 1), empty without one
 * @param estimated whether tokens were counted here, from the words, since the upstream gave no count
 * @param served who answered; kept in the journal and not in the database, so a record of before is {@link Served#UNSAID}
 */
public record Interaction(
        String id,
        String system,
        Instant time,
        String surface,
        Ask ask,
        String upstream,
        int attempts,
        boolean stream,
        long permitVersion,
        int status,
        String clause,
        String inDigest,
        int inBytes,
        String outDigest,
        long outBytes,
        long tokensIn,
        long tokensOut,
        long firstByteMicros,
        long micros,
        boolean labelled,
        Map<String, Integer> detections,
        boolean held,
        String trace,
        boolean estimated,
        Served served) {
    /** What the surface begins with where a tool of an MCP server was called; the server's name follows. */
    public static final String MCP = "mcp/";

    public Interaction {
        detections = Map.copyOf(detections);
    }

    /** The same with more found. @param kinds each with the way before it, as in {@link #detections} */
    public Interaction alsoFound(List<String> kinds) {
        var all = new HashMap<>(detections);
        kinds.forEach(kind -> all.merge(kind, 1, Integer::sum));
        return new Interaction(
                id,
                system,
                time,
                surface,
                ask,
                upstream,
                attempts,
                stream,
                permitVersion,
                status,
                clause,
                inDigest,
                inBytes,
                outDigest,
                outBytes,
                tokensIn,
                tokensOut,
                firstByteMicros,
                micros,
                labelled,
                all,
                held,
                trace,
                estimated,
                served);
    }

    /** The call's span in a trace: the random half of its id, which is never 0 (RFC 9562, section 4.1). */
    public static String span(String id) {
        return id.substring(19).replace("-", "");
    }

    public String model() {
        return ask.model();
    }

    public @Nullable Long userHash() {
        return ask.user();
    }
}
