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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The vectors of a {@link SentenceModel}. A long text is cut into windows whose vectors are averaged, so that nothing is dropped
 * silently.
 */
public final class OnnxMeaning implements Meaning {
    private static final int WINDOW = SentenceModel.MOST_PIECES;
    private static final int MOST_PIECES = 16 * WINDOW;
    private static final int MOST_WAITING = 16;
    private static final int MOST_READERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SentenceModel model;
    private final int readers;
    /** Native code holds its thread, so it gets some of its own and no virtual ones. */
    private final ThreadPoolExecutor thread;

    private OnnxMeaning(SentenceModel model, int readers) {
        this.model = model;
        this.readers = readers;
        thread = new ThreadPoolExecutor(
                readers,
                readers,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("meaning-", 0).factory());
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
        return of(model, 1);
    }

    /** @param readers texts that are read at once; each is read by itself, so the vectors are the same for any number */
    static OnnxMeaning of(SentenceModel model, int readers) {
        return new OnnxMeaning(model, Math.clamp(readers, 1, MOST_READERS));
    }

    @Override
    public Optional<float[]> of(String text) {
        var some = read(text);
        if (some.isEmpty()) {
            return Optional.empty();
        }
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

    private List<Integer> read(String text) {
        var all = model.pieces(text);
        return all.size() > MOST_PIECES ? all.subList(0, MOST_PIECES) : all;
    }

    /** Every reader takes the next text until there is none; one alone leaves room between two texts for who asks for a single one. */
    @Override
    public List<Optional<float[]>> all(List<String> texts) {
        if (readers == 1) {
            return Meaning.super.all(texts);
        }
        var found = new AtomicReferenceArray<float[]>(texts.size());
        var next = new AtomicInteger();
        var reading = IntStream.range(0, readers)
                .mapToObj(reader -> thread.submit(() -> {
                    for (int i = next.getAndIncrement(); i < texts.size(); i = next.getAndIncrement()) {
                        var some = read(texts.get(i));
                        if (!some.isEmpty()) {
                            found.set(i, whole(some));
                        }
                    }
                    return true;
                }))
                .toList();
        try {
            for (var one : reading) {
                one.get();
            }
        } catch (InterruptedException e) {
            next.set(texts.size());
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the model fails on a text", e);
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> Optional.ofNullable(found.get(i)))
                .toList();
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
