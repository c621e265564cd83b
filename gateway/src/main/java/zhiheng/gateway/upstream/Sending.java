package zhiheng.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way: its answer, the way to end it, and the moment from which no upstream works on it any more. Ending it closes the
 * connection, since HTTP/1.1 has no other way to say so, and ends further tries.
 */
public final class Sending {
    private final Promise<Forwarder.Answer> answer = Promise.promise();
    private final Promise<Void> done = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean cancelled;

    Sending() {
        answer.future().onFailure(none -> done.tryComplete());
    }

    /** The head of the answer, or why there is none. */
    public Future<Forwarder.Answer> answer() {
        return answer.future();
    }

    /** Completes when the answer has come to its end, broke off, or was ended here. */
    public Future<Void> done() {
        return done.future();
    }

    /** Nobody waits for it any more. */
    public void cancel() {
        HttpClientRequest under;
        synchronized (this) {
            if (cancelled || done.future().isComplete()) {
                return;
            }
            cancelled = true;
            under = request;
        }
        if (under != null) {
            under.reset(0, Forwarder.Unavailable.cancelled());
        }
    }

    /** The answer was read to its end. */
    public void finished() {
        done.tryComplete();
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** What is asked now. @return false when nobody waits for it any more */
    synchronized boolean asks(HttpClientRequest next) {
        request = next;
        return !cancelled;
    }

    void answered(Forwarder.Answer answered) {
        answered.response().end().onComplete(end -> done.tryComplete());
        if (!answer.tryComplete(answered)) {
            answered.response().request().reset();
        }
    }

    void failed(Throwable why) {
        answer.tryFail(why);
    }
}
