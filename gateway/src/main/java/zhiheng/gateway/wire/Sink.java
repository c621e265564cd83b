package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import zhiheng.gateway.Held;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.permit.Terms.Action;

/** Where a streamed answer goes: to the caller as it comes, or aside until a person has read it. */
sealed interface Sink {
    void begin(TextLabel label);

    void write(Buffer piece);

    /** The answer is whole. */
    void end();

    /** It cannot go on. {@code error} is in OpenAI's shape. */
    void fail(String error);

    /** Something in it must not pass. */
    void block(Detection found);

    /** Whether the upstream should wait, until {@link #whenReady}. */
    default boolean isFull() {
        return false;
    }

    default void whenReady(Runnable ready) {}

    /** What has been passed on cannot be called back: what is wrong ends the stream with an error event. */
    record ToClient(Exchange exchange, HttpServerResponse client, Account account) implements Sink {
        @Override
        public void begin(TextLabel label) {
            client.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("X-Accel-Buffering", "no");
            var header = label.header();
            if (header != null) {
                client.putHeader(TextLabel.HEADER, header);
            }
        }

        @Override
        public void write(Buffer piece) {
            if (piece.length() > 0 && !client.ended()) {
                account.sent(piece);
                client.write(piece);
            }
        }

        @Override
        public void end() {
            exchange.finish(200);
            client.end();
        }

        @Override
        public void fail(String error) {
            breakOff(error, 502);
        }

        @Override
        public void block(Detection found) {
            var clause = Verdicts.clause(found);
            account.clause = clause.id();
            var message = clause.zh() + " " + clause.en() + " [" + Verdicts.detail(found) + "]";
            breakOff(Errors.json(message, "permit_refused", null, clause.id()), 403);
        }

        /** The status line is gone; the error is the stream's last event. */
        private void breakOff(String error, int status) {
            if (!exchange.isOver() && !client.ended()) {
                write(StreamShape.event("error", error));
                exchange.finish(status);
                client.end();
            }
        }

        @Override
        public boolean isFull() {
            return client.writeQueueFull();
        }

        @Override
        public void whenReady(Runnable ready) {
            client.drainHandler(drained -> ready.run());
        }
    }

    /** Nothing goes out before it is whole, so what must not pass is refused or held as in an answer that is not streamed. */
    final class UntilRead implements Sink {
        private final Exchange exchange;
        private final int most;
        private final Buffer whole = Buffer.buffer();
        private String reason = Held.EVERY_ANSWER;

        UntilRead(Exchange exchange, int most) {
            this.exchange = exchange;
            this.most = most;
        }

        @Override
        public void begin(TextLabel label) {}

        @Override
        public void write(Buffer piece) {
            if (whole.length() + piece.length() > most) {
                fail(Errors.json(
                        "应答过大，无法复核 / the answer is too large to be reviewed", "api_error", null, "upstream.too-large"));
            } else {
                whole.appendBuffer(piece);
            }
        }

        @Override
        public void end() {
            exchange.hold(Held.Stage.OUT, reason, "text/event-stream", whole);
        }

        @Override
        public void fail(String error) {
            exchange.answer(502, error);
        }

        @Override
        public void block(Detection found) {
            if (found.action() == Action.HOLD) {
                reason = found.kind();
            } else {
                exchange.refuse(Verdicts.clause(found), Verdicts.detail(found));
            }
        }
    }
}
