package zhiheng.bench;

import com.yahoo.labs.samoa.instances.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import zhiheng.bench.WatchTuning.Tuned;
import zhiheng.watch.simulate.Values;

/**
 * The whole loop: the learner is tested on each example, then trained on it; an alarm starts learner and detector anew. A drift
 * every 10,000 of 100,000 examples; an alarm within 2,000 examples after a drift finds it, every other one is false.
 */
final class WatchPrequential {
    private static final int STRETCH = 10_000;
    private static final int STRETCHES = 10;
    private static final int WINDOW = 2_000;
    private static final Object ONE_AT_A_TIME = new Object();

    /** What one detector did on one stream. */
    private record Loop(int found, int falseAlarms, long delay, int right) {}

    private final WatchSize size;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private List<WatchRival> rivals = List.of();

    WatchPrequential(WatchSize size) {
        this.size = size;
    }

    void measure(WatchLearner learner, List<WatchRival> rivals) {
        this.rivals = rivals;
        var tuning = new WatchTuning(size.runLength(), size.tuningRuns() / 2, size.seed(), size.threads());
        var unchanged = learner.learning((int) (2 * size.runLength()));
        var tuned = rivals.stream().map(rival -> tuning.tune(rival, unchanged)).toList();
        var loops = IntStream.range(0, size.learnerRuns())
                .parallel()
                .mapToObj(run -> {
                    var examples = learner.examples(size.seed() + 100 + run, STRETCHES, STRETCH);
                    return tuned.stream().map(t -> loop(learner, examples, t)).toList();
                })
                .toList();
        var column = new ArrayList<String>();
        for (int i = 0; i < tuned.size(); i++) {
            int at = i;
            column.add(cell(tuned.get(i), loops.stream().map(run -> run.get(at)).toList()));
        }
        columns.put(learner.name(), column);
    }

    private static Loop loop(WatchLearner learner, List<Instance> examples, Tuned tuned) {
        if (tuned.rival().alone()) {
            synchronized (ONE_AT_A_TIME) {
                return run(learner, examples, tuned);
            }
        }
        return run(learner, examples, tuned);
    }

    private static Loop run(WatchLearner learner, List<Instance> examples, Tuned tuned) {
        var model = learner.learner();
        var probe = tuned.probes().get();
        var wrong = new double[1];
        Values errors = () -> wrong[0];
        int found = 0;
        int falseAlarms = 0;
        long delay = 0;
        int right = 0;
        boolean waiting = false;
        for (int i = 0; i < examples.size(); i++) {
            int since = i % STRETCH;
            if (since == 0) {
                waiting = i > 0;
            }
            wrong[0] = model.correctlyClassifies(examples.get(i)) ? 0 : 1;
            right += wrong[0] == 0 ? 1 : 0;
            model.trainOnInstance(examples.get(i));
            if (probe.alarms(errors)) {
                if (waiting && since < WINDOW) {
                    waiting = false;
                    found++;
                    delay += since + 1;
                } else {
                    falseAlarms++;
                }
                model = learner.learner();
                probe = tuned.probes().get();
            }
        }
        return new Loop(found, falseAlarms, delay, right);
    }

    private static String cell(Tuned tuned, List<Loop> loops) {
        double runs = loops.size();
        double found = loops.stream().mapToInt(Loop::found).sum();
        double falseAlarms = loops.stream().mapToInt(Loop::falseAlarms).sum();
        double delay = loops.stream().mapToLong(Loop::delay).sum();
        double right = loops.stream().mapToInt(Loop::right).sum();
        return "%.1f, %.1f, %s, %.2f%s"
                .formatted(
                        found / runs,
                        falseAlarms / runs,
                        found == 0 ? "–" : "%.0f".formatted(delay / found),
                        100 * right / runs / (STRETCH * STRETCHES),
                        tuned.reached() ? "" : " at " + WatchText.runLength(tuned.measured()));
    }

    String table() {
        var text = new StringBuilder("| detector |");
        columns.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        for (int row = 0; row < rivals.size(); row++) {
            int r = row;
            text.append("| ").append(rivals.get(row).label()).append(" |");
            columns.values()
                    .forEach(column -> text.append(' ').append(column.get(r)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }
}
