package zhiheng.gateway.wire;

import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.FoundAside;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Sending;
import zhiheng.gateway.wire.CallCourse.Event;
import zhiheng.gateway.wire.CallCourse.State;

/** Who made a call and is told what came of it, once: with that the call is over. Lives on the event loop of the call. */
final class Caller {
    /** Went away before the end; not sent, but recorded. */
    private static final int WENT_AWAY = 499;

    private final Parts parts;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Account account;
    private final OffLoop offLoop;
    private final Progress progress;
    private final Pulse pulse;
    private Decision.@Nullable Pass pass;
    private @Nullable Sending sending;
    private @Nullable CompletableFuture<List<Detection>> aside;

    Caller(Parts parts, HttpServerRequest request, Account account) {
        this.parts = parts;
        this.request = request;
        this.account = account;
        response = request.response();
        offLoop = new OffLoop(parts.vertx());
        progress = new Progress(account.id, this::broke);
        pulse = new Pulse(parts, response, this::write);
        response.putHeader("X-Zhiheng-Interaction", account.id);
        response.closeHandler(closed -> leave());
        response.exceptionHandler(this::lost);
    }

    /** Work of this call that may take long; stopped when the call is over. */
    OffLoop offLoop() {
        return offLoop;
    }

    /** Takes the call a step further that says nothing to its caller. @return false when the call is over */
    boolean step(Event event) {
        return progress.step(event);
    }

    /** The permit lets the call in. @param how {@link Event#ADMIT} or {@link Event#RELEASE} */
    boolean admit(Decision.Pass passed, Event how) {
        pass = passed;
        account.permitVersion = passed.permit().version();
        return progress.step(how);
    }

    /** What somebody finds who does not hold the call up; it goes into the record. */
    void noteAside(@Nullable CompletableFuture<List<Detection>> found) {
        aside = found;
    }

    /** Whether a person let the call pass, so that it is not held again. */
    boolean isCleared() {
        return progress.is(State.CLEARED);
    }

    boolean isOver() {
        return progress.is(State.OVER);
    }

    /** Whether nobody is there any more to be told anything. */
    boolean isGone() {
        return progress.is(State.DESERTED) || isOver();
    }

    /** Whether the permit has something held, so that an answer must be there whole when it is found. */
    boolean mayBeHeld() {
        return pass != null && pass.permit().terms().actions().containsValue(Action.HOLD);
    }

    private void leave() {
        if (progress.step(Event.LEAVE) && isOver()) {
            close(WENT_AWAY);
        }
    }

    /** Its connection broke, or what came over it cannot be told apart; it is closed right after. */
    void lost(Throwable why) {
        boolean unreadable =
                progress.is(State.READING) && !(why instanceof VertxException || why instanceof IOException);
        if (unreadable) {
            answer(Fault.BAD_FRAMING);
        } else {
            leave();
        }
    }

    /** It is with the upstream; should the call be over first, the upstream is told to stop. */
    void sends(Sending toUpstream) {
        sending = toUpstream;
    }

    /** The upstream has said all. */
    void upstreamEnded() {
        account.answerCame = true;
        if (sending != null) {
            sending.finished();
        }
    }

    /** No upstream answered. */
    void unavailable(Throwable why) {
        int status = 502;
        if (why instanceof Forwarder.Unavailable known) {
            status = known.status();
            if (known.retryAfterSeconds() > 0) {
                response.putHeader("Retry-After", Long.toString(known.retryAfterSeconds()));
            }
        }
        answer(
                status,
                Errors.json(
                        why instanceof Forwarder.Unavailable known
                                ? Errors.both(known.text())
                                : String.valueOf(why.getMessage()),
                        Errors.API,
                        null,
                        "upstream.unavailable"));
    }

    /** The upstream would not answer; what it said may name keys and accounts of the operator, so it stays here. */
    void upstreamRefused(int status) {
        answer(
                502,
                Errors.json(
                        Errors.both(new Text("上游未给出答复：" + status, "the upstream answered " + status)),
                        Errors.API,
                        null,
                        "upstream.refused"));
    }

