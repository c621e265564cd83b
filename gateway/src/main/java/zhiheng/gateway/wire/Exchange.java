package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.gateway.Records;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.permit.Terms.WhenStoreIsDown;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;

/** One call from its body to its answer. Lives on one event loop. */
final class Exchange {
    private final Parts parts;
    private final HttpServerRequest request;
    private final Account account;
    private final OffLoop offLoop;
    private Decision.@Nullable Pass pass;
    private boolean over;
    /** By a person, from the queue. */
    private boolean released;
    /** The answer is a stream of events, and has begun. */
    private boolean streams;
    /** A caller that goes away does not end the call: the answer is to be held, so it is read to its end. */
    private boolean readsOn;

    private boolean gone;

    Exchange(Parts parts, HttpServerRequest request, String system, Surface surface) {
        this.parts = parts;
        this.request = request;
        account = new Account(system, surface, Trace.of(request.getHeader("traceparent")), parts.clock());
        offLoop = new OffLoop(parts.vertx());
        request.response().putHeader("X-Zhiheng-Interaction", account.id);
        request.response().closeHandler(closed -> gone());
        request.response().exceptionHandler(broken -> gone());
    }

    private void gone() {
        gone = true;
        if (!readsOn) {
            finish(499);
        }
    }

    /** From here on what is answered goes into a stream of events. */
    void streams() {
        streams = true;
    }

    void readOn() {
        readsOn = true;
    }

    /** Whether the permit has something held, so that an answer must be there whole when it is found. */
    boolean mayHold() {
        return pass != null && pass.permit().terms().actions().containsValue(Action.HOLD);
    }

    void take(Buffer body) {
        var call = read(body);
        if (call == null) {
            return;
        }
        switch (parts.permits().decide(account.system, call.ask())) {
            case Decision.Refuse refuse -> refuse(refuse);
            case Decision.Pass passed -> {
                pass = passed;
                account.permitVersion = passed.permit().version();
                proceed(call, body, passed);
            }
        }
    }

    /** A call that somebody let pass to the model: all of the permit holds but the inspection that held it. */
    void takeReleased(Buffer body) {
        released = true;
        take(body);
    }

    /** An answer that somebody let pass. It was counted when it was held; only a stop holds it back now. */
    void handOut(Buffer body, Held held) {
        if (read(body) == null) {
            return;
        }
        var permit = parts.permits().of(account.system);
        account.permitVersion = permit == null ? 0 : permit.version();
        if (parts.permits().stateNow(account.system) == PermitState.STOPPED) {
            refuse(Clause.STOPPED, "");
            return;
        }
        account.labelled = held.labelled();
        send(200, held.content().type(), Buffer.buffer(held.content().answer()));
    }

    private @Nullable Incoming read(Buffer body) {
        account.received(body);
        try {
            var call = Incoming.read(account.surface, account.system, body.getBytes(), request.headers());
            account.read(call);
            var permit = parts.permits().of(account.system);
            if (permit != null && permit.terms().keepContentDays() > 0) {
                account.keepContent();
            }
            return call;
        } catch (BadCall bad) {
            answer(
                    400,
                    Errors.json(
                            String.valueOf(bad.getMessage()), "invalid_request_error", bad.param, "invalid_request"));
            return null;
        }
    }

    private void proceed(Incoming call, Buffer body, Decision.Pass passed) {
        var terms = passed.permit().terms();
        var records = parts.records().state();
        if (records == Records.State.FULL
                || records == Records.State.BUFFERED && terms.whenStoreIsDown() == WhenStoreIsDown.REFUSE) {
            refuse(Clause.STORE_DOWN, "");
            return;
        }
        var inspection = parts.inspections().of(passed.permit());
        if (inspection == null) {
            refuse(Clause.INSPECTOR_MISSING, String.join(", ", terms.inspectors()));
            return;
        }
        var route = parts.routes().of(account.system);
        if (route == null) {
            answer(503, Errors.json("没有配置上游 / no upstream is set for this system", "api_error", null, "upstream.none"));
            return;
        }
        if (passed.state() == PermitState.DEGRADED && route.fallbackModel().isEmpty()) {
            refuse(Clause.STOPPED, "no fallback model");
            return;
        }
        if (released) {
            forward(call, body, passed, inspection, route);
            return;
        }
        screen(inspection, () -> Screened.call(inspection, call.surface(), call.body()), screened -> {
            inspected(call, body, passed, inspection, route, screened);
        });
    }

