package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.gateway.Records;
import zhiheng.gateway.contain.Contained;
import zhiheng.gateway.contain.Sources;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.permit.Terms.WhenStoreIsDown;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.wire.CallCourse.Event;

/** One call on its way by the {@link CallCourse}: permit, inspection, person, model. Lives on one event loop. */
final class Exchange {
    /** What a call that was let in goes on with. */
    private record Admitted(Incoming call, Buffer body, Decision.Pass pass, Inspection inspection, Route route) {}

    private final Parts parts;
    private final Target target;
    private final HttpServerRequest request;
    private final Account account;
    private final Caller caller;

    Exchange(Parts parts, HttpServerRequest request, String system, Target target) {
        this.parts = parts;
        this.target = target;
        var surface = target.surface();
        this.request = request;
        account = new Account(system, surface, Trace.of(request.getHeader("traceparent")), parts.clock());
        caller = new Caller(parts, request, account);
    }

    Caller caller() {
        return caller;
    }

    void take(Buffer body) {
        take(body, Event.ADMIT);
    }

    /**
     * A call that somebody let pass to the model. All of the permit holds as it stands now, and what the call says is inspected
     * again: what is masked or refused still is; held it is not a second time.
     */
    void takeReleased(Buffer body) {
        take(body, Event.RELEASE);
    }

    private void take(Buffer body, Event how) {
        var call = read(body);
        if (call == null) {
            return;
        }
        if (account.surface == Surface.MODELS && !isListed(target.id())) {
            caller.answer(Fault.UNKNOWN_OBJECT);
            return;
        }
        switch (parts.permits().decide(account.system, call.ask())) {
            case Decision.Refuse refuse -> caller.refuse(refuse);
            case Decision.Pass passed -> {
                if (caller.admit(passed, how)) {
                    proceed(call, body, passed);
                }
            }
        }
    }

    /** An answer that somebody let pass. It was counted when it was held; only a stop holds it back now. */
    void handOut(Buffer body, Held held) {
        if (read(body) == null) {
            return;
        }
        var permit = parts.permits().of(account.system);
        account.permitVersion = permit == null ? 0 : permit.version();
        if (isStopped()) {
            caller.refuse(parts.permits().isAside(account.system) ? Clause.ARCHIVED : Clause.STOPPED, "");
            return;
        }
        account.labelled = held.labelled();
        caller.send(200, held.content().type(), Buffer.buffer(held.content().answer()));
    }

    /** Whether the permit lets anybody know of a model. */
    private boolean isListed(String model) {
        var permit = parts.permits().of(account.system);
        var models =
                permit == null ? java.util.Set.<String>of() : permit.scope().models();
        return model.isEmpty() || models.isEmpty() || models.contains(model);
    }

    private boolean isStopped() {
        return parts.permits().stateNow(account.system) == PermitState.STOPPED;
    }

    private @Nullable Incoming read(Buffer body) {
        account.received(body);
        try {
            var call = Incoming.read(target, account.system, body.getBytes(), request.headers());
            account.read(call);
            if (call.rewritten()) {
                account.masked(call.written());
            }
            if (parts.owned()
                    .isOfAnother(
                            account.system,
                            call.body().path("previous_response_id").asString(""))) {
                caller.answer(Fault.UNKNOWN_OBJECT);
                return null;
            }
            var permit = parts.permits().of(account.system);
            if (permit != null && permit.terms().keepContentDays() > 0) {
                account.keepContent();
            }
            return call;
        } catch (BadCall bad) {
            caller.answer(400, bad.json());
            return null;
        }
    }

    private void proceed(Incoming call, Buffer body, Decision.Pass passed) {
        var terms = passed.permit().terms();
        var records = parts.records().state();
        if (records == Records.State.FULL
                || records == Records.State.BUFFERED && terms.whenStoreIsDown() == WhenStoreIsDown.REFUSE) {
            caller.refuse(Clause.STORE_DOWN, "");
            return;
        }
        var words = parts.inspections().of(passed.permit());
        if (words == null) {
            caller.refuse(Clause.INSPECTOR_MISSING, String.join(", ", terms.inspectors()));
            return;
        }
        var inspection = Contained.of(words, passed.permit(), call.body(), request.getHeader(Sources.HEADER));
        var route = route();
        if (route == null) {
            caller.answer(target.isStored() ? Fault.UNKNOWN_OBJECT : Fault.NO_UPSTREAM);
            return;
        }
        if (passed.state() == PermitState.DEGRADED && route.fallbackModel().isEmpty()) {
            caller.refuse(Clause.STOPPED, "no fallback model");
            return;
        }
        caller.noteAside(words.aside(() -> Screened.words(call.body())));
        var admitted = new Admitted(call, body, passed, inspection, route);
        screen(inspection, () -> Screened.call(inspection, call.body()), screened -> inspected(admitted, screened));
    }