    /** The answer broke off: said so, and by whom, in the record too. */
    void brokeOff(Throwable why) {
        answer(Fault.broken(why));
    }

    /** A piece of a stream. The first leaves a record at once, as does what has doubled since: a process can die. */
    void write(Buffer piece) {
        account.sent(piece);
        if (account.isToBeOpened()) {
            parts.records().open(account.soFar());
        }
        response.write(piece);
        pulse.start(request.connection());
        pulse.beats();
    }

    /** @param what exactly it was, in the words of people */
    void refuse(Clause clause, Text what) {
        refuse(clause, Errors.both(what));
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

    void refuse(Decision.Refuse refuse) {
        if (isOver()) {
            return;
        }
        account.permitVersion = refuse.version();
        account.clause = refuse.clause().id();
        account.held &= refuse.clause() != Clause.REVIEW_IMPOSSIBLE;
        if (refuse.clause() == Clause.REVIEW && !progress.state().isStream()) {
            response.putHeader("Location", Door.HELD + account.id);
        }
        if (response.headWritten()) {
            // what a header says can no longer be said
        } else if (!refuse.clause().isMendedByRetry() && refuse.retryAfterSeconds() != Decision.SOON) {
            response.putHeader("x-should-retry", "false");
        } else if (refuse.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Long.toString(refuse.retryAfterSeconds()));
        }
        answer(refuse.clause().status(), Errors.refusal(refuse, account.id));
    }

    void answer(Fault fault) {
        if (!fault.isMendedByRetry() && !response.headWritten()) {
            response.putHeader("x-should-retry", "false");
        }
        answer(fault.status(), fault.json());
    }

    /** Answers with JSON, as an event where a stream has begun, and ends the call, unless it is over. */
    void answer(int status, String json) {
        if (progress.state().isStream()) {
            lastPiece(status, Errors.event(account.surface, status, json, account.sequence));
        } else {
            send(status, "application/json", Buffer.buffer(Errors.shaped(account.surface, status, json)));
        }
    }

    /** Ends a stream of events, unless it is over. Its status line is gone: what came of it stands in the record. */
    void lastPiece(int status, Buffer piece) {
        boolean gone = progress.is(State.DESERTED);
        if (!progress.step(Event.END)) {
            return;
        }
        if (gone) {
            close(WENT_AWAY);
            return;
        }
        account.sent(piece);
        close(status);
        response.end(piece);
    }

    /** A stream is at its end with a last piece, which may be empty. */
    void endStream(Buffer last) {
        if (!progress.step(Event.END)) {
            return;
        }
        if (last.length() > 0) {
            account.sent(last);
        }
        close(200);
        response.end(last);
    }

    /** Answers and ends the call, unless it is over. */
    void send(int status, String type, Buffer body) {
        if (!progress.step(Event.END)) {
            return;
        }
        account.answers(type);
        account.sent(body);
        close(status);
        Errors.send(response, status, type, body);
    }

    /** Nothing more may go out, whatever has gone wrong. */
    private void broke() {
        var fault = Fault.OUT_OF_COURSE;
        close(fault.status());
        if (response.headWritten()) {
            request.connection().close();
        } else if (!response.ended()) {
            Errors.send(response, account.surface, fault);
        }
    }

    /** The lease is given back and the record written, once: {@link Progress} lets nobody end a call twice. */
    private void close(int status) {
        offLoop.stop();
        pulse.stop();
        account.settle(status);
        if (pass != null) {
            var lease = pass.lease();
            lease.spend(account.tokensIn + account.tokensOut);
            if (sending == null) {
                lease.close();
            } else {
                sending.cancel();
                sending.done().onComplete(quiet -> lease.close());
            }
        }
        var content = account.content();
        var sealed = content == null ? null : parts.seal().seal(account.id, content.toBytes());
        FoundAside.record(parts.records(), account.close(status), sealed, aside);
    }
}
