package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
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

    /** @param surface null where the path leads to none */
    static void send(HttpServerResponse response, @Nullable Surface surface, Fault fault) {
        send(response, fault.status(), surface == null ? fault.json() : shaped(surface, fault.status(), fault.json()));
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

    /** An error, in OpenAI's shape, as callers of a surface read it. Anthropic's clients look for their own names of kinds. */
    static String shaped(Surface surface, int status, String json) {
        if (!surface.isAnthropic() || !(WireJson.MAPPER.readTree(json) instanceof ObjectNode root)) {
            return json;
        }
        var shaped = WireJson.MAPPER.createObjectNode().put("type", "error");
        boolean upstreams = root.path("type").asString("").equals("error");
        if (!upstreams && root.get("error") instanceof ObjectNode error) {
            error.put("type", anthropic(status));
        }
        root.properties().forEach(member -> shaped.set(member.getKey(), member.getValue()));
        return shaped.put("type", "error").toString();
    }

    private static String anthropic(int status) {
        return switch (status) {
            case 400, 405, 415, 422 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404, 410 -> "not_found_error";
            case 408 -> "timeout_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            default -> "api_error";
        };
    }

    /**
     * An error, in OpenAI's shape, as the event of a stream. It always has a name: without one some clients take it for an answer. In
     * responses it has fields of its own, and the error as an object too, which some clients read instead.
     *
     * @param number what the event's number is, where events have one
     */
    static Buffer event(Surface surface, int status, String json, long number) {
        if (surface == Surface.RESPONSES && WireJson.MAPPER.readTree(json) instanceof ObjectNode root) {
            var error = root.path("error");
            var event = WireJson.MAPPER.createObjectNode().put("type", "error");
            event.set("code", error.path("code"));
            event.put("message", error.path("message").asString(""));
            event.putNull("param").put("sequence_number", number);
            event.set("error", error);
            return StreamShape.event("error", event);
        }
        return StreamShape.event("error", shaped(surface, status, json));
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
