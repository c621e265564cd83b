package zhiheng.gateway.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Held;
import zhiheng.gateway.Reviews;
import zhiheng.gateway.Reviews.Ruling;
import zhiheng.gateway.permit.Clause;

/**
 * Queues a call for human review. The caller is told at once where to fetch the outcome, or waits for it as long as it asked to (RFC 7240,
 * {@code Prefer: wait}).
 */
final class Hold {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=([0-9]{1,4})");
    private static final int LONGEST_WAIT_SECONDS = 120;

    private final Parts parts;
    private final Caller caller;
    private final Duration wait;

    Hold(Parts parts, Caller caller, HttpServerRequest request) {
        this.parts = parts;
        this.caller = caller;
        wait = wait(request.getHeader("Prefer"));
    }

    static Duration wait(@Nullable String prefer) {
        var asked = WAIT.matcher(prefer == null ? "" : prefer);
        return asked.find()
                ? Duration.ofSeconds(Math.min(LONGEST_WAIT_SECONDS, Integer.parseInt(asked.group(1))))
                : Duration.ZERO;
    }

    /** @param released what goes on when somebody lets it pass while the caller waits */
    void put(Held held, Consumer<Held> released) {
        var decided = wait.isZero() ? null : parts.reviews().decided(held.id(), wait);
        parts.vertx()
                .executeBlocking(
                        () -> {
                            parts.reviews().hold(held);
                            return held;
                        },
                        false)
                .onFailure(full -> caller.refuse(Clause.REVIEW_IMPOSSIBLE, why(full)))
                .onSuccess(kept -> {
                    if (decided == null || caller.isGone()) {
                        caller.refuse(Clause.REVIEW, held.reason());
                        return;
                    }
                    Future.fromCompletionStage(decided, Vertx.currentContext())
                            .onComplete(over -> outcome(held, released));
                });
    }

    private static String why(Throwable failed) {
        return failed instanceof Reviews.Unreached unreached ? unreached.words() : "";
    }

    private void outcome(Held held, Consumer<Held> released) {
        if (caller.isGone()) { // what is released can be fetched once only: it stays for whoever comes back for it
            caller.refuse(Clause.REVIEW, held.reason());
            return;
        }
        parts.vertx()
                .executeBlocking(() -> parts.reviews().fetch(held.system(), held.id()), false)
                .onFailure(down -> caller.refuse(Clause.REVIEW, held.reason()))
                .onSuccess(ruling -> {
                    switch (ruling) {
                        case Ruling.Released r -> released.accept(r.held());
                        case Ruling.Rejected(var note, var by) -> caller.refuse(Clause.REVIEW_REJECTED, note);
                        case Ruling.Waiting w -> caller.refuse(Clause.REVIEW, held.reason());
                        case Ruling.Gone g -> caller.refuse(Clause.REVIEW, held.reason());
                        case Ruling.Unknown u -> caller.refuse(Clause.REVIEW, held.reason());
                    }
                });
    }

    /** {@code GET /v1/held/ID}: what became of a call. Asking is no call of its own until there is something to hand out. */
    static void fetch(Parts parts, HttpServerRequest request, String system, String id) {
        request.body()
                .compose(ignored ->
                        parts.vertx().executeBlocking(() -> parts.reviews().fetch(system, id), false))
                .onFailure(down -> Errors.send(request.response(), Fault.REVIEW_UNAVAILABLE))
                .onSuccess(ruling -> {
                    switch (ruling) {
                        case Ruling.Released(var held, var by) -> release(parts, request, held);
                        case Ruling.Waiting w -> {
                            request.response().putHeader("Retry-After", "5");
                            Errors.send(request.response(), Fault.REVIEW_WAITS);
                        }
                        case Ruling.Rejected(var note, var by) -> {
                            var clause = Clause.REVIEW_REJECTED;
                            var said = Errors.sentences(clause, note);
                            Errors.send(
                                    request.response(),
                                    clause.status(),
                                    Errors.json(said, Errors.REFUSED, null, clause.id()));
                        }
                        case Ruling.Gone g -> Errors.send(request.response(), Fault.REVIEW_GONE);
                        case Ruling.Unknown u -> Errors.send(request.response(), Fault.REVIEW_UNKNOWN);
                    }
                });
    }

    private static void release(Parts parts, HttpServerRequest request, Held held) {
        var surface = Surface.of("/v1/" + held.surface());
        if (surface == null) { // a tool's call is fetched by calling it again
            Errors.send(request.response(), Fault.REVIEW_UNKNOWN);
            return;
        }
        var exchange = new Exchange(parts, request, held.system(), Target.of(surface));
        var body = Buffer.buffer(held.content().call());
        switch (held.stage()) {
            case IN -> exchange.takeReleased(body);
            case OUT -> exchange.handOut(body, held);
        }
    }
}
