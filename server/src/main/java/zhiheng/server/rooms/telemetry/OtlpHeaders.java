package zhiheng.server.rooms.telemetry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * The headers in {@value #VARIABLE}: {@code name=value,name=value}, values percent-encoded.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables">the format</a>
 */
public final class OtlpHeaders {
    public static final String VARIABLE = "OTEL_EXPORTER_OTLP_HEADERS";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,4000}");

    private OtlpHeaders() {}

    /** @param text null or empty for none; errors do not repeat it, since it holds secrets */
    public static Map<String, String> parse(@Nullable String text) {
        var headers = new LinkedHashMap<String, String>();
        if (text == null || text.isBlank()) {
            return headers;
        }
        var pairs = text.split(",");
        for (int i = 0; i < pairs.length; i++) {
            int equals = pairs[i].indexOf('=');
            var name = pairs[i].substring(0, Math.max(0, equals)).strip();
            var value = decoded(pairs[i].substring(equals + 1).strip());
            if (!NAME.matcher(name).matches()
                    || value == null
                    || !VALUE.matcher(value).matches()) {
                throw Refusal.invalid(
                        VARIABLE + " 的第 " + (i + 1) + " 项应写作 名称=值，值中的特殊字符按 % 编码，例如 authorization=Bearer%20…。",
                        VARIABLE + ": entry " + (i + 1)
                                + " must be name=value with special characters of the value written with %, such as"
                                + " authorization=Bearer%20….");
            }
            headers.put(name, value);
        }
        return headers;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8); // a plus is a plus here
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
