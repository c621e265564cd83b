package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Held;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Terms.Action;

/** Brings the upstream's answer to the client: inspected, labelled, counted. */
final class Outlet {
    private final Exchange exchange;
    private final Caller caller;
    private final HttpServerResponse client;
    private final Account account;
    private final Inspection inspection;
    private final TextLabel label;
    private final Parts parts;
    /** Why the answer waits for a person, null when it does not. */
    private @Nullable String hold;

    Outlet(
            Parts parts,
            Exchange exchange,
            HttpServerResponse client,
            Account account,
            Inspection inspection,
            TextLabel label) {
        this.parts = parts;
        this.exchange = exchange;
        caller = exchange.caller();
        this.client = client;
        this.account = account;
        this.inspection = inspection;
        this.label = label;
    }

    /** @param review whether the answer must wait for a person */
    void take(HttpClientResponse upstream, boolean review) {
        var type = contentType(upstream);
        hold = review ? Held.EVERY_ANSWER : null;
        if (type.startsWith(Sink.TYPE) && upstream.statusCode() == 200) {
            var sink = review
                    ? new Sink.UntilRead(exchange, parts.limits().answerBytes())
                    : new Sink.ToClient(exchange, client, account, caller.mayBeHeld());
            new StreamOutlet(caller, sink, account, inspection, label).pipe(upstream);
            return;
        }
        var body = Buffer.buffer();
        upstream.handler(piece -> {
            if (body.length() + piece.length() > parts.limits().answerBytes()) {
                upstream.request().reset();
                caller.answer(Fault.LARGE_ANSWER);
                return;
            }
            body.appendBuffer(piece);
        });
        upstream.exceptionHandler(broken -> caller.answer(Fault.UPSTREAM_BROKE_OFF));
        upstream.endHandler(end -> {
            if (!caller.isOver()) {
                whole(upstream.statusCode(), type, body);
            }
        });
        upstream.resume();
    }

    private static String contentType(HttpClientResponse upstream) {
        var type = upstream.getHeader("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private void whole(int status, String type, Buffer body) {
        if (status == 200 && type.startsWith("audio/") && !label.isEmpty()) {
            sound(type, body);
            return;
        }
        if (status != 200 || !type.startsWith("application/json")) {
            send(status, type, body);
            return;
        }
        ObjectNode answer;
        try {
            if (!(WireJson.MAPPER.readTree(body.getBytes()) instanceof ObjectNode object)) {
                send(status, type, body);
                return;
            }
            answer = object;
        } catch (JacksonException e) {
            caller.answer(Fault.ANSWER_NOT_JSON);
            return;
        }
        TokenCount.of(answer, account);
        exchange.screen(
                inspection,
                () -> Screened.answer(inspection, account.surface, answer),
                screened -> inspected(status, body, answer, screened));
    }

    private void inspected(int status, Buffer body, ObjectNode answer, Screened screened) {
        account.found("out", screened.found());
        var blocking = Detection.blocking(screened.found());
        if (blocking != null && blocking.action() != Action.HOLD) {
            caller.refuse(blocking.clause(), blocking.told());
            return;
        }
        if (blocking != null) {
            hold = blocking.kind();
        }
        if (account.surface == Surface.IMAGES && !label.isEmpty()) {
            images(answer);
            return;
        }
        send(status, "application/json", labelled(answer, screened.changed() ? null : body));
    }

    private void sound(String type, Buffer body) {
        parts.vertx()
                .executeBlocking(() -> MediaLabel.put(body.getBytes(), label.label(), label.place()), false)
                .onSuccess(result -> {
                    if (result.refused() != null) {
                        caller.refuse(Clause.LABEL_IMPOSSIBLE, result.refused());
                    } else {
                        account.labelled = true;
                        send(200, type, Buffer.buffer(result.bytes()));
                    }
                })
                .onFailure(broken -> caller.refuse(Clause.LABEL_IMPOSSIBLE, ""));
    }

    private void images(ObjectNode answer) {
        parts.vertx()
                .executeBlocking(() -> labelImages(answer), false)
                .onSuccess(refused -> {
                    if (refused.isEmpty()) {
                        account.labelled = true;
                        send(200, "application/json", Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(answer)));
                    } else {
                        caller.refuse(Clause.LABEL_IMPOSSIBLE, refused);
                    }
                })
                .onFailure(broken -> caller.refuse(Clause.LABEL_IMPOSSIBLE, ""));
    }

    /** @return why one of them cannot be labelled, empty when all are */
    private String labelImages(ObjectNode answer) {
        for (var image : answer.path("data")) {
            var inline = image.path("b64_json");
            if (!(image instanceof ObjectNode object) || !inline.isString()) {
                return "url";
            }
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(inline.stringValue());
            } catch (IllegalArgumentException e) {
                return "b64_json";
            }
            var result = MediaLabel.put(bytes, label.label(), label.place());
            if (result.refused() != null) {
                return result.refused();
            }
            object.put("b64_json", Base64.getEncoder().encodeToString(result.bytes()));
        }
        label.addTo(answer);
        return "";
    }

    private Buffer labelled(ObjectNode answer, @Nullable Buffer unchanged) {
        if (answer.has(TextLabel.FIELD)) {
            account.labelled = true; // the upstream labelled it; it is the producer
            return unchanged != null ? unchanged : Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(answer));
        }
        if (label.isEmpty() || !isGenerated()) {
            return unchanged != null ? unchanged : Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(answer));
        }
        boolean explicit = Labelling.explicit(account.surface, answer, label);
        account.labelled = true;
        var header = label.header();
        if (header != null) {
            client.putHeader(TextLabel.HEADER, header);
        }
        if (unchanged != null && !explicit) {
            var spliced = Labelling.splice(unchanged, label);
            if (spliced != null) {
                return spliced;
            }
        }
        label.addTo(answer);
        return Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(answer));
    }

    private boolean isGenerated() {
        return switch (account.surface) {
            case CHAT, COMPLETIONS, RESPONSES, IMAGES, SPEECH -> true;
            case EMBEDDINGS, MODELS -> false;
        };
    }

    /** To the caller, or to whoever must read it first. What is no answer of the model goes to the caller always. */
    private void send(int status, String type, Buffer body) {
        var reason = hold;
        if (reason != null && status == 200) {
            exchange.hold(Held.Stage.OUT, reason, type, body);
        } else {
            caller.send(status, type, body);
        }
    }
}
