package zhiheng.watch.fairness;

import java.io.DataInput;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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
import zhiheng.watch.rate.Dependence;
import zhiheng.watch.rate.Season;

/**
 * Tests at every decision whether a system keeps to a {@link Criterion}. While it does, an alarm ever comes with probability at
 * most α: over the whole life of the stream, all groups and all restarts, in whatever order the groups arrive.
 *
 * <p>Observations carry {@code group} and, as the criterion needs, {@code decision}, {@code label} and {@code score} as
 * attributes. What cannot be used is counted in the state and passed over. Of the evidence half is staked on the sums since the
 * start and half on those of the present epoch, so that a system that turns unfair late is found too; epoch j has j·{@value
 * #EPOCH} events and the share {@link Spending#share} of its half. Groups and restarts share α in the same way, but half of it is
 * shared alike among all groups that are kept, so that the hundredth is tested too.
 *
 * <p>Where observations carry a {@code stratum} (a department, an hour), the criterion is asked of each by itself ({@link Against}). A
 * group {@code f|60+} belongs to {@code f|*}, {@code *|60+} and {@code f|60+}, each compared with the same parts of the reference.
 */
public final class Fairness implements Detector<FairnessState> {
    private static final int EPOCH = 2048;
    private static final int LONGEST_NAME = 100;
    static final int MOST_GROUPS = 256;
    private static final int MOST_STRATA = 256;
    private static final int MOST_CELLS = 8_192;
    private static final int MOST_FACETS = 3;
    private static final String ANY = "*";

    private final Criterion criterion;
    private final double alpha;
    private final int minimum;
    private final int mostGroups;
    private final int bins;
    private final boolean guard;
    private final @Nullable Season season;
    private final ZoneId zone;
    private final Bounds bounds;
    private final Against against;

    /** With at least 30 events of a group before it can raise an alarm, and at most {@value #MOST_GROUPS} groups. */
    public Fairness(Criterion criterion, double alpha) {
        this(criterion, alpha, 30, MOST_GROUPS);
    }

    /**
     * @param alpha the most that a false alarm may be probable, ever
     * @param minimum events of a group, and of the reference, without which it raises no alarm
     * @param mostGroups groups kept; those that appear later are counted but not tested
     */
    public Fairness(Criterion criterion, double alpha, int minimum, int mostGroups) {
        this(criterion, alpha, minimum, mostGroups, false, null, ZoneOffset.UTC);
    }

    private Fairness(
            Criterion criterion,
            double alpha,
            int minimum,
            int mostGroups,
            boolean guard,
            @Nullable Season season,
            ZoneId zone) {
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
        this.guard = guard;
        this.season = season;
        this.zone = zone;
        bins = criterion instanceof Criterion.Calibration calibration ? calibration.bins() : 1;
        bounds = new Bounds(criterion);
        against = new Against(criterion);
    }

    /**
     * The same for decisions whose neighbours are alike: of each group and stratum as many values in a row as the dependence asks for
     * count as one, their mean. How alike neighbours are is measured within groups and taken to be the same in all; until it is known,
     * after some 400 decisions, {@value FairnessState#UNKNOWN} count as one. A group that by itself shows more gets longer blocks.
     */
    public Fairness guarded() {
        return new Fairness(criterion, alpha, minimum, mostGroups, true, season, zone);
    }

    /**
     * The same, groups being compared within the same part of the day, of six hours (and the same stratum): where rates have days and
     * nights and some groups mostly come by night, a difference appears that no group made. Hours would leave less of it and find unfairness
     * six times later; of a day that swings like a sine, a fifth of the variance is left within six hours.
     */
    public Fairness within(Season chosen, ZoneId in) {
        return new Fairness(criterion, alpha, minimum, mostGroups, guard, chosen, in);
    }

    @Override
    public FairnessState start() {
        return new FairnessState(bins);
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
        if (group.indexOf('|') < 0) {
            return observe(state, observation, group, label);
        }
        Alarm first = null;
        for (String part : parts(group)) {
            var alarm = observe(state, observation, part, label);
            first = first == null ? alarm : first;
        }
        return first;
    }

    /** The parts of a group that is named by several: each alone, and all their combinations. */
    private static List<String> parts(String group) {
        String[] facets = group.split("\\|", MOST_FACETS);
        var parts = new ArrayList<String>();
        for (int kept = 1; kept < 1 << facets.length; kept++) {
            parts.add(kept(facets, kept));
        }
        return parts;
    }

    private static String kept(String[] facets, int kept) {
        var name = new StringJoiner("|");
        for (int i = 0; i < facets.length; i++) {
            name.add((kept >> i & 1) == 1 ? facets[i] : ANY);
        }
        return name.toString();
    }

