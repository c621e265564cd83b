package zhiheng.server.ground.meaning;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The vectors of a {@link SentenceModel}. A long text is cut into windows whose vectors are averaged, so that nothing is dropped
 * silently.
 */
public final class OnnxMeaning implements Meaning {
    private static final int WINDOW = SentenceModel.MOST_PIECES;
    private static final int MOST_PIECES = 16 * WINDOW;
    private static final int MOST_WAITING = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SentenceModel model;
    /** Native code holds its thread, so it gets one of its own and no virtual one. */
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("meaning-", 0).factory());

    private OnnxMeaning(SentenceModel model) {
        this.model = model;
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens the model of a folder: {@code model.onnx} and its vocabulary, {@code vocab.txt} or {@code tokenizer.json}.
     *
     * @throws IllegalArgumentException saying what is missing or does not fit
     */
    public static OnnxMeaning open(Path folder) {
        return of(SentenceModel.open(folder.resolve("model.onnx")));
    }

    static OnnxMeaning of(SentenceModel model) {
        return new OnnxMeaning(model);
    }

    @Override
    public Optional<float[]> of(String text) {
        var all = model.pieces(text);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        var some = all.size() > MOST_PIECES ? all.subList(0, MOST_PIECES) : all;
        try {
            return Optional.of(thread.submit(() -> whole(some)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the model fails on a text", e);
        }
    }

    private float[] whole(List<Integer> all) throws OrtException {
        float[] sum = {};
        for (int from = 0; from < all.size(); from += WINDOW) {
            var one = SentenceModel.unit(model.first(all.subList(from, Math.min(all.size(), from + WINDOW))));
            if (sum.length == 0) {
                sum = one;
            } else {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += one[i];
                }
            }
        }
        return SentenceModel.unit(sum);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return; // the model is in use; closing it under a run would end the process
            }
            model.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
