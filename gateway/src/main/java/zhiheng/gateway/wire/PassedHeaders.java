package zhiheng.gateway.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers that go through: those that clients and model servers say to each other and that name neither keys nor the operator. */
final class PassedHeaders {
    private static final int LONGEST = 512;
    private static final List<String> OF_CALLS = List.of(
            "OpenAI-Beta",
            "OpenAI-Organization",
            "OpenAI-Project",
            "Idempotency-Key",
            "anthropic-version",
            "anthropic-beta");

    private static final List<String> OF_ANSWERS = List.of(
            "retry-after", "retry-after-ms", "x-should-retry", "x-request-id", "request-id", "openai-processing-ms");
    private static final List<String> BEGINNINGS = List.of("x-ratelimit-", "anthropic-ratelimit-");

    /** Above, some clients sleep for hours without a word: they are told that another try is no use now. */
    private static final int LONGEST_WAIT_SECONDS = 60;

    private PassedHeaders() {}

    static Map<String, String> ofCall(MultiMap headers) {
        var passed = new LinkedHashMap<String, String>();
        for (var name : OF_CALLS) {
            var value = headers.get(name);
            if (value != null && value.length() <= LONGEST) {
                passed.put(name, value);
            }
        }
        return passed;
    }

    static void ofAnswer(HttpClientResponse upstream, HttpServerResponse client) {
        for (var header : upstream.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (header.getValue().length() <= LONGEST
                    && (OF_ANSWERS.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith))) {
                client.putHeader(name, header.getValue());
            }
        }
        if (isLong(client.headers().get("retry-after"), 1)
                || isLong(client.headers().get("retry-after-ms"), 1_000)) {
            client.headers().remove("retry-after").remove("retry-after-ms");
            client.putHeader("x-should-retry", "false");
        }
    }

    /** Seconds or milliseconds; a date is left to the client, which then also decides about it. */
    private static boolean isLong(@org.jspecify.annotations.Nullable String wait, int unit) {
        return wait != null
                && wait.matches("[0-9]{1,18}(\\.[0-9]+)?")
                && Double.parseDouble(wait) > LONGEST_WAIT_SECONDS * (double) unit;
    }
}