    /** What a group is compared with: the same parts of the reference; empty where the criterion knows none. */
    private String reference(String group) {
        String reference = reference();
        if (reference == null || group.indexOf('|') < 0 || reference.indexOf('|') < 0) {
            return reference == null ? "" : reference;
        }
        String[] own = group.split("\\|", MOST_FACETS);
        String[] facets = reference.split("\\|", MOST_FACETS);
        int kept = 0;
        for (int i = 0; i < Math.min(own.length, facets.length); i++) {
            kept |= own[i].equals(ANY) ? 0 : 1 << i;
        }
        return kept(facets, kept);
    }

    private @Nullable Alarm observe(FairnessState state, Observation observation, String group, double label) {
        Map<String, String> told = observation.attributes();
        long time = observation.time();
        String stratum = stratum(told.getOrDefault("stratum", ""), time);
        double weight = observation.weight();
        return switch (criterion) {
            case Criterion.SelectionRatio r ->
                take(state, time, group, stratum, number(told.get("decision"), observation.value()), weight);
            case Criterion.EqualOpportunity o -> {
                if (label == 0) {
                    yield null;
                }
                double decision = number(told.get("decision"), observation.value());
                yield take(state, time, group, stratum, label == 1 ? decision : Double.NaN, weight);
            }
            case Criterion.EqualMeans m ->
                take(state, time, group, stratum, (observation.value() - m.low()) / (m.high() - m.low()), weight);
            case Criterion.Calibration c -> {
                double score = number(told.get("score"), observation.value());
                int bin = (int) Math.clamp(score * bins, 0, bins - 1);
                boolean usable = label == 0 || label == 1;
                yield take(
                        state,
                        time,
                        name(group, bin),
                        stratum,
                        !usable ? Double.NaN : score < 0 || score > 1 ? -1 : (score - label + 1) / 2,
                        weight);
            }
        };
    }

