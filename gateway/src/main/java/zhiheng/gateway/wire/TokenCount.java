package zhiheng.gateway.wire;

import tools.jackson.databind.JsonNode;

/**
 * The upstream's own count of tokens, under either of its two names; in Anthropic's streams the sides come apart. The words are counted
 * beside it, should it never come.
 */
final class TokenCount {
    private TokenCount() {}

    static void of(JsonNode answer, Account account) {
        var claims = account.claims;
        if (claims != null) {
            var response = answer.path("response").isObject() ? answer.path("response") : answer;
            if (response.path("id").isString()) {
                claims.accept(response.path("id").stringValue());
                account.claims = null;
            }
        }
        if (!account.uses) {
            return;
        }
        account.says(answer);
        var usage = answer.path("usage");
        for (var within : new String[] {"response", "message"}) {
            account.says(answer.path(within));
            usage = usage.isObject() ? usage : answer.path(within).path("usage");
        }
        var billed = answer.path("meta").path("tokens"); // Cohere's place for it
        if (account.surface == Surface.RERANK && !usage.isObject() && billed.isObject()) {
            account.tokensIn = count(billed, "input_tokens", "prompt_tokens", account.tokensIn);
            account.tokensOut = count(billed, "output_tokens", "completion_tokens", account.tokensOut);
            account.usageCame = true;
        } else if (usage.isObject()) {
            long cached = account.surface.isAnthropic() && usage.has("input_tokens") ? cached(usage) : 0;
            var all = account.surface == Surface.RERANK ? "total_tokens" : "input_tokens";
            account.tokensIn = count(usage, "prompt_tokens", all, account.tokensIn) + cached;
            account.tokensOut = count(usage, "completion_tokens", "output_tokens", account.tokensOut);
            account.usageCame = true;
        }
        account.said.addAnswer(answer);
    }

    /** Counts words alone, of an event that holds nothing else. */
    static void of(String words, Account account) {
        if (account.uses) {
            account.said.add(words);
        }
    }

    /** What Anthropic counts beside {@code input_tokens}. */
    private static long cached(JsonNode usage) {
        return Math.max(0, usage.path("cache_creation_input_tokens").asLong(0))
                + Math.max(0, usage.path("cache_read_input_tokens").asLong(0));
    }

    /** Whether an event holds nothing but the count, as the one that ends a stream whose call asks for it. */
    static boolean isAll(JsonNode event) {
        var choices = event.path("choices");
        return choices.isArray() && choices.isEmpty() && event.path("usage").isObject();
    }

    /** @param before what an earlier event said; some say the one figure first and the other last */
    private static long count(JsonNode usage, String name, String other, long before) {
        var value = usage.path(name);
        value = value.isMissingNode() ? usage.path(other) : value;
        return value.isMissingNode() ? before : value.isIntegralNumber() ? Math.max(0, value.asLong(0)) : 0;
    }
}