    /** Inspects, off the event loop when it takes its time. {@code then} is called unless the call is over by then. */
    void screen(Inspection inspection, Supplier<Screened> work, Consumer<Screened> then) {
        if (!inspection.blocks()) {
            then.accept(work.get());
            return;
        }
        offLoop.run(work, screened -> {
            if (!over && screened == null) {
                refuse(Clause.INSPECTOR_MISSING, "");
            } else if (!over && screened != null) {
                then.accept(screened);
            }
        });
    }

    private void inspected(
            Incoming call, Buffer body, Decision.Pass passed, Inspection inspection, Route route, Screened screened) {
        account.found("in", screened.found());
        var blocking = Verdicts.blocking(screened.found());
        if (blocking != null && blocking.action() == Action.HOLD) {
            hold(
                    Held.Stage.IN,
                    blocking.kind(),
                    "",
                    Buffer.buffer(),
                    decided -> forward(call, body, passed, inspection, route));
            return;
        }
        if (blocking != null) {
            refuse(Clause.INSPECTION, blocking.kind());
            return;
        }
        if (screened.changed()) {
            account.masked(Buffer.buffer(Json.MAPPER.writeValueAsBytes(call.body())));
        }
        forward(call, screened.changed() ? null : body, passed, inspection, route);
    }

    /** The answer waits for a person. */
    void hold(Held.Stage stage, String reason, String type, Buffer answer) {
        hold(stage, reason, type, answer, decided -> send(200, type, answer));
    }

    void hold(Held.Stage stage, String reason, String type, Buffer answer, Consumer<Held> then) {
        if (over) {
            return;
        }
        var content = Content.of(account.call().getBytes(), type, answer.getBytes());
        if (content.cut()) { // half a call must not go on, nor half an answer out
            refuse(Clause.REVIEW_IMPOSSIBLE, "> " + Content.MOST_BYTES + " bytes");
            return;
        }
        account.held = true;
        var held = new Held(
                account.id,
                account.system,
                parts.clock().instant(),
                stage,
                reason,
                account.surface.path,
                account.permitVersion,
                account.labelled,
                content);
        new Hold(parts, this, request).put(held, decided -> {
            if (parts.permits().stateNow(account.system) == PermitState.STOPPED) {
                refuse(Clause.STOPPED, "");
            } else {
                then.accept(decided);
            }
        });
    }

    /** @param original the body as received, null when a mask changed it */
    private void forward(
            Incoming call, @Nullable Buffer original, Decision.Pass passed, Inspection inspection, Route route) {
        boolean degraded = passed.state() == PermitState.DEGRADED;
        var outgoing = new Forwarder.Call(
                "/" + call.surface().path,
                call.surface() == Surface.MODELS ? HttpMethod.GET : HttpMethod.POST,
                call.surface() == Surface.MODELS ? "" : "application/json",
                account.traceBelow(),
                (upstream, attempt) ->
                        outgoing(call, original, upstream, degraded ? route.fallbackModel() : null, passed));
        parts.forwarder().send(route, outgoing).onComplete(sent -> {
            if (over) {
                if (sent.succeeded()) {
                    sent.result().response().request().reset();
                }
                return;
            }
            if (sent.failed()) {
                answer(
                        502,
                        Errors.json(
                                String.valueOf(sent.cause().getMessage()), "api_error", null, "upstream.unavailable"));
                return;
            }
            var upstream = sent.result();
            account.upstream = upstream.upstream().id();
            account.attempts = upstream.attempts();
            var label = new TextLabel(passed.permit().terms(), account.id);
            var outlet = new Outlet(parts, this, request.response(), account, inspection, label);
            outlet.take(upstream.response(), passed.state() == PermitState.REVIEW);
        });
    }

