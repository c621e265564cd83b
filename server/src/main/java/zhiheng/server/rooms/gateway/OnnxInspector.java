package zhiheng.server.rooms.gateway;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.SlowInspector;

/**
 * A text classifier in ONNX, run in process: one input, a string tensor of shape [1] or [1, 1]; one of its outputs a float tensor with
 * a score per label. A long text goes through in windows that overlap; a mark covers the windows in which its label reached its
 * threshold. The runtime's telemetry is off.
 */
final class OnnxInspector implements SlowInspector, AutoCloseable {
    private static final int MOST_WAITING = 64;

    /**
     * @param labels in the order of the scores
     * @param thresholds by label; a label without one marks nothing
     * @param window in UTF-16 code units; each begins three quarters of it after the one before
     */
    record Settings(List<String> labels, Map<String, Double> thresholds, String output, int window) {}

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Settings settings;
    private final String input;
    private final long[] shape;
    private final String output;
    /** Native code holds its thread, so it gets threads of its own and no virtual ones. */
    private final ThreadPoolExecutor threads;

    private OnnxInspector(OrtEnvironment environment, OrtSession session, Settings settings) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.settings = settings;
        input = session.getInputNames().iterator().next();
        shape = inputShape(session, input);
        output = output(session, settings);
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(
                cores,
                cores,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("onnx-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    static OrtEnvironment environment() {
        var environment = OrtEnvironment.getEnvironment("zhiheng");
        try {
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException e) {
            throw new IllegalStateException("telemetry cannot be turned off", e);
        }
    }

    /** @throws IllegalArgumentException saying what the model lacks */
    static OnnxInspector open(Path model, Settings settings) {
        var environment = environment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var session = environment.createSession(model.toString(), options);
            try {
                var inspector = new OnnxInspector(environment, session, settings);
                inspector.scores(" "); // the number of scores may only show in a run
                return inspector;
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

    private static String output(OrtSession session, Settings settings) throws OrtException {
        String found = null;
        for (var entry : session.getOutputInfo().entrySet()) {
            boolean wanted = settings.output.isEmpty() || settings.output.equals(entry.getKey());
            if (wanted && entry.getValue().getInfo() instanceof TensorInfo info && info.type == OnnxJavaType.FLOAT) {
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
    public List<Mark> inspect(String text, Direction direction) throws Exception {
        var marks = new ArrayList<Mark>();
        int step = Math.max(1, settings.window * 3 / 4);
        for (int start = 0; ; start += step) {
            int from = whole(text, Math.min(start, text.length()));
            int to = whole(text, Math.min(text.length(), start + settings.window));
            add(marks, waited(text.substring(from, to)), from, to);
            if (to == text.length()) {
                return marks;
            }
        }
    }

    /** Not between the halves of a character. */
    private static int whole(String text, int at) {
        boolean between = at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
        return between ? at - 1 : at;
    }

    private void add(List<Mark> marks, float[] scores, int from, int to) {
        for (int i = 0; i < scores.length; i++) {
            var label = settings.labels.get(i);
            var threshold = settings.thresholds.get(label);
            if (threshold == null || !(scores[i] >= threshold)) {
                continue;
            }
            int goesOn = -1;
            for (int j = 0; j < marks.size(); j++) {
                goesOn = marks.get(j).kind().equals(label) && marks.get(j).end() >= from ? j : goesOn;
            }
            if (goesOn < 0) {
                marks.add(new Mark(label, from, to));
            } else {
                marks.set(goesOn, new Mark(label, marks.get(goesOn).start(), to));
            }
        }
    }

    /** The options of one run; closed by the thread that runs, stopped by the one that waits. */
    private static final class Run {
        private final OrtSession.RunOptions options;
        private boolean over;

        Run() throws OrtException {
            options = new OrtSession.RunOptions();
        }

        synchronized void stop() throws OrtException {
            if (!over) {
                options.setTerminate(true);
            }
        }

        synchronized void end() {
            over = true;
            options.close();
        }
    }

    private float[] waited(String window) throws Exception {
        var run = new Run();
        Callable<float[]> work = () -> {
            try {
                return scores(window, run.options);
            } finally {
                run.end();
            }
        };
        Future<float[]> scores;
        try {
            scores = threads.submit(work);
        } catch (RejectedExecutionException tooMany) {
            run.end();
            throw tooMany;
        }
        try {
            return scores.get();
        } catch (InterruptedException e) {
            run.stop(); // also when it still waits for a thread: it then ends as soon as it begins
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private float[] scores(String window) throws OrtException {
        try (var run = new OrtSession.RunOptions()) {
            return scores(window, run);
        }
    }

    private float[] scores(String window, OrtSession.RunOptions run) throws OrtException {
        try (var tensor = OnnxTensor.createTensor(environment, new String[] {window}, shape);
                var result = session.run(Map.of(input, tensor), Set.of(output), run)) {
            var buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
            if (buffer.remaining() != settings.labels.size()) {
                throw new IllegalArgumentException("输出的分数个数与 labels 不符 / the model gives " + buffer.remaining()
                        + " scores for " + settings.labels.size() + " labels");
            }
            var scores = new float[buffer.remaining()];
            buffer.get(scores);
            for (var score : scores) {
                if (Float.isNaN(score)) {
                    throw new IllegalArgumentException("not a number");
                }
            }
            return scores;
        }
    }

    /** Waits for what is running: a session must not be closed under it. */
    @Override
    public void close() throws OrtException, InterruptedException {
        threads.shutdown();
        if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
            session.close();
        }
    }
}
