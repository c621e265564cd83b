package zhiheng.watch.risk;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alarm.Moved;
import zhiheng.watch.Condition;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Observation;

/**
 * Finds when the answers to canary questions no longer come as accepted. Each answer multiplies a stake by q/p: p is the accepted
 * share of its category, q a forecast made before the answer from recent ones. As long as categories come with their accepted
 * shares, given the past, q/p is 1 on average whatever the forecast was. Half of the evidence is one Shiryaev–Roberts sum
 * R ← (R + 1)·q/p for each canary, the other half one over all answers, so that one question gone wrong and a slight shift of
 * all are both found. The sum less the number of answers is a martingale; stopped at {@code answers} it runs at least so long on
 * average (the argument of the e-detectors of Shin, Ramdas and Rinaldo).
 *
 * <p>Answers to questions or of categories that are not in the set are counted and passed over; times are only reported.
 */
public final class CanaryDetector implements Detector<CanaryState> {
    /** How much of the memory of a canary's recent answers is kept from one to the next: about the last 20 count. */
    static final double KEEP = 0.95;
    /** The forecast leans on the accepted shares with the weight of so many answers. */
    private static final double PRIOR = 4;

    private static final int MOST_MOVED = 10;

    private final CanarySet set;
    private final double answers;
    private final Map<String, Integer> places = new HashMap<>();

    /** @param answers while the answers come as accepted, on average at least so many lie between false alarms */
    public CanaryDetector(CanarySet set, double answers) {
        if (!(answers >= 1 && answers <= 1e15)) {
            throw new IllegalArgumentException(
                    "误报间隔 " + answers + " 须为1至1e15个回答; answers between false alarms must be 1 to 1e15, not " + answers);
        }
        this.set = set;
        this.answers = answers;
        for (var canary : set.canaries()) {
            places.put(canary.id(), places.size());
        }
    }

    @Override
    public CanaryState start() {
        var sizes = set.canaries().stream().mapToInt(c -> c.categories().size()).toArray();
        return new CanaryState(sizes);
    }

    @Override
    public @Nullable Alarm observe(CanaryState state, Observation observation) {
        var place = places.get(observation.attributes().getOrDefault("canary", ""));
        var name = observation.attributes().getOrDefault("category", "");
        int category = place == null ? -1 : set.canaries().get(place).place(name);
        if (place == null || category < 0) {
            state.unknown++;
            return null;
        }
        take(state, place, category, observation.time());
        if (state.statistic() < answers) {
            return null;
        }
        var alarm = alarm(state, observation.time());
        state.restart();
        return alarm;
    }

    private void take(CanaryState state, int place, int category, long time) {
        var canary = set.canaries().get(place);
        double share = canary.categories().get(category).share();
        double remembered = 0;
        for (double seen : state.recent[place]) {
            remembered += seen;
        }
        double forecast = (state.recent[place][category] + PRIOR * share) / (remembered + PRIOR);
        state.step(place, category, forecast / share, time);
    }

    /** The level is how unlikely the kinds of answers were accepted to be; the bounds after it are only those of any share. */
    private Alarm alarm(CanaryState state, long time) {
        var moved = new ArrayList<Moved>();
        double off = 0;
        double accepted = 0;
        double weight = 0;
        for (int place = 0; place < set.canaries().size(); place++) {
            var canary = set.canaries().get(place);
            double remembered = 0;
            for (double seen : state.recent[place]) {
                remembered += seen;
            }
            if (remembered == 0) {
                continue;
            }
            for (int c = 0; c < canary.categories().size(); c++) {
                var category = canary.categories().get(c);
                double now = state.recent[place][c] / remembered;
                moved.add(new Moved(canary.id() + "/" + category.name(), category.share(), now));
                off += remembered * now * (1 - category.share());
                accepted += remembered * category.share() * (1 - category.share());
            }
            weight += remembered;
        }
        moved.sort(Comparator.comparingDouble(CanaryDetector::surprise).reversed());
        return new Alarm(
                time,
                state.statistic(),
                answers,
                state.onset(),
                Interval.declared(accepted / weight),
                new Interval(0, off / weight, 1, 1),
                List.copyOf(moved.subList(0, Math.min(MOST_MOVED, moved.size()))));
    }

    /** A share's part of Pearson's χ²: a rare answer that became common comes before a common one that wavers. */
    private static double surprise(Moved moved) {
        return Math.pow(moved.after() - moved.before(), 2) / moved.before();
    }

    @Override
    public CanaryState read(DataInput in) throws IOException {
        var state = start();
        state.read(in);
        return state;
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.RunLength(answers, Condition.DRAWN_AS_DECLARED);
    }
}
