package zhiheng.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Where calls wait for a person. {@link #hold} and {@link #fetch} wait for the store, so they are called on worker threads only. */
public interface Reviews {
    /** What became of a call that was held. */
    sealed interface Ruling {
        /** No such call of this system. */
        record Unknown() implements Ruling {}

        /** @param until when it lapses undecided, and is refused */
        record Waiting(Instant until) implements Ruling {}

        /**
         * It may pass.
         *
         * @param by the id of who decided
         */
        record Released(Held held, String by) implements Ruling {}

        /**
         * It may not.
         *
         * @param note why, in the words of who decided
         * @param by the id of who decided
         */
        record Rejected(String note, String by) implements Ruling {}

        /** Its time is over, or it was taken on. */
        record Gone() implements Ruling {}
    }

    /** Those who decide cannot be asked now. Its words are for the caller. */
    final class Unreached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private static final String WORDS =
                "审批方（机构）暂不可达，故拒绝 / the office, where a person decides, cannot be reached, so it is refused";

        public Unreached(Throwable cause) {
            super(WORDS, cause);
        }

        public String words() {
            return WORDS;
        }
    }

    /**
     * Keeps it until somebody decides.
     *
     * @return when it lapses undecided
     * @throws RuntimeException when it cannot be kept; the call is then refused
     */
    Instant hold(Held held);

    /**
     * What became of it. A call that was held before the model is released once only: the first to ask takes it on.
     *
     * @throws RuntimeException when nobody can say now; nothing is then released
     */
    Ruling fetch(String system, String id);

    /** Completes when somebody decides, in this process, or when {@code most} is over. */
    CompletionStage<Void> decided(String id, Duration most);

    /** Nobody is there to look. */
    Reviews NONE = new Reviews() {
        @Override
        public Instant hold(Held held) {
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
