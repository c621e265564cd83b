package zhiheng.watch.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Observation;

/**
 * A place in a distributed trace: W3C Trace Context, level 1, section 3.2. It goes with an observation as its attribute, and with an alert as a
 * header of its record. The spans of one alert are named after the call that raised it, so that whoever tells them, and however often after a
 * restart, tells the same ones.
 *
 * @param trace 32 hexadecimal digits
 * @param span 16 of them
 * @param flags 2 of them; 01 where the caller records the trace
 */
public record TraceParent(String trace, String span, String flags) {
    /** Name of the attribute, and of the header. */
    public static final String NAME = "traceparent";

    /** Header of an alert: the place of the call that raised it. */
    public static final String OF_CALL = "traceparent.call";

    /** Header of an alert: when the log took the observation that raised it, milliseconds since 1970. */
    public static final String LOGGED = "logged";

    /** Attribute in which an observation names its call. */
    private static final String INTERACTION = "interaction";

    private static final Pattern VALID =
            Pattern.compile("00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** @return null for what is none, or of a version that this program does not know */
    public static @Nullable TraceParent read(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var matcher = VALID.matcher(header);
        return matcher.matches() ? new TraceParent(matcher.group(1), matcher.group(2), matcher.group(3)) : null;
    }

    /** That of the call which an observation names: the caller's trace where it sent one, else the call's number is the trace. */
    public static @Nullable TraceParent of(Observation o) {
        var sent = read(o.attributes().get(NAME));
        if (sent != null) {
            return sent;
        }
        var call = o.attributes().get(INTERACTION);
        if (call == null || !UUID.matcher(call).matches()) {
            return null;
        }
        var digits = call.replace("-", "");
        return read("00-" + digits + "-" + digits.substring(16) + "-01");
    }

    /** An observation of a call that came with a trace. @param span the call's own */
    public static Observation with(Observation o, String callers, String span) {
        var parent = read(callers);
        if (parent == null) {
            return o;
        }
        var attributes = new HashMap<>(o.attributes());
        attributes.put(NAME, new TraceParent(parent.trace, span, parent.flags).text());
        return new Observation(o.system(), o.metric(), o.time(), o.value(), o.weight(), attributes);
    }

    /** A span of the same trace, which has this one's place and a name. */
    public TraceParent below(String name) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest((span + " " + name).getBytes(StandardCharsets.UTF_8));
            digest[0] |= 1; // no span is all zeros
            return new TraceParent(trace, HexFormat.of().formatHex(digest, 0, 8), flags);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** As the header has it. */
    public String text() {
        return "00-" + trace + "-" + span + "-" + flags;
    }
}
