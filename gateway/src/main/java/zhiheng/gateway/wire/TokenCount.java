package zhiheng.gateway.wire;

import tools.jackson.databind.JsonNode;

/** The upstream's own count of tokens, under either of its two names; in Anthropic's streams the sides come apart. */
final class TokenCount {
    private TokenCount() {}

    static void of(JsonNode answer, Account account) {
        var usage = answer.path("usage");
        for (var within : new String[] {"response", "message"}) {
            usage = usage.isObject() ? usage : answer.path(within).path("usage");
        }
        if (usage.isObject()) {
            boolean anthropic = account.surface.isAnthropic();
            if (!anthropic || usage.has("input_tokens")) {
                account.tokensIn = count(usage, "prompt_tokens", "input_tokens") + (anthropic ? cached(usage) : 0);
            }
            if (!anthropic || usage.has("output_tokens")) {
                account.tokensOut = count(usage, "completion_tokens", "output_tokens");
            }
        }
    }

    /** What Anthropic counts beside {@code input_tokens}. */
    private static long cached(JsonNode usage) {
        return Math.max(0, usage.path("cache_creation_input_tokens").asLong(0))
                + Math.max(0, usage.path("cache_read_input_tokens").asLong(0));
    }

    private static long count(JsonNode usage, String name, String other) {
        var value = usage.path(name);
        return Math.max(0, (value.isIntegralNumber() ? value : usage.path(other)).asLong(0));
    }
}
