package zhiheng.gateway.wire;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * How many tokens words are, where nobody who knows says so: a Chinese, Japanese or Korean character is one, of other text four
 * characters are one, a picture or a file given inline is {@value #INLINE}. How far that is off is in docs/gateway.md.
 */
final class TokenEstimate {
    private static final int INLINE = 1_000;
    private static final int FIRST_WIDE = 0x2e80;
    /** What in a call or an answer is no words of its speaker. */
    private static final Set<String> NO_WORDS = Set.of(
            "id",
            "object",
            "type",
            "role",
            "model",
            "finish_reason",
            "stop_reason",
            "status",
            "logprobs",
            "usage",
            "index");

    private static final String[] ANSWERS = {"choices", "delta", "output", "content"};

    private long quarters;

    long tokens() {
        return (quarters + 3) / 4;
    }

    /** Counts the words of an answer or of an event of one. */
    void addAnswer(JsonNode answer) {
        for (var name : ANSWERS) {
            addAll(answer.path(name));
        }
    }

    /** Counts all words below. */
    void addAll(JsonNode node) {
        if (node.isString()) {
            add(node.stringValue());
        } else if (node.isObject()) {
            node.properties().forEach(member -> {
                if (!NO_WORDS.contains(member.getKey())) {
                    addAll(member.getValue());
                }
            });
        } else {
            node.forEach(this::addAll);
        }
    }

    void add(String text) {
        if (text.startsWith("data:") && text.indexOf(";base64,") > 0) {
            quarters += 4L * INLINE;
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            quarters += text.charAt(i) >= FIRST_WIDE ? 4 : 1;
        }
    }
}