    private String stratum(String told, long time) {
        if (season == null) {
            return told;
        }
        var part = season.name(season.part(time, zone));
        return told.isEmpty() ? part : told + " " + part;
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

    private @Nullable Alarm take(FairnessState state, long time, String name, String stratum, double x, double weight) {
        if (Double.isNaN(x) || !(weight > 0 && weight < Double.POSITIVE_INFINITY) || stratum.length() > LONGEST_NAME) {
            state.missing++;
            return null;
        }
        if (x < 0 || x > 1) {
            state.outside++;
            return null;
        }
        int place = stratum(state, stratum);
        Group group = state.groups.get(name);
        if (group == null && place >= 0) {
            String reference = reference(name);
            boolean isReference = name.equals(reference);
            if (state.groups.size() < mostGroups * bins || isReference) {
                group = new Group(name, reference, isReference ? 0 : ++state.tested);
                state.groups.put(name, group);
            }
        }
        if (group == null || place < 0 || full(state, group, place)) {
            state.overflow++;
            return null;
        }
        Cell cell = group.cell(place);
        if (name.indexOf(ANY) < 0) { // of the parts of a group the whole one counts
            advance(state, time, weight);
        }
        if (guard) {
            int block = block(state, cell, x);
            if (!cell.fills(x, weight, block)) {
                return null;
            }
            x = cell.mean();
            weight = cell.meanWeight();
        }
        double growth = group.isReference() ? 0.1 : 0.02;
        return cell.add(x, weight, growth) && look(state, group, place) ? alarm(state, time) : null;
    }

    /** @return its number, −1 where there is no room */
    private static int stratum(FairnessState state, String name) {
        Integer known = state.strata.get(name);
        if (known != null) {
            return known;
        }
        int next = state.strata.size();
        if (next == MOST_STRATA) {
            return -1;
        }
        state.strata.put(name, next);
        return next;
    }

    private static boolean full(FairnessState state, Group group, int stratum) {
        return stratum > 0
                && group.in(stratum) == null
                && (long) state.groups.size() * state.strata.size() > MOST_CELLS;
    }

    private static int block(FairnessState state, Cell cell, double x) {
        var own = cell.dependence;
        if (own == null) {
            own = Dependence.ofPromiseForEver();
            cell.dependence = own;
        }
        if (own.add(x)) {
            var pool = Dependence.pooled(state.cells()
                    .<Dependence>mapMulti((c, all) -> {
                        if (c.dependence != null) {
                            all.accept(c.dependence);
                        }
                    })
                    .toList());
            if (pool.known()) {
                state.block = state.learnt ? Math.max(state.block, pool.block()) : pool.block();
                state.learnt = true;
            }
        }
        return own.known() ? Math.max(state.block, own.block()) : state.block;
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

    /** Takes the evidence anew of a group that grew, or of all when the reference did. @return whether any reached the threshold */
    private boolean look(FairnessState state, Group grown, int stratum) {
        if (!grown.isReference()) {
            Group base = state.groups.get(grown.reference);
            return (base != null || grown.reference.isEmpty()) && look(state, base, grown, stratum);
        }
        boolean found = false;
        for (Group group : state.groups.values()) {
            found |= group != grown && group.reference.equals(grown.name) && look(state, grown, group, stratum);
        }
        return found;
    }

    private boolean look(FairnessState state, @Nullable Group base, Group group, int stratum) {
        Cell cell = group.in(stratum);
        if (cell == null) {
            return false;
        }
        against.take(base == null ? null : base.in(stratum), cell);
        group.logAll = against.all(group, false);
        group.logRecent = against.all(group, true);
        double log = Evidence.mean(group.logAll, group.logRecent + Math.log(Spending.share(state.epoch)));
        double share = (Spending.share(group.place) + 1.0 / (mostGroups * bins)) / 2 * Spending.share(state.alarms + 1);
        group.statistic = Math.exp(Math.min(700, log + Math.log(share)));
        return group.statistic >= 1 / alpha && isEnough(base, group);
    }

    private boolean isEnough(@Nullable Group base, Group group) {
        return group.all().count() >= minimum && (base == null || base.all().count() >= minimum);
    }

    private Alarm alarm(FairnessState state, long time) {
        List<Group> found = state.groups.values().stream()
                .filter(group -> group.statistic >= 1 / alpha && isEnough(state.groups.get(group.reference), group))
                .sorted(Comparator.comparingDouble((Group group) -> group.statistic)
                        .reversed())
                .toList();
        Group worst = found.getFirst();
        Group base = state.groups.get(worst.reference);
        boolean late = worst.logRecent > worst.logAll;
        BoundedMean sums = late ? worst.recent() : worst.all();
        var level = bounds.level(sums);
        Alarm alarm = new Alarm(
                time,
                worst.statistic,
                1 / alpha,
                late ? state.epochBegan : state.began,
                base == null ? Interval.declared(0) : expected(base, worst, late),
                level,
                found.stream()
                        .map(group -> moved(state.groups.get(group.reference), group))
                        .toList(),
                new Alarm.Extent(
                        late ? state.epochBegan : state.began,
                        time,
                        1,
                        level.estimate() * sums.count(),
                        sums.count(),
                        state.strata.size() > 1 || base == null
                                ? null
                                : bounds.effect(late ? base.recent() : base.all(), sums, false)));
        state.alarms++;
        state.clear();
        return alarm;
    }

    private Alarm.Moved moved(@Nullable Group base, Group group) {
        return new Alarm.Moved(
                group.name,
                base == null ? 0 : expected(base, group, false).estimate(),
                bounds.level(group.all()).estimate());
    }

    /** The reference's level; with strata, what the group would have if it had the reference's in each of its own. */
    private Interval expected(Group base, Group group, boolean recent) {
        Interval plain = bounds.level(recent ? base.recent() : base.all());
        if (group.cells.length == 1) {
            return plain;
        }
        double sum = 0;
        double count = 0;
        for (int i = 0; i < group.cells.length; i++) {
            Cell own = group.cells[i];
            Cell other = base.in(i);
            if (own != null && other != null) {
                double n = (recent ? own.recent : own.all).count();
                sum += n * bounds.level(recent ? other.recent : other.all).estimate();
                count += n;
            }
        }
        double mean = count == 0 ? plain.estimate() : sum / count;
        return new Interval(mean, mean, mean, 1);
    }

    /** How every group stands at present. Its bounds hold at all times at once, each with probability 0.95. */
    public List<GroupReport> report(FairnessState state) {
        return state.groups.values().stream()
                .map(group -> {
                    Group base = state.groups.get(group.reference);
                    var sums = group.all();
                    return new GroupReport(
                            group.name,
                            sums.count(),
                            bounds.level(sums),
                            bounds.effect(base == null ? null : base.all(), sums, group.isReference()),
                            group.statistic);
                })
                .toList();
    }

    private String name(String group, int bin) {
        return bins == 1 ? group : group + " [" + bin / (double) bins + "," + (bin + 1) / (double) bins + "]";
    }

    @Override
    public FairnessState read(DataInput in) throws IOException {
        return FairnessState.read(in, bins, mostGroups * bins + 1 + (1 << MOST_FACETS), MOST_STRATA);
    }

    @Override
    public Guarantee guarantee() {
        return guard
                ? new Guarantee.SimulatedProbability(alpha, Condition.DECISIONS_IN_BLOCKS)
                : new Guarantee.Probability(alpha, Condition.EACH_DECISION_ITS_OWN);
    }
}
