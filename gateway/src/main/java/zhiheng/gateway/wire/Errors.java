package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;

/** Errors in OpenAI's shape, so that its clients read them; what they add stands in a field of its own. */
final class Errors {
    static final String INVALID = "invalid_request_error";
    static final String API = "api_error";
    static final String REFUSED = "permit_refused";

    private Errors() {}

    /** Writes a whole answer: the one place where a call that is not streamed is answered. */
    static void send(HttpServerResponse response, int status, String type, Buffer body) {
        response.setStatusCode(status);
        if (!type.isEmpty()) {
            response.putHeader("Content-Type", type);
        }
        response.end(body);
    }

    /** Writes a whole answer of JSON. */
    static void send(HttpServerResponse response, int status, String json) {
        send(response, status, "application/json", Buffer.buffer(json));
    }

    static void send(HttpServerResponse response, Fault fault) {
        send(response, fault.status(), fault.json());
    }

    /** Both languages, since nobody knows who will read a program's log. */
    static String both(Text text) {
        return text.zh() + " / " + text.en();
    }

    static String json(String message, String type, @Nullable String param, String code) {
        var root = WireJson.MAPPER.createObjectNode();
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

    /** The sentences of a clause, with what exactly it was. */
    static String sentences(Clause clause, String detail) {
        return clause.text().zh() + " " + clause.text().en() + (detail.isEmpty() ? "" : " [" + detail + "]");
    }

    /** A refusal names the permit's clause and the duty behind it. */
    static String refusal(Decision.Refuse refuse, String interaction) {
        var clause = refuse.clause();
        var root = WireJson.MAPPER.createObjectNode();
        var error = root.putObject("error");
        error.put("message", sentences(clause, refuse.detail()));
        error.put("type", clause.status() == 429 ? "rate_limit_exceeded" : REFUSED);
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
