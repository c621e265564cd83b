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
import zhiheng.gateway.Reviews.Ruling;
import zhiheng.gateway.permit.Clause;

/**
 * Puts a call before a person. The caller is told at once where to fetch the outcome, or waits for it as long as it asked to (RFC 7240,
 * {@code Prefer: wait}).
 */
final class Hold {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=([0-9]{1,4})");
    private static final int LONGEST_WAIT_SECONDS = 120;

    private final Parts parts;
    private final Exchange exchange;
    private final Duration wait;

    Hold(Parts parts, Exchange exchange, HttpServerRequest request) {
        this.parts = parts;
        this.exchange = exchange;
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
                .onFailure(full -> exchange.refuse(Clause.REVIEW_IMPOSSIBLE, ""))
                .onSuccess(kept -> {
                    if (decided == null || exchange.isGone()) {
                        exchange.refuse(Clause.REVIEW, held.reason());
                        return;
                    }
                    Future.fromCompletionStage(decided, Vertx.currentContext())
                            .onComplete(over -> outcome(held, released));
                });
    }

    private void outcome(Held held, Consumer<Held> released) {
        parts.vertx()
                .executeBlocking(() -> parts.reviews().fetch(held.system(), held.id()), false)
                .onFailure(down -> exchange.refuse(Clause.REVIEW, held.reason()))
                .onSuccess(ruling -> {
                    switch (ruling) {
                        case Ruling.Released r -> released.accept(r.held());
                        case Ruling.Rejected(var note) -> exchange.refuse(Clause.REVIEW_REJECTED, note);
                        case Ruling.Waiting w -> exchange.refuse(Clause.REVIEW, held.reason());
                        case Ruling.Gone g -> exchange.refuse(Clause.REVIEW, held.reason());
                        case Ruling.Unknown u -> exchange.refuse(Clause.REVIEW, held.reason());
                    }
                });
    }

    /** {@code GET /v1/held/ID}: what became of a call. Asking is no call of its own until there is something to hand out. */
    static void fetch(Parts parts, HttpServerRequest request, String system, String id) {
        request.body()
                .compose(ignored ->
                        parts.vertx().executeBlocking(() -> parts.reviews().fetch(system, id), false))
                .onFailure(
                        down -> answer(request, 503, "复核队列暂不可用 / the queue cannot be read now", "review.unavailable"))
                .onSuccess(ruling -> {
                    switch (ruling) {
                        case Ruling.Released(var held) -> release(parts, request, held);
                        case Ruling.Waiting w -> {
                            request.response().putHeader("Retry-After", "5");
                            answer(request, 202, "仍在等待复核 / still waits for a person", "review.waiting");
                        }
                        case Ruling.Rejected(var note) ->
                            answer(
                                    request,
                                    403,
                                    Clause.REVIEW_REJECTED.zh() + " " + Clause.REVIEW_REJECTED.en() + " [" + note + "]",
                                    Clause.REVIEW_REJECTED.id());
                        case Ruling.Gone g ->
                            answer(request, 410, "已被领取或已过期 / was taken on, or its time is over", "review.gone");
                        case Ruling.Unknown u -> answer(request, 404, "没有此调用 / no such call", "review.unknown");
                    }
                });
    }

    private static void release(Parts parts, HttpServerRequest request, Held held) {
        var surface = Surface.of("/v1/" + held.surface());
        if (surface == null) {
            throw new IllegalStateException("held under an unknown surface: " + held.surface());
        }
        var exchange = new Exchange(parts, request, held.system(), surface);
        var body = Buffer.buffer(held.content().call());
        switch (held.stage()) {
            case IN -> exchange.takeReleased(body);
            case OUT -> exchange.handOut(body, held);
        }
    }

    private static void answer(HttpServerRequest request, int status, String message, String code) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Errors.json(message, status == 202 ? "review" : "permit_refused", null, code));
    }
}
