package zhiheng.gateway.wire;

import tools.jackson.databind.JsonNode;

/** The upstream's own count of tokens, under either of its two names. */
final class TokenCount {
    private TokenCount() {}

    static void of(JsonNode answer, Account account) {
        var usage = answer.path("usage");
        if (!usage.isObject()) {
            usage = answer.path("response").path("usage");
        }
        if (usage.isObject()) {
            account.tokensIn = count(usage, "prompt_tokens", "input_tokens");
            account.tokensOut = count(usage, "completion_tokens", "output_tokens");
        }
    }

    private static long count(JsonNode usage, String name, String other) {
        var value = usage.path(name);
        return Math.max(0, (value.isIntegralNumber() ? value : usage.path(other)).asLong(0));
    }
}
