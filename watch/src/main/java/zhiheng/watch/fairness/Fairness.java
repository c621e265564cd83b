package zhiheng.watch.fairness;

import java.io.DataInput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Observation;
import zhiheng.watch.many.Evidence;
import zhiheng.watch.many.Spending;
import zhiheng.watch.mean.BoundedMean;
import zhiheng.watch.mean.TwoMeans;

/**
 * Tests at every decision whether a system keeps to a {@link Criterion}. While it does, an alarm ever comes with probability at
 * most α: over the whole life of the stream, all groups and all restarts, in whatever order the groups arrive.
 *
 * <p>Observations carry {@code group} and, as the criterion needs, {@code decision}, {@code label} and {@code score} as
 * attributes. What cannot be used is counted in the state and passed over. Of the evidence half is staked on the sums since the
 * start and half on those of the present epoch, so that a system that turns unfair late is found too; epoch j has j·{@value
 * #EPOCH} events and the share {@link Spending#share} of its half. Groups and restarts share α in the same way.
 */
public final class Fairness implements Detector<FairnessState> {
    private static final int EPOCH = 2048;
    private static final int LONGEST_NAME = 100;

    private final Criterion criterion;
    private final double alpha;
    private final int minimum;
    private final int mostGroups;
    private final int bins;
    private final Bounds bounds;

    /** With at least 30 events of a group before it can raise an alarm, and at most 32 groups. */
    public Fairness(Criterion criterion, double alpha) {
        this(criterion, alpha, 30, 32);
    }

