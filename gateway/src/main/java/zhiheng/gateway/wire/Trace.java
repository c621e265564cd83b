package zhiheng.gateway.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;

/** The caller's place in a distributed trace: W3C Trace Context, level 1, section 3.2. */
final class Trace {
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Trace() {}

    /** The header for whoever is asked on behalf of the call: same trace, the call's own span as its parent. Empty without a trace. */
    static String below(String traceparent, String id) {
        return traceparent.isEmpty()
                ? ""
                : traceparent.substring(0, 36) + Interaction.span(id) + traceparent.substring(52);
    }

    /** @return the header as it came, empty when there is none that can be understood */
    static String of(@Nullable String traceparent) {
        return traceparent != null && VALID.matcher(traceparent).matches() ? traceparent : "";
    }
}
