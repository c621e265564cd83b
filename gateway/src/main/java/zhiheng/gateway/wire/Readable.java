package zhiheng.gateway.wire;

import io.vertx.core.http.HttpClientResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an upstream's answer says about how it can be read, and what cannot be passed on whatever the permit says.
 *
 * @param status as the upstream sent it
 * @param type the media type without parameters, in lower case, empty where there is none
 * @param full the same with its parameters, as it came
 * @param charset as declared, empty for none
 */
record Readable(int status, String type, String full, String charset) {
    static Readable of(HttpClientResponse upstream) {
        var full = upstream.getHeader("Content-Type");
        var lower = full == null ? "" : full.toLowerCase(Locale.ROOT);
        int end = lower.indexOf(';');
        int charset = lower.indexOf("charset=");
        return new Readable(
                upstream.statusCode(),
                (end < 0 ? lower : lower.substring(0, end)).strip(),
                full == null ? "" : full,
                charset < 0
                        ? ""
                        : lower.substring(charset + 8).replace("\"", "").strip());
    }

    /** What goes to the caller in place of an answer that nobody could use, or that speaks of the operator's credentials. */
    @Nullable
    Fault fault(HttpClientResponse upstream, boolean streamAsked) {
        if (status == 401 || status == 403 || status == 407) {
            return Fault.UPSTREAM_CREDENTIALS;
        }
        if (status >= 300 && status < 400) {
            return Fault.UPSTREAM_REDIRECTS;
        }
        var coding = upstream.getHeader("Content-Encoding");
        if (coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
            return Fault.CODED_ANSWER;
        }
        return isSuccess() && isStream() && !streamAsked ? Fault.UNASKED_STREAM : null;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isStream() {
        return type.equals(Sink.TYPE) && isUtf8();
    }

    boolean isJson() {
        return (type.equals("application/json") || type.endsWith("+json")) && isUtf8();
    }

    boolean isUtf8() {
        return charset.isEmpty() || charset.startsWith("utf-8") || charset.startsWith("us-ascii");
    }
}
