package zhiheng.watch;

import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A sequential test over the stream of one key. A detector is an immutable setting and safe to share between threads; all that
 * it remembers is in a {@link State}, so the same operator runs in process or inside a stream engine that keeps states by key.
 * Detectors with a hot path also offer a method over primitives, which {@code observe} calls.
 */
public interface Detector<S extends State> {
    /** The state before the first observation. */
    S start();

    /**
     * Takes one observation in, changing the state in place. Values are finite and weights positive; times may stand still or go
     * back, and each detector says what it then does.
     *
     * @return an alarm when the guarantee's threshold was reached by this observation, else null. After an alarm the state has
     *     started afresh.
     */
    @Nullable
    Alarm observe(S state, Observation observation);

    /** Reads what {@link State#write} wrote. @throws IOException when the bytes are not such a state */
    S read(DataInput in) throws IOException;

    /** What is promised, in the operator's words: e.g. at most one false alarm in so many events. */
    Guarantee guarantee();
}
