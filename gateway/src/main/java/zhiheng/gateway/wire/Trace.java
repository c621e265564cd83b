package zhiheng.gateway.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The caller's place in a distributed trace: W3C Trace Context, level 1, section 3.2. */
final class Trace {
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Trace() {}

    /** @return the header as it came, empty when there is none that can be understood */
    static String of(@Nullable String traceparent) {
        return traceparent != null && VALID.matcher(traceparent).matches() ? traceparent : "";
    }
}
