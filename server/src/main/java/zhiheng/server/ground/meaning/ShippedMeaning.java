package zhiheng.server.ground.meaning;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that ships: bge-small-zh-v1.5, quantised, from the jar that brings it. It is opened when a text first comes, since it
 * takes some tenths of a second and 100 MB that a server on which nobody searches need not spend.
 */
public final class ShippedMeaning implements Meaning {
    private @Nullable Meaning open;
    private boolean closed;

    private final int readers;

    private ShippedMeaning(int readers) {
        this.readers = readers;
    }

    /** Empty where the jar is not on the class path. */
    public static Optional<Meaning> find() {
        return find(1);
    }

    /** @param readers texts that are read at once */
    static Optional<Meaning> find(int readers) {
        return SentenceModel.ships() ? Optional.of(new ShippedMeaning(readers)) : Optional.empty();
    }

    @Override
    public Optional<float[]> of(String text) {
        var model = opened();
        return model == null ? Optional.empty() : model.of(text);
    }

    @Override
    public List<Optional<float[]>> all(List<String> texts) {
        var model = texts.isEmpty() ? null : opened();
        return model == null ? Collections.nCopies(texts.size(), Optional.empty()) : model.all(texts);
    }

    private synchronized @Nullable Meaning opened() {
        if (open == null && !closed) {
            open = SentenceModel.shipped()
                    .map(model -> OnnxMeaning.of(model, readers))
                    .orElse(null);
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
