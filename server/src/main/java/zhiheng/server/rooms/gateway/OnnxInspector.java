package zhiheng.server.rooms.gateway;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.SlowInspector;
import zhiheng.gateway.inspect.TextWindows;

/**
 * A text classifier in ONNX, run in process. A long text goes through in windows that overlap; a mark covers the windows in which its
 * label reached its threshold.
 */
final class OnnxInspector implements SlowInspector, AutoCloseable {
    private static final int MOST_WAITING = 64;

    /**
     * @param labels in the order of the scores
     * @param thresholds by label; a label without one marks nothing
     * @param window in UTF-16 code units; each begins three quarters of it after the one before
     */
    record Settings(List<String> labels, Map<String, Double> thresholds, int window) {}

    private final WindowScores model;
    private final Settings settings;
    /** Native code holds its thread, so it gets threads of its own and no virtual ones. */
    private final ThreadPoolExecutor threads;

    private OnnxInspector(WindowScores model, Settings settings) {
        this.model = model;
        this.settings = settings;
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

    /**
     * @param model closed with the inspector, and where it does not fit
     * @throws IllegalArgumentException saying what does not fit
     */
    static OnnxInspector of(WindowScores model, Settings settings) {
        var inspector = new OnnxInspector(model, settings);
        try (var run = new OrtSession.RunOptions()) {
            inspector.scores(" ", run); // the number of scores may only show in a run
            return inspector;
        } catch (IllegalArgumentException | OrtException e) {
            try {
                model.close();
            } catch (OrtException closing) {
                e.addSuppressed(closing);
            }
            throw e instanceof IllegalArgumentException known
                    ? known
                    : new IllegalArgumentException("模型无法使用 / the model cannot be used", e);
        }
    }

    @Override
    public List<Mark> inspect(String text, Direction direction) throws Exception {
        var marks = new ArrayList<Mark>();
        for (var window : TextWindows.of(text, settings.window)) {
            add(marks, waited(text.substring(window.start(), window.end())), window.start(), window.end());
        }
        return marks;
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

    private float[] scores(String window, OrtSession.RunOptions run) throws OrtException {
        var scores = model.of(window, run);
        if (scores.length != settings.labels.size()) {
            throw new IllegalArgumentException("输出的分数个数与 labels 不符 / the model gives " + scores.length + " scores for "
                    + settings.labels.size() + " labels");
        }
        for (var score : scores) {
            if (Float.isNaN(score)) {
                throw new IllegalArgumentException("not a number");
            }
        }
        return scores;
    }

    /** Waits for what is running: a model must not be closed under it. */
    @Override
    public void close() throws OrtException, InterruptedException {
        threads.shutdown();
        if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
            model.close();
        }
    }
}