    /** All upstreams of the system, or the one that keeps the response that is asked for. */
    private @Nullable Route route() {
        var route = parts.routes().of(account.system);
        if (route == null || !target.isStored()) {
            return route;
        }
        var kept = parts.owned().upstream(account.system, target.id());
        var there = route.upstreams().stream().filter(u -> u.id().equals(kept)).toList();
        return there.isEmpty() ? null : new Route(route.system(), there, 1, route.fallbackModel());
    }

    /** Inspects, off the event loop when it takes its time. {@code then} is called unless the call is over by then. */
    void screen(Inspection inspection, Supplier<Screened> work, Consumer<Screened> then) {
        if (!inspection.blocks()) {
            then.accept(work.get());
            return;
        }
        caller.offLoop().run(work, screened -> {
            if (caller.isOver()) {
                return;
            }
            if (screened == null) {
                caller.refuse(Clause.INSPECTOR_MISSING, "");
            } else {
                then.accept(screened);
            }
        });
    }

    private void inspected(Admitted admitted, Screened screened) {
        account.found("in", screened.found());
        if (!screened.unread().isEmpty()) {
            caller.refuse(Clause.UNREADABLE_CALL, screened.unread());
            return;
        }
        var blocking = Detection.blocking(screened.found());
        if (blocking == null || blocking.action() == Action.HOLD && caller.isCleared()) {
            forward(admitted, screened);
        } else if (blocking.action() == Action.HOLD) {
            hold(Held.Stage.IN, blocking.kind(), "", Buffer.buffer(), decided -> forward(admitted, screened));
        } else {
            caller.refuse(Clause.INSPECTION, blocking.kind());
        }
    }

    /** The answer waits for a person. */
    void hold(Held.Stage stage, String reason, String type, Buffer answer) {
        hold(stage, reason, type, answer, decided -> caller.send(200, type, answer));
    }

    /** @param then what goes on when somebody lets it pass while the caller waits */
    void hold(Held.Stage stage, String reason, String type, Buffer answer, Consumer<Held> then) {
        if (caller.isOver()) {
            return;
        }
        var content = Content.of(account.call().getBytes(), type, answer.getBytes());
        if (content.cut()) { // half a call must not go on, nor half an answer out
            caller.refuse(Clause.REVIEW_IMPOSSIBLE, "> " + Content.MOST_BYTES + " bytes");
            return;
        }
        if (!caller.step(Event.HOLD)) {
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
        new Hold(parts, caller, request).put(held, decided -> {
            if (isStopped()) {
                caller.refuse(Clause.STOPPED, "");
            } else {
                then.accept(decided);
            }
        });
    }

    private void forward(Admitted admitted, Screened screened) {
        if (!caller.step(Event.FORWARD)) {
            return;
        }
        var call = admitted.call;
        if (screened.changed()) {
            account.masked(call.written());
        }
        var outgoing = new Outgoing(
                call, screened.changed() || call.rewritten() ? null : admitted.body, admitted.pass, admitted.route);
        account.uses = target.asksModel();
        if (account.uses) {
            account.forwarded();
        }
        account.asksUsage = Outgoing.mustAskUsage(call);
        var sending = parts.forwarder()
                .send(admitted.route, outgoing.to(account.traceBelow(), PassedHeaders.ofCall(request.headers())));
        caller.sends(sending);
        sending.answer().onComplete(sent -> {
            if (caller.isOver()) {
                return;
            }
            if (sent.failed()) {
                caller.unavailable(sent.cause());
                return;
            }
            var upstream = sent.result();
            account.answered(
                    upstream.upstream().id(),
                    upstream.attempts(),
                    upstream.response().statusCode());
            account.asksFor(outgoing.model(upstream.upstream()));
            PassedHeaders.ofAnswer(upstream.response(), request.response());
            var said = upstream.response();
            if (account.surface == Surface.MODELS) {
                var scope = admitted.pass.permit().scope();
                new ModelList(caller, scope.models(), upstream.upstream(), target.id()).take(said);
                return;
            }
            if (account.surface == Surface.RESPONSES && target.asksModel()) {
                account.claims = id -> parts.owned()
                        .claim(account.system, id, upstream.upstream().id());
            }
            var label = new TextLabel(admitted.pass.permit().terms(), account.id, call.body());
            var key = upstream.upstream().key();
            var fallback = admitted.pass.state() == PermitState.DEGRADED ? admitted.route.fallbackModel() : "";
            var model = fallback.isEmpty() ? call.ask().model() : fallback;
            new Outlet(parts, this, request.response(), account, admitted.inspection, label, call.body(), model)
                    .take(upstream.response(), admitted.pass.state() == PermitState.REVIEW, key);
        });
    }
}
