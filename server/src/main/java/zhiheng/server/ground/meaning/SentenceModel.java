package zhiheng.server.ground.meaning;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A model of the BERT family in ONNX with the pieces it reads: token ids in, the first output's numbers for the text out, those of its
 * first piece where there are some for each. One text a call and without padding, for in a quantised model the neighbours of a batch
 * change what comes. The runtime's telemetry is off. Native code holds its thread: whoever calls gives it one, and closes the model
 * only when nothing runs in it.
 */
public final class SentenceModel implements AutoCloseable {
    /** How many pieces are read at once, those at the two ends not counted. */
    public static final int MOST_PIECES = 510;

    private static final String MODEL = "/bge-small-zh-v1.5-q.onnx";
    private static final String TOKENS = "/bge-small-zh-v1.5-q-tokenizer.json";
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece pieces;

    private SentenceModel(OrtEnvironment environment, OrtSession session, WordPiece pieces) {
        this.environment = environment;
        this.session = session;
        this.pieces = pieces;
    }

    /** The process's one runtime. */
    public static OrtEnvironment environment() {
        var environment = OrtEnvironment.getEnvironment("zhiheng");
        try {
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException e) {
            throw new IllegalStateException("telemetry cannot be turned off", e);
        }
    }

    /**
     * Opens a model with its vocabulary, {@code vocab.txt} or {@code tokenizer.json} beside it.
     *
     * @throws IllegalArgumentException saying what is missing or does not fit
     */
    public static SentenceModel open(Path model) {
        if (!Files.isRegularFile(model)) {
            throw new IllegalArgumentException("缺少模型 / no model: " + model.getFileName());
        }
        try {
            return open(Files.readAllBytes(model), WordPiece.read(model.resolveSibling(".")));
        } catch (IOException e) {
            throw new IllegalArgumentException("无法读取模型文件夹 / the model's folder cannot be read", e);
        }
    }

    /** Whether the model that ships is on the class path: bge-small-zh-v1.5, quantised, from the jar that brings it. */
    public static boolean ships() {
        return SentenceModel.class.getResource(MODEL) != null && SentenceModel.class.getResource(TOKENS) != null;
    }

    /** Opens it; that takes some tenths of a second and 100 MB. Empty where the jar is not on the class path. */
    public static Optional<SentenceModel> shipped() {
        return ships()
                ? Optional.of(open(bytes(MODEL), WordPiece.of(new String(bytes(TOKENS), StandardCharsets.UTF_8))))
                : Optional.empty();
    }

    private static byte[] bytes(String name) {
        try (InputStream in = SentenceModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the model is gone: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the model cannot be read: " + name, e);
        }
    }

    static SentenceModel open(byte[] bytes, WordPiece pieces) {
        var environment = environment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var session = environment.createSession(bytes, options);
            var model = new SentenceModel(environment, session, pieces);
            try {
                if (!INPUTS.containsAll(session.getInputNames())
                        || !session.getInputNames().contains("input_ids")) {
                    throw new IllegalArgumentException("模型的输入应为 / the model's inputs should be: "
                            + String.join(", ", INPUTS) + "; " + session.getInputNames());
                }
                model.first(List.of(pieces.unknown)); // what does not fit shows in a run
                return model;
            } catch (IllegalArgumentException | OrtException e) {
                model.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException("模型无法使用 / the model cannot be used: " + e.getCode(), e);
        }
    }

    /** The ids of a text's pieces, without those at its two ends. */
    public List<Integer> pieces(String text) {
        return pieces.pieces(text);
    }

    /** What the model says of a text of at most {@link #MOST_PIECES} pieces. */
    public float[] first(List<Integer> window) throws OrtException {
        try (var run = new OrtSession.RunOptions()) {
            return first(window, run);
        }
    }

    /** The same; {@code run} can be stopped from another thread. */
    public float[] first(List<Integer> window, OrtSession.RunOptions run) throws OrtException {
        return rows(window, run)[0];
    }

    /** What it says of the text and then, as many numbers again, the mean of what it says of each piece; both of length one. */
    public float[] firstAndMean(List<Integer> window, OrtSession.RunOptions run) throws OrtException {
        var rows = rows(window, run);
        int size = rows[0].length;
        var mean = new float[size];
        for (var row : rows) {
            for (int i = 0; i < size; i++) {
                mean[i] += row[i];
            }
        }
        var both = Arrays.copyOf(unit(rows[0]), 2 * size);
        System.arraycopy(unit(mean), 0, both, size, size);
        return both;
    }

    private float[][] rows(List<Integer> window, OrtSession.RunOptions run) throws OrtException {
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
            try (var result = session.run(inputs, run)) {
                return switch (result.get(0).getValue()) {
                    case float[][][] pieceByPiece -> pieceByPiece[0];
                    case float[][] text -> text;
                    default ->
                        throw new IllegalArgumentException(
                                "模型的第一个输出应为 float 张量 / the model's first output should be a float tensor");
                };
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** The same direction with length one. */
    public static float[] unit(float[] vector) {
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
    public void close() throws OrtException {
        session.close();
    }
}