    private static Buffer outgoing(
            Incoming call,
            @Nullable Buffer original,
            Upstream upstream,
            @Nullable String fallback,
            Decision.Pass passed) {
        if (call.surface() == Surface.MODELS) {
            return Buffer.buffer();
        }
        var asked = fallback != null ? fallback : call.ask().model();
        var there = upstream.models().getOrDefault(asked, asked);
        // an image behind an address cannot be labelled on its way
        boolean inline = call.surface() == Surface.IMAGES
                && !new TextLabel(passed.permit().terms(), "").isEmpty()
                && !call.body().path("response_format").asString("").equals("b64_json")
                && !there.startsWith("gpt-image"); // those answer inline always and refuse the field
        if (original != null && there.equals(call.ask().model()) && !inline) {
            return original;
        }
        ObjectNode body = call.body().deepCopy();
        body.put("model", there);
        if (inline) {
            body.put("response_format", "b64_json");
        }
        return Buffer.buffer(Json.MAPPER.writeValueAsBytes(body));
    }

    void refuse(Clause clause, String detail) {
        var permit = pass == null ? null : pass.permit();
        refuse(new Decision.Refuse(
                clause,
                permit == null ? 0 : permit.version(),
                permit == null ? "" : permit.duties().getOrDefault(clause.id(), ""),
                0,
                detail));
    }

    private void refuse(Decision.Refuse refuse) {
        account.permitVersion = refuse.version();
        account.clause = refuse.clause().id();
        account.held &= refuse.clause() != Clause.REVIEW_IMPOSSIBLE;
        if (refuse.clause() == Clause.REVIEW && !streams) {
            request.response().putHeader("Location", Door.HELD + account.id);
        }
        if (refuse.retryAfterSeconds() > 0) {
            request.response().putHeader("Retry-After", Long.toString(refuse.retryAfterSeconds()));
        }
        answer(refuse.clause().status(), Errors.refusal(refuse, account.id));
    }

    /** Answers with JSON and ends the call, unless it is over. */
    void answer(int status, String json) {
        if (streams) {
            lastPiece(status, StreamShape.event("error", json));
        } else {
            send(status, "application/json", Buffer.buffer(json));
        }
    }

    /** Ends a stream of events, unless it is over. Its status line is gone: what came of it stands in the record. */
    void lastPiece(int status, Buffer piece) {
        if (over) {
            return;
        }
        if (gone) {
            finish(499);
            return;
        }
        account.sent(piece);
        finish(status);
        request.response().end(piece);
    }

    /** Answers and ends the call, unless it is over. */
    void send(int status, String type, Buffer body) {
        HttpServerResponse response = request.response();
        if (over || response.ended()) {
            return;
        }
        account.answers(type);
        account.sent(body);
        finish(status);
        response.setStatusCode(status);
        if (!type.isEmpty()) {
            response.putHeader("Content-Type", type);
        }
        response.end(body);
    }

    /** The call is over: its lease is given back and its record written, once. */
    void finish(int status) {
        if (over) {
            return;
        }
        over = true;
        offLoop.stop();
        if (pass != null) {
            pass.lease().close(account.tokensIn + account.tokensOut);
        }
        var content = account.content();
        var sealed = content == null ? null : parts.seal().seal(account.id, content.toBytes());
        parts.records().add(account.close(status), sealed);
    }

    OffLoop offLoop() {
        return offLoop;
    }

    boolean isGone() {
        return gone;
    }

    boolean isOver() {
        return over;
    }
}
