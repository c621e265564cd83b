package zhiheng.drills.target;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Refusal;

/**
 * A classifier in an ONNX file: one float input of [batch, channels, height, width] or [batch, columns], and a float output of
 * [batch, classes]. It is read from its bytes alone, so a file cannot make the runtime open another one. One thread; the runtime's
 * telemetry is off.
 */
public final class OnnxTarget implements Target, AutoCloseable {
    /** A larger file is refused: what is drilled here are classifiers, not language models. */
    public static final long MOST_BYTES = 512L << 20;

    private static final int MOST_INPUT = 1 << 20;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final String output;
    private final Shape shape;
    private final int batch; // 0: any
    private int classes;

    private OnnxTarget(OrtEnvironment environment, OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        var inputs = session.getInputInfo();
        if (inputs.size() != 1) {
            throw Refusal.invalid(
                    "模型有 " + inputs.size() + " 个输入 " + inputs.keySet() + "，只能评估单输入的分类器",
                    "the model has " + inputs.size() + " inputs " + inputs.keySet()
                            + "; a classifier with one input can be assessed");
        }
        var in = inputs.values().iterator().next();
        input = in.getName();
        long[] dims = floats(in).getShape();
        shape = shape(dims);
        batch = dims[0] > 0 ? (int) dims[0] : 0;
        output = session.getOutputInfo().values().stream()
                .filter(o -> o.getInfo() instanceof TensorInfo t
                        && t.type == OnnxJavaType.FLOAT
                        && t.getShape().length == 2
                        && t.getShape()[1] != 1)
                .findFirst()
                .map(NodeInfo::getName)
                .orElseThrow(() -> Refusal.invalid(
                        "没有 [批, 类别] 形状的 float 输出；若由 scikit-learn 导出，请设 zipmap=False",
                        "no float output of [batch, classes]; exported from scikit-learn, set zipmap=False"));
        classes = scores(new float[1][shape.size()])[0].length; // what does not fit shows in a run
    }

    /** @throws Refusal saying what is wrong with the file */
    public static OnnxTarget open(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw Refusal.notFound("没有这个模型文件", "there is no such model file");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw Refusal.invalid("模型文件大于 512 MB", "the model file is larger than 512 MB");
            }
            return open(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Refusal.unavailable("无法读取模型文件", "the model file cannot be read", e)
                    .at(file.toString());
        } catch (Refusal e) {
            throw e.at(String.valueOf(file.getFileName()));
        }
    }

    /** @throws Refusal saying what is wrong with the model */
    public static OnnxTarget open(byte[] model) {
        var environment = OrtEnvironment.getEnvironment("zhiheng");
        try (var options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var session = environment.createSession(model, options);
            try {
                return new OnnxTarget(environment, session);
            } catch (Refusal | OrtException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw Refusal.invalid(
                    "不是可用的 ONNX 模型：" + e.getCode() + "；请重新导出（opset 13 起可用）",
                    "not an ONNX model that can be used: " + e.getCode()
                            + "; export it again (opset 13 is known to do)");
        }
    }

    private static TensorInfo floats(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
            return tensor;
        }
        throw Refusal.invalid(
                "输入 " + node.getName() + " 不是 float 张量", "the input " + node.getName() + " is no float tensor");
    }

    private static Shape shape(long[] dims) {
        var shape = switch (dims.length) {
            case 2 -> dims[1] > 0 && dims[1] <= MOST_INPUT ? new Shape.Row((int) dims[1]) : null;
            case 4 ->
                Set.of(1L, 3L, 4L).contains(dims[1]) && side(dims[2]) && side(dims[3])
                        ? new Shape.Picture((int) dims[1], (int) dims[2], (int) dims[3])
                        : null;
            default -> null;
        };
        if (shape == null) {
            throw Refusal.invalid(
                    "输入形状为 " + Arrays.toString(dims) + "；应为 [批, 通道, 高, 宽]（通道 1、3 或 4）或 [批, 列]，且大小固定",
                    "the input has the shape " + Arrays.toString(dims)
                            + "; it should be [batch, channels, height, width]"
                            + " (1, 3 or 4 channels) or [batch, columns], of fixed size");
        }
        return shape;
    }

    private static boolean side(long length) {
        return length > 0 && length <= 4096;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public float[][] scores(float[][] inputs) {
        Answers.checkInputs(shape, inputs);
        if (batch == 0) {
            return run(inputs);
        }
        var all = new float[inputs.length][];
        for (int from = 0;
                from < inputs.length;
                from += batch) { // the rest of a fixed batch is filled up and thrown away
            var part = new float[batch][];
            for (int i = 0; i < batch; i++) {
                part[i] = inputs[Math.min(from + i, inputs.length - 1)];
            }
            System.arraycopy(run(part), 0, all, from, Math.min(batch, inputs.length - from));
        }
        return all;
    }

    private float[][] run(float[][] inputs) {
        if (inputs.length == 0) {
            return new float[0][];
        }
        var buffer = FloatBuffer.allocate(inputs.length * shape.size());
        for (var one : inputs) {
            buffer.put(one);
        }
        buffer.rewind();
        long[] dims = switch (shape) {
            case Shape.Picture p -> new long[] {inputs.length, p.channels(), p.height(), p.width()};
            case Shape.Row r -> new long[] {inputs.length, r.columns()};
        };
        try (var tensor = OnnxTensor.createTensor(environment, buffer, dims);
                var result = session.run(Map.of(input, tensor), Set.of(output))) {
            var scores = (float[][]) result.get(0).getValue();
            return Answers.checked(scores, inputs.length, classes == 0 ? Math.max(2, scores[0].length) : classes);
        } catch (OrtException e) {
            throw Refusal.unavailable("模型运行失败：" + e.getCode(), "the model failed to run: " + e.getCode(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model's session cannot be closed", e);
        }
    }
}
