package zhiheng.gateway.wire;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Ask;

/**
 * The most tokens that a call lets a model say. Servers know the limit under several names and take the one they know, so the largest
 * counts, times the answers asked for. What is no number, or below 0 (which some take for no limit), counts as the most there is.
 */
final class TokenLimit {
    private static final long MOST = 1_000_000_000_000_000L;
    private static final String[] NAMES = {
        "max_completion_tokens",
        "max_output_tokens",
        "max_tokens",
        "max_new_tokens",
        "max_tokens_to_sample",
        "n_predict",
        "num_predict"
    };

    private TokenLimit() {}

    static long of(Surface surface, ObjectNode body) {
        if (!surface.isGenerating()) {
            return Ask.UNLIMITED;
        }
        long most = 0;
        for (var name : NAMES) {
            most = Math.max(most, number(body.path(name)));
            most = Math.max(most, number(body.path("options").path(name)));
        }
        long answers = Math.max(1, Math.max(number(body.path("n")), number(body.path("best_of"))));
        return most > MOST / answers ? MOST : most * answers;
    }

    /** 0 when it is not there. */
    private static long number(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        BigDecimal number;
        try {
            number = value.isNumber()
                    ? value.decimalValue()
                    : new BigDecimal(value.isString() ? value.stringValue().strip() : "?");
        } catch (NumberFormatException e) {
            return MOST;
        }
        return number.signum() < 0 || number.compareTo(BigDecimal.valueOf(MOST)) > 0 ? MOST : ceiling(number);
    }

    private static long ceiling(BigDecimal number) {
        return number.setScale(0, java.math.RoundingMode.CEILING).longValueExact();
    }
}
