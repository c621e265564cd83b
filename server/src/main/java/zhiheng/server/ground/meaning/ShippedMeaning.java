package zhiheng.server.ground.meaning;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that ships: bge-small-zh-v1.5, quantised, from the jar that brings it. It is opened when a text first comes, since it
 * takes some tenths of a second and 100 MB that a server on which nobody searches need not spend.
 */
public final class ShippedMeaning implements Meaning {
    private @Nullable Meaning open;
    private boolean closed;

    private ShippedMeaning() {}

    /** Empty where the jar is not on the class path. */
    public static Optional<Meaning> find() {
        return SentenceModel.ships() ? Optional.of(new ShippedMeaning()) : Optional.empty();
    }

    @Override
    public Optional<float[]> of(String text) {
        var model = opened();
        return model == null ? Optional.empty() : model.of(text);
    }

    private synchronized @Nullable Meaning opened() {
        if (open == null && !closed) {
            open = SentenceModel.shipped().map(OnnxMeaning::of).orElse(null);
        }
        return open;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
