package zhiheng.gateway.wire;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;

/** Errors in OpenAI's shape, so that its clients read them; what they add stands in a field of its own. */
public final class Errors {
    private Errors() {}

    static String json(String message, String type, @Nullable String param, String code) {
        var root = Json.MAPPER.createObjectNode();
        var error = root.putObject("error");
        error.put("message", message).put("type", type);
        if (param == null) {
            error.putNull("param");
        } else {
            error.put("param", param);
        }
        error.put("code", code);
        return root.toString();
    }

    /** A refusal names the permit's clause and the duty behind it. */
    static String refusal(Decision.Refuse refuse, String interaction) {
        var clause = refuse.clause();
        var detail = refuse.detail().isEmpty() ? "" : " [" + refuse.detail() + "]";
        var root = Json.MAPPER.createObjectNode();
        var error = root.putObject("error");
        error.put("message", clause.zh() + " " + clause.en() + detail);
        error.put("type", clause.status() == 429 ? "rate_limit_exceeded" : "permit_refused");
        error.putNull("param");
        error.put("code", clause.id());
        error.putObject("permit")
                .put("clause", clause.id())
                .put("version", refuse.version())
                .put("duty", refuse.duty())
                .put("interaction", interaction);
        if (clause == Clause.REVIEW) {
            error.putObject("review").put("id", interaction).put("url", Door.HELD + interaction);
        }
        return root.toString();
    }
}
