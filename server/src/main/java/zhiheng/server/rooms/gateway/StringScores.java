package zhiheng.server.rooms.gateway;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import zhiheng.server.ground.meaning.SentenceModel;

/** Scores of a model that reads text: one input, a string tensor of shape [1] or [1, 1]; one of its outputs a float tensor. */
final class StringScores implements WindowScores {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final long[] shape;
    private final String output;

    private StringScores(OrtEnvironment environment, OrtSession session, String wanted) throws OrtException {
        this.environment = environment;
        this.session = session;
        input = session.getInputNames().iterator().next();
        shape = inputShape(session, input);
        output = output(session, wanted);
    }

    /**
     * @param output its name, empty where there is one only
     * @throws IllegalArgumentException saying what the model lacks
     */
    static StringScores open(Path model, String output) {
        var environment = SentenceModel.environment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var session = environment.createSession(model.toString(), options);
            try {
                return new StringScores(environment, session, output);
            } catch (IllegalArgumentException | OrtException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    model.getFileName() + ": 模型无法使用 / the model cannot be used: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        var message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("").replaceAll("/\\S+/", "");
    }

    private static long[] inputShape(OrtSession session, String input) throws OrtException {
        var node = session.getInputInfo().get(input);
        if (session.getNumInputs() == 1
                && node != null
                && node.getInfo() instanceof TensorInfo info
                && info.type == OnnxJavaType.STRING
                && (info.getShape().length == 1 || info.getShape().length == 2)) {
            var shape = info.getShape().clone();
            Arrays.fill(shape, 1);
            return shape;
        }
        throw new IllegalArgumentException(
                "模型须只有一个输入：形状 [1] 或 [1,1] 的字符串张量 / a model has one input, a string tensor of shape [1] or [1, 1]");
    }

    private static String output(OrtSession session, String wanted) throws OrtException {
        String found = null;
        for (var entry : session.getOutputInfo().entrySet()) {
            boolean isWanted = wanted.isEmpty() || wanted.equals(entry.getKey());
            if (isWanted && entry.getValue().getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.FLOAT) {
                found = entry.getKey();
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("模型没有可用的输出（float 张量；scikit-learn 导出时须 zipmap=False）"
                    + " / the model has no such output: a float tensor (export from scikit-learn with zipmap=False)");
        }
        return found;
    }

    @Override
    public float[] of(String window, OrtSession.RunOptions run) throws OrtException {
        try (var tensor = OnnxTensor.createTensor(environment, new String[] {window}, shape);
                var result = session.run(Map.of(input, tensor), Set.of(output), run)) {
            var buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            var scores = new float[buffer.remaining()];
            buffer.get(scores);
            return scores;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
