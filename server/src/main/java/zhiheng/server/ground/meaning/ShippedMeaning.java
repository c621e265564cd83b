package zhiheng.server.ground.meaning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that ships: bge-small-zh-v1.5, quantised, from the jar that brings it. It is opened when a text first comes, since it
 * takes some tenths of a second and 100 MB that a server on which nobody searches need not spend.
 */
public final class ShippedMeaning implements Meaning {
    private static final String MODEL = "/bge-small-zh-v1.5-q.onnx";
    private static final String TOKENS = "/bge-small-zh-v1.5-q-tokenizer.json";

    private @Nullable Meaning open;
    private boolean closed;

    private ShippedMeaning() {}

    /** Empty where the jar is not on the class path. */
    public static Optional<Meaning> find() {
        return ShippedMeaning.class.getResource(MODEL) == null || ShippedMeaning.class.getResource(TOKENS) == null
                ? Optional.empty()
                : Optional.of(new ShippedMeaning());
    }

    @Override
    public Optional<float[]> of(String text) {
        var model = opened();
        return model == null ? Optional.empty() : model.of(text);
    }

    private synchronized @Nullable Meaning opened() {
        if (open == null && !closed) {
            open = OnnxMeaning.open(bytes(MODEL), WordPiece.of(new String(bytes(TOKENS), StandardCharsets.UTF_8)));
        }
        return open;
    }

    private static byte[] bytes(String name) {
        try (InputStream in = ShippedMeaning.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the model is gone: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the model cannot be read: " + name, e);
        }
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
