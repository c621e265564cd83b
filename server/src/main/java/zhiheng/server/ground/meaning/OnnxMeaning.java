package zhiheng.server.ground.meaning;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A sentence model of the BERT family in ONNX, run in process, such as bge-small-zh-v1.5: the vector of the first piece stands for the
 * text. One text a call and without padding, for in a quantised model the neighbours of a batch change the vector. A long text is cut
 * into windows whose vectors are averaged, so that nothing is dropped silently. The runtime's telemetry is off.
 */
public final class OnnxMeaning implements Meaning {
    private static final int WINDOW = 510;
    private static final int MOST_PIECES = 16 * WINDOW;
    private static final int MOST_WAITING = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece pieces;
    /** Native code holds its thread, so it gets one of its own and no virtual one. */
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("meaning-", 0).factory());

    private OnnxMeaning(OrtEnvironment environment, OrtSession session, WordPiece pieces) {
        this.environment = environment;
        this.session = session;
        this.pieces = pieces;
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens the model of a folder: {@code model.onnx} and its vocabulary, {@code vocab.txt} or {@code tokenizer.json}.
     *
     * @throws IllegalArgumentException saying what is missing or does not fit
     */
    public static OnnxMeaning open(Path folder) {
        var model = folder.resolve("model.onnx");
        if (!Files.isRegularFile(model)) {
            throw new IllegalArgumentException("缺少模型 / no model: " + model.getFileName());
        }
        try {
            return open(Files.readAllBytes(model), WordPiece.read(folder));
        } catch (IOException e) {
            throw new IllegalArgumentException("无法读取模型文件夹 / the model's folder cannot be read", e);
        }
    }

    static OnnxMeaning open(byte[] model, WordPiece pieces) {
        var environment = OrtEnvironment.getEnvironment("zhiheng");
        try (var options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var session = environment.createSession(model, options);
            var meaning = new OnnxMeaning(environment, session, pieces);
            try {
                if (!INPUTS.containsAll(session.getInputNames())
                        || !session.getInputNames().contains("input_ids")) {
                    throw new IllegalArgumentException("模型的输入应为 / the model's inputs should be: "
                            + String.join(", ", INPUTS) + "; " + session.getInputNames());
                }
                meaning.vector(List.of(pieces.unknown)); // what does not fit shows in a run
                return meaning;
            } catch (IllegalArgumentException | OrtException e) {
                meaning.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException("模型无法使用 / the model cannot be used: " + e.getCode(), e);
        }
    }

    @Override
    public Optional<float[]> of(String text) {
        var all = pieces.pieces(text);
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
            var one = unit(vector(all.subList(from, Math.min(all.size(), from + WINDOW))));
            if (sum.length == 0) {
                sum = one;
            } else {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += one[i];
                }
            }
        }
        return unit(sum);
    }

    private float[] vector(List<Integer> window) throws OrtException {
        int length = window.size() + 2;
        var ids = new long[length];
        ids[0] = pieces.start;
        ids[length - 1] = pieces.end;
        var mask = new long[length];
        for (int i = 0; i < length; i++) {
            mask[i] = 1;
            if (i > 0 && i < length - 1) {
                ids[i] = window.get(i - 1);
            }
        }
        var given = Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", new long[length]);
        var inputs = new LinkedHashMap<String, OnnxTensor>();
        try {
            for (var name : session.getInputNames()) {
                inputs.put(
                        name,
                        OnnxTensor.createTensor(
                                environment,
                                LongBuffer.wrap(Objects.requireNonNull(given.get(name))),
                                new long[] {1, length}));
            }
            try (var result = session.run(inputs)) {
                return switch (result.get(0).getValue()) {
                    case float[][][] pieceByPiece -> pieceByPiece[0][0];
                    case float[][] text -> text[0];
                    default ->
                        throw new IllegalArgumentException(
                                "模型的第一个输出应为 float 张量 / the model's first output should be a float tensor");
                };
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static float[] unit(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += (double) v * v;
        }
        var unit = vector.clone();
        if (sum > 0) {
            double length = Math.sqrt(sum);
            for (int i = 0; i < unit.length; i++) {
                unit[i] = (float) (unit[i] / length);
            }
        }
        return unit;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return; // the session is in use; closing it under a run would end the process
            }
            session.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
