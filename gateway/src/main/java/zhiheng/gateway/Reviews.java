package zhiheng.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Where calls wait for a person. {@link #hold} and {@link #fetch} wait for the store, so they are called on worker threads only. */
public interface Reviews {
    /** What became of a call that was held. */
    sealed interface Ruling {
        /** No such call of this system. */
        record Unknown() implements Ruling {}

        record Waiting() implements Ruling {}

        /** It may pass. */
        record Released(Held held) implements Ruling {}

        /** @param note why, in the words of who decided */
        record Rejected(String note) implements Ruling {}

        /** Its time is over, or it was taken on. */
        record Gone() implements Ruling {}
    }

    /** Keeps it until somebody decides. @throws RuntimeException when it cannot be kept; the call is then refused */
    void hold(Held held);

    /** What became of it. A call that was held before the model is released once only: the first to ask takes it on. */
    Ruling fetch(String system, String id);

    /** Completes when somebody decides, in this process, or when {@code most} is over. */
    CompletionStage<Void> decided(String id, Duration most);

    /** Nobody is there to look. */
    Reviews NONE = new Reviews() {
        @Override
        public void hold(Held held) {
            throw new IllegalStateException("没有复核队列 / there is no review queue");
        }

        @Override
        public Ruling fetch(String system, String id) {
            return new Ruling.Unknown();
        }

        @Override
        public CompletionStage<Void> decided(String id, Duration most) {
            return new CompletableFuture<Void>().completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS);
        }
    };
}