    /**
     * @param alpha the most that a false alarm may be probable, ever
     * @param minimum events of a group, and of the reference, without which it raises no alarm
     * @param mostGroups groups kept; those that appear later are counted but not tested
     */
    public Fairness(Criterion criterion, double alpha, int minimum, int mostGroups) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("the probability of a false alarm: in (0,1), not " + alpha);
        }
        if (minimum < 0 || mostGroups < 1 || mostGroups > 1000) {
            throw new IllegalArgumentException(
                    "minimum ≥ 0 and 1 to 1000 groups are wanted, not " + minimum + ", " + mostGroups);
        }
        this.criterion = criterion;
        this.alpha = alpha;
        this.minimum = minimum;
        this.mostGroups = mostGroups;
        bins = criterion instanceof Criterion.Calibration calibration ? calibration.bins() : 1;
        bounds = new Bounds(criterion);
    }

    @Override
    public FairnessState start() {
        return new FairnessState();
    }

    @Override
    public @Nullable Alarm observe(FairnessState state, Observation observation) {
        Map<String, String> told = observation.attributes();
        String group = told.get("group");
        double label = number(told.get("label"), Double.NaN);
        if (group == null || group.isEmpty() || group.length() > LONGEST_NAME) {
            state.missing++;
            return null;
        }
        long time = observation.time();
        double weight = observation.weight();
        return switch (criterion) {
            case Criterion.SelectionRatio r ->
                take(state, time, group, 0, number(told.get("decision"), observation.value()), weight);
            case Criterion.EqualOpportunity o -> {
                if (label == 0) {
                    yield null;
                }
                double decision = number(told.get("decision"), observation.value());
                yield take(state, time, group, 0, label == 1 ? decision : Double.NaN, weight);
            }
            case Criterion.EqualMeans m ->
                take(state, time, group, 0, (observation.value() - m.low()) / (m.high() - m.low()), weight);
            case Criterion.Calibration c -> {
                double score = number(told.get("score"), observation.value());
                int bin = (int) Math.clamp(score * bins, 0, bins - 1);
                boolean usable = label == 0 || label == 1;
                yield take(
                        state,
                        time,
                        group,
                        bin,
                        !usable ? Double.NaN : score < 0 || score > 1 ? -1 : (score - label + 1) / 2,
                        weight);
            }
        };
    }

    /** The value where the attribute is absent, NaN where it is there and cannot be read. */
    private static double number(@Nullable String told, double absent) {
        return switch (told) {
            case null -> absent;
            case "1", "true", "yes" -> 1;
            case "0", "false", "no" -> 0;
            default -> {
                try {
                    yield Double.parseDouble(told);
                } catch (NumberFormatException e) {
                    yield Double.NaN;
                }
            }
        };
    }

    private @Nullable Alarm take(FairnessState state, long time, String group, int bin, double x, double weight) {
        if (Double.isNaN(x) || !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            state.missing++;
            return null;
        }
        if (x < 0 || x > 1) {
            state.outside++;
            return null;
        }
        @Nullable Cell[] cells = state.groups.get(group);
        if (cells == null) {
            if (state.groups.size() >= mostGroups && !group.equals(reference())) {
                state.overflow++;
                return null;
            }
            cells = new Cell[bins];
            state.groups.put(group, cells);
        }
        Cell cell = cells[bin];
        if (cell == null) {
            cell = new Cell(name(group, bin), group.equals(reference()) ? 0 : ++state.tested);
            cells[bin] = cell;
        }
        advance(state, time, weight);
        double growth = group.equals(reference()) ? 0.1 : 0.02;
        return cell.add(x, weight, growth) && look(state, group, cell) ? alarm(state, time) : null;
    }

    private static void advance(FairnessState state, long time, double weight) {
        if (state.count == 0) {
            state.began = time;
            state.epochBegan = time;
        }
        state.count += weight;
        if (state.inEpoch >= (double) EPOCH * state.epoch) {
            state.epoch++;
            state.inEpoch = 0;
            state.epochBegan = time;
            state.cells().forEach(Cell::nextEpoch);
        }
        state.inEpoch += weight;
    }

    private @Nullable String reference() {
        return switch (criterion) {
            case Criterion.SelectionRatio ratio -> ratio.reference();
            case Criterion.EqualOpportunity opportunity -> opportunity.reference();
            case Criterion.EqualMeans means -> means.reference();
            case Criterion.Calibration calibration -> null;
        };
    }

    private @Nullable Cell referenceCell(FairnessState state) {
        String reference = reference();
        @Nullable Cell[] cells = reference == null ? null : state.groups.get(reference);
        return cells == null ? null : cells[0];
    }

    /** Takes the evidence anew of a group that grew, or of all when the reference did. @return whether any reached the threshold */
    private boolean look(FairnessState state, String group, Cell grown) {
        String reference = reference();
        Cell base = reference == null ? grown : referenceCell(state);
        if (base == null) {
            return false;
        }
        if (reference == null || !reference.equals(group)) {
            return look(state, base, grown);
        }
        boolean found = false;
        for (@Nullable Cell[] cells : state.groups.values()) {
            Cell cell = cells[0];
            found |= cell != null && cell != base && look(state, base, cell);
        }
        return found;
    }

    private boolean look(FairnessState state, Cell base, Cell cell) {
        double log = Evidence.mean(
                against(base.all, cell.all), against(base.recent, cell.recent) + Math.log(Spending.share(state.epoch)));
        double share = Spending.share(cell.place) * Spending.share(state.alarms + 1);
        cell.statistic = Math.exp(Math.min(700, log + Math.log(share)));
        return cell.statistic >= 1 / alpha && Math.min(base.all.count(), cell.all.count()) >= minimum;
    }

    /** ln of an e-value against the criterion. */
    private double against(BoundedMean base, BoundedMean group) {
        return switch (criterion) {
            case Criterion.SelectionRatio ratio ->
                Evidence.mean(
                        TwoMeans.evidenceLower(base, group, ratio.least(), 0),
                        TwoMeans.evidenceLower(group, base, ratio.least(), 0));
            case Criterion.EqualOpportunity opportunity -> apart(base, group, opportunity.atMost());
            case Criterion.EqualMeans means -> apart(base, group, means.atMost() / (means.high() - means.low()));
            case Criterion.Calibration calibration ->
                Evidence.mean(
                        group.evidenceAbove((1 + calibration.atMost()) / 2),
                        group.evidenceBelow((1 - calibration.atMost()) / 2));
        };
    }

    private static double apart(BoundedMean base, BoundedMean group, double atMost) {
        return Evidence.mean(
                TwoMeans.evidenceLower(base, group, 1, atMost), TwoMeans.evidenceLower(group, base, 1, atMost));
    }

    private Alarm alarm(FairnessState state, long time) {
        Cell base = referenceCell(state);
        List<Cell> found = state.cells()
                .filter(cell -> cell.statistic >= 1 / alpha && cell.all.count() >= minimum)
                .sorted(Comparator.comparingDouble((Cell cell) -> cell.statistic)
                        .reversed())
                .toList();
        Cell worst = found.getFirst();
        boolean late = base == null
                ? against(worst.recent, worst.recent) > against(worst.all, worst.all)
                : against(base.recent, worst.recent) > against(base.all, worst.all);
        Alarm alarm = new Alarm(
                time,
                worst.statistic,
                1 / alpha,
                late ? state.epochBegan : state.began,
                base == null ? Interval.declared(0) : bounds.level(base),
                bounds.level(worst),
                found.stream()
                        .map(cell -> new Alarm.Moved(
                                cell.name,
                                base == null ? 0 : bounds.level(base).estimate(),
                                bounds.level(cell).estimate()))
                        .toList());
        state.alarms++;
        state.clear();
        return alarm;
    }

    /** How every group stands at present. Its bounds hold at all times at once, each with probability 0.95. */
    public List<GroupReport> report(FairnessState state) {
        Cell base = referenceCell(state);
        return state.cells()
                .map(cell -> new GroupReport(
                        cell.name, cell.all.count(), bounds.level(cell), bounds.effect(base, cell), cell.statistic))
                .toList();
    }

    private String name(String group, int bin) {
        return bins == 1 ? group : group + " [" + bin / (double) bins + "," + (bin + 1) / (double) bins + "]";
    }

    @Override
    public FairnessState read(DataInput in) throws IOException {
        return FairnessState.read(in, mostGroups + 1, bins);
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.Probability(alpha, Condition.EACH_DECISION_ITS_OWN);
    }
}
