package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.FindingKind;
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
    private final ObjectNode asked;
    private final String model;
    /** Whether what cannot be read must not pass. */
    private boolean strict;
    /** Why the answer waits for a person, null when it does not. */
    private @Nullable String hold;

    /** @param asked the call; {@code model} whom it goes to */
    Outlet(
            Parts parts,
            Exchange exchange,
            HttpServerResponse client,
            Account account,
            Inspection inspection,
            TextLabel label,
            ObjectNode asked,
            String model) {
        this.parts = parts;
        this.exchange = exchange;
        caller = exchange.caller();
        this.client = client;
        this.account = account;
        this.inspection = inspection;
        this.label = label;
        this.asked = asked;
        this.model = model;
    }

    /** @param review whether the answer must wait for a person; {@code key} what is for the upstream alone */
    void take(HttpClientResponse upstream, boolean review, String key) {
        hold = review ? Held.EVERY_ANSWER : null;
        strict = inspection.reads() || inspection.checksTools() || account.surface.isLabelled() && !label.isEmpty();
        var head = Readable.of(upstream);
        var fault = head.fault(upstream, account.isStream());
        if (fault != null) {
            upstream.request().reset();
            caller.answer(fault);
            return;
        }
        if (head.isSuccess() && label.isBeside() && account.surface.isLabelled()) {
            account.note("out", FindingKind.LABEL_BESIDE);
        }
        if (head.isStream() && head.isSuccess()) {
            var sink = review
                    ? new Sink.UntilRead(exchange, parts.limits().answerBytes())
                    : new Sink.ToClient(exchange, client, account, caller.mayBeHeld());
            var shown = account.surface.isLabelled() ? label : TextLabel.NONE;
            new StreamOutlet(caller, sink, account, inspection, shown, Screened.Echo.repeated(account.surface, asked))
                    .pipe(upstream);
            account.letGoOfCall(review || caller.mayBeHeld());
            return;
        }
        var body = Buffer.buffer();
        upstream.handler(piece -> {
            if (caller.isOver()) {
                return;
            }
            if (body.length() + piece.length() > parts.limits().answerBytes()) {
                caller.answer(Fault.LARGE_ANSWER);
                return;
            }
            body.appendBuffer(piece);
        });
        upstream.exceptionHandler(caller::brokeOff);
        upstream.endHandler(end -> {
            caller.upstreamEnded();
            if (!caller.isOver()) {
                whole(head, body, key);
            }
        });
        upstream.resume();
    }

    private void whole(Readable head, Buffer body, String key) {
        boolean nothing = body.length() == 0;
        if (head.isSuccess() && nothing) {
            if (head.status() == 200) {
                caller.answer(Fault.EMPTY_ANSWER);
            } else {
                send(head.status(), head.full(), body);
            }
            return;
        }
        if (head.isSuccess() && account.surface == Surface.SPEECH && head.type().startsWith("audio/")) {
            if (label.isEmpty()) {
                send(head.status(), head.full(), body);
            } else {
                sound(head, body);
            }
            return;
        }
        if (!head.isSuccess() && (!head.isJson() || speaksOf(key, body))) {
            answerFor(head.status());
            return;
        }
        if (account.surface.isTranscript() && head.isSuccess() && isText(head)) {
            words(head, body);
            return;
        }
        if (!head.isJson()) {
            if (strict) {
                unreadable("Content-Type: " + (head.full().isEmpty() ? "–" : shown(head.full())));
            } else {
                send(head.status(), head.full(), body);
            }
            return;
        }
        ObjectNode answer;
        try {
            if (!(WireJson.MAPPER.readTree(body.getBytes()) instanceof ObjectNode object)) {
                if (strict) {
                    unreadable(Errors.both(new Text("是 JSON，但不是对象", "JSON, but no object")));
                } else {
                    send(head.status(), head.full(), body);
                }
                return;
            }
            answer = object;
        } catch (JacksonException e) {
            caller.answer(Fault.ANSWER_NOT_JSON);
            return;
        }
        TokenCount.of(answer, account);
        if (head.isSuccess() && hasNoPlaceForTheHint(answer)) {
            unreadable(Errors.both(new Text("未知的应答结构", "an answer of an unknown shape")));
            return;
        }
        exchange.screen(
                inspection,
                () -> Screened.answer(inspection, account.surface, answer, asked),
                screened -> inspected(head, body, answer, screened));
    }

    private static boolean isText(Readable head) {
        return head.isUtf8() && (head.type().startsWith("text/") || head.type().equals("application/x-subrip"));
    }

    /** What somebody said, as text or subtitles. */
    private void words(Readable head, Buffer body) {
        var answer = WireJson.MAPPER.createObjectNode().put("text", body.toString());
        exchange.screen(inspection, () -> Screened.answer(inspection, account.surface, answer, asked), screened -> {
            account.found("out", screened.found());
            var blocking = Detection.blocking(screened.found());
            if (!screened.unread().isEmpty()) {
                unreadable(screened.unread());
            } else if (blocking != null && blocking.action() != Action.HOLD) {
                caller.refuse(blocking.clause(), blocking.told());
            } else {
                hold = blocking != null ? blocking.kind() : hold;
                send(
                        head.status(),
                        head.full(),
                        Buffer.buffer(answer.path("text").asString("")));
            }
        });
    }

    private static String shown(String type) {
        return type.length() > 80 ? type.substring(0, 80) + "…" : type;
    }

    private void unreadable(String what) {
        caller.refuse(Clause.UNREADABLE_ANSWER, what);
    }

    /** The upstream's status in our words: its own are no JSON, or speak of the operator's credentials. */
    private void answerFor(int status) {
        var fault = status >= 500 ? Fault.UPSTREAM_FAILED : Fault.UPSTREAM_REFUSED;
        caller.answer(status >= 500 ? fault.status() : status, fault.json(" (" + status + ")"));
    }

    /** Whether an error repeats the key that the upstream was asked with, or most of it. */
    private static boolean speaksOf(String key, Buffer body) {
        return key.length() >= 8 && body.toString().contains(key.substring(0, Math.max(8, key.length() / 2)));
    }

    /** Where a hint belongs into the words, words must be where they are expected. */
    private boolean hasNoPlaceForTheHint(ObjectNode answer) {
        if (label.before().isEmpty() && label.after().isEmpty()) {
            return false;
        }
        return switch (account.surface) {
            case CHAT, COMPLETIONS -> !answer.path("choices").isArray();
            case RESPONSES -> !answer.path("output").isArray();
            case MESSAGES -> !answer.path("content").isArray();
            case IMAGES, IMAGE_EDITS, SPEECH, EMBEDDINGS, MODELS, COUNT -> false;
            case MODERATIONS, RERANK, TRANSCRIPTIONS, TRANSLATIONS -> false;
        };
    }

    private void inspected(Readable head, Buffer body, ObjectNode answer, Screened screened) {
        account.found("out", screened.found());
        if (!screened.unread().isEmpty()) {
            unreadable(screened.unread());
            return;
        }
        var blocking = Detection.blocking(screened.found());
        if (blocking != null && (blocking.action() != Action.HOLD || !head.isSuccess())) {
            caller.refuse(blocking.clause(), blocking.told());
            return;
        }
        if (blocking != null) {
            hold = blocking.kind();
        }
        var unchanged = screened.changed() ? null : body;
        if (!head.isSuccess()) {
            send(head.status(), "application/json", unchanged != null ? unchanged : json(answer));
        } else if (!label.isEmpty() && isMedia(answer)) {
            media(answer);
        } else {
            send(head.status(), "application/json", labelled(answer, unchanged));
        }
    }

    private static Buffer json(ObjectNode answer) {
        return Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(answer));
    }

    private void sound(Readable head, Buffer body) {
        var media = new AnswerMedia(label, parts.signer(), model);
        parts.vertx()
                .executeBlocking(() -> media.put(body.getBytes()), false)
                .onSuccess(result -> {
                    if (result.refused() != null) {
                        caller.refuse(Clause.LABEL_IMPOSSIBLE, result.refused());
                    } else {
                        noted(media);
                        send(200, head.full(), Buffer.buffer(result.bytes()));
                    }
                })
                .onFailure(broken -> caller.refuse(Clause.LABEL_IMPOSSIBLE, ""));
    }

    private void noted(AnswerMedia media) {
        account.labelled = true;
        if (media.isUnsigned()) {
            account.note("out", FindingKind.LABEL_UNSIGNED);
        }
    }

    private boolean isMedia(ObjectNode answer) {
        if (account.surface.isPictures()) {
            return true;
        }
        for (var choice : answer.path("choices")) {
            var message = choice.path("message");
            if (!message.path("audio").path("data").asString("").isEmpty()
                    || !message.path("images").isEmpty()) {
                return true;
            }
        }
        return account.surface == Surface.RESPONSES && Labelling.hasPicture(answer.path("output"));
    }

    private void media(ObjectNode answer) {
        var media = new AnswerMedia(label, parts.signer(), model);
        parts.vertx()
                .executeBlocking(() -> media.putInto(answer, account.surface), false)
                .onSuccess(refused -> {
                    if (refused.isEmpty()) {
                        noted(media);
                        send(200, "application/json", labelled(answer, null));
                    } else {
                        caller.refuse(Clause.LABEL_IMPOSSIBLE, refused);
                    }
                })
                .onFailure(broken -> caller.refuse(Clause.LABEL_IMPOSSIBLE, ""));
    }

    private Buffer labelled(ObjectNode answer, @Nullable Buffer unchanged) {
        if (answer.has(TextLabel.FIELD)) {
            account.labelled = true; // the upstream labelled it; it is the producer
            return unchanged != null ? unchanged : json(answer);
        }
        if (label.isEmpty() || !account.surface.isLabelled()) {
            return unchanged != null ? unchanged : json(answer);
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
        return json(answer);
    }

    /** To the caller, or to whoever must read it first. What is no answer of the model goes to the caller always. */
    private void send(int status, String type, Buffer body) {
        var reason = hold;
        if (reason != null && status >= 200 && status < 300) {
            exchange.hold(Held.Stage.OUT, reason, type, body);
        } else {
            caller.send(status, type, body);
        }
    }
}
