package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.wire.CallCourse.Event;

/** Where a streamed answer goes: to the caller as it comes, or aside until a person has read it. */
sealed interface Sink {
    String TYPE = "text/event-stream";

    /** Before the first piece. */
    void begin(TextLabel label);

    void write(Buffer piece);

    /** The answer is whole with a last piece, which may be empty. */
    void end(Buffer last);

    /** It cannot go on. {@code error} is in OpenAI's shape. */
    void fail(String error);

    /** Something in it must not pass. */
    void block(Detection found);

    /** Whether the upstream should wait, until {@link #whenReady}. */
    default boolean isFull() {
        return false;
    }

    default void whenReady(Runnable ready) {}

    /** Whether something in it waits for a person, so that the rest is put aside. */
    default boolean isHolding() {
        return false;
    }

    /**
     * As it comes. What has been passed on cannot be called back: what is wrong ends the stream with an error event. What must be held
     * ends the words, and the whole is put before a person once the upstream is through; the caller is told when it waits there, so
     * that what it is told is true. A caller that waits for the decision gets the rest where the words ended.
     */
    final class ToClient implements Sink {
        private final Exchange exchange;
        private final Caller caller;
        private final HttpServerResponse client;
        private final Account account;
        private final boolean keeps;
        private final Buffer whole = Buffer.buffer();
        /** How much of the whole the caller has, once the rest is held. */
        private int passed;

        private @Nullable String reason;
        private @Nullable String header;
        private boolean begun;

        /** @param keeps whether something may have to be held, so that what is passed on is kept as well */
        ToClient(Exchange exchange, HttpServerResponse client, Account account, boolean keeps) {
            this.exchange = exchange;
            caller = exchange.caller();
            this.client = client;
            this.account = account;
            this.keeps = keeps;
        }

        @Override
        public void begin(TextLabel label) {
            header = label.header();
        }

        /** The head goes out with the first piece: until then what is wrong is told by a status. */
        private void head() {
            if (begun) {
                return;
            }
            begun = true;
            caller.step(Event.STREAM);
            client.setChunked(true)
                    .putHeader("Content-Type", TYPE)
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("X-Accel-Buffering", "no");
            if (header != null) {
                client.putHeader(TextLabel.HEADER, header);
            }
        }

        @Override
        public void write(Buffer piece) {
            if (keeps && !isTooLong()) {
                whole.appendBuffer(piece);
            }
            if (reason == null) {
                head();
                caller.write(piece);
            } else if (isTooLong()) {
                put(reason);
            }
        }

        /** To be kept; {@link Exchange#hold} then refuses it. */
        private boolean isTooLong() {
            return whole.length() > Content.MOST_BYTES;
        }

        @Override
        public void end(Buffer last) {
            if (reason == null) {
                head();
                caller.endStream(last);
            } else {
                write(last);
                put(reason);
            }
        }

        private void put(String why) {
            if (!begun) { // nothing of it is with the caller: held like an answer that is not streamed
                exchange.hold(Held.Stage.OUT, why, TYPE, whole);
                return;
            }
            exchange.hold(
                    Held.Stage.OUT,
                    why,
                    TYPE,
                    whole,
                    decided -> caller.lastPiece(200, whole.getBuffer(passed, whole.length())));
        }

        @Override
        public void fail(String error) {
            if (reason != null) {
                whole.appendBuffer(Errors.event(account.surface, 502, error, account.sequence));
                put(reason);
            } else {
                caller.answer(account.brokenStatus, error);
            }
        }

        @Override
        public void block(Detection found) {
            if (found.action() != Action.HOLD) {
                caller.refuse(found.clause(), found.told());
            } else if (reason == null) {
                reason = found.kind();
                passed = whole.length();
                if (begun) {
                    caller.step(Event.SET_ASIDE);
                }
            }
        }

        @Override
        public boolean isHolding() {
            return reason != null;
        }

        @Override
        public boolean isFull() {
            return reason == null && client.writeQueueFull();
        }

        @Override
        public void whenReady(Runnable ready) {
            client.drainHandler(drained -> ready.run());
        }
    }

    /** Nothing goes out before it is whole, so what must not pass is refused or held as in an answer that is not streamed. */
    final class UntilRead implements Sink {
        private final Exchange exchange;
        private final Caller caller;
        private final int most;
        private final Buffer whole = Buffer.buffer();
        private String reason = Held.EVERY_ANSWER;

        UntilRead(Exchange exchange, int most) {
            this.exchange = exchange;
            caller = exchange.caller();
            this.most = most;
        }

        @Override
        public void begin(TextLabel label) {}

        @Override
        public void write(Buffer piece) {
            if (whole.length() + piece.length() > most) {
                fail(Fault.LARGE_TO_REVIEW.json());
            } else {
                whole.appendBuffer(piece);
            }
        }

        @Override
        public void end(Buffer last) {
            write(last);
            exchange.hold(Held.Stage.OUT, reason, TYPE, whole);
        }

        @Override
        public void fail(String error) {
            caller.answer(502, error);
        }

        @Override
        public void block(Detection found) {
            if (found.action() == Action.HOLD) {
                reason = found.kind();
            } else {
                caller.refuse(found.clause(), found.told());
            }
        }
    }
}
