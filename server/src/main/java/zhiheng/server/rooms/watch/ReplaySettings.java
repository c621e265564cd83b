package zhiheng.server.rooms.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Season;
import zhiheng.watch.risk.Ready;

/**
 * How a file is to be watched.
 *
 * @param limit the declared limit of a rate or mean; null to look for a change from whatever level there was
 * @param falseAlarmEvery events between false alarms, at least, on average
 * @param low and {@code high}: the range of the values of a mean
 * @param guard whether dependence between neighbours is measured and provided for
 * @param fairness what is meant by fair
 * @param reference the group that others are compared with
 * @param unitPeriod how long a unit that a row names counts once
 * @param season which moments are alike; null where none are told apart
 */
public record ReplaySettings(
        Metric metric,
        @Nullable Double limit,
        double falseAlarmEvery,
        Direction direction,
        double low,
        double high,
        boolean guard,
        FairnessKind fairness,
        String reference,
        Duration unitPeriod,
        @Nullable Season season) {
    /** A person who is decided on again within this is the same one. */
    public static final Duration UNIT_PERIOD = Ready.UNIT_PERIOD;

    public ReplaySettings(
            Metric metric,
            @Nullable Double limit,
            double falseAlarmEvery,
            Direction direction,
            double low,
            double high,
            boolean guard,
            FairnessKind fairness,
            String reference) {
        this(metric, limit, falseAlarmEvery, direction, low, high, guard, fairness, reference, UNIT_PERIOD, null);
    }

    public enum Metric {
        RATE,
        MEAN,
        COUNT,
        SCORE,
        FAIRNESS
    }

    public enum FairnessKind {
        SELECTION,
        OPPORTUNITY,
        CALIBRATION
    }

    /** The options, by their names at the shell, that decide anything under these settings. */
    private Set<String> used() {
        var counted = Set.of("limit", "false-alarm-every", "direction", "independent", "unit", "unit-period", "season");
        return switch (metric) {
            case RATE -> counted;
            case MEAN -> {
                var used = new HashSet<>(counted);
                used.addAll(Set.of("low", "high"));
                if (limit == null && season == null) {
                    used.removeAll(Set.of("limit", "false-alarm-every"));
                    if (direction != Direction.EITHER) {
                        used.remove("direction");
                    }
                }
                yield used;
            }
            case COUNT, SCORE -> Set.of();
            case FAIRNESS -> {
                var used = new HashSet<>(
                        Set.of("limit", "criterion", "unit", "unit-period", "season", "stratum", "independent"));
                if (fairness != FairnessKind.CALIBRATION) {
                    used.add("reference");
                }
                yield used;
            }
        };
    }

    /**
     * Refuses what was chosen and would be ignored, so that nobody relies on it.
     *
     * @param given names of options that somebody has set
     * @throws Refusal naming the first that decides nothing here
     */
    public ReplaySettings usingAll(Collection<String> given) {
        var used = used();
        for (var option : given.stream().sorted().toList()) {
            if (!used.contains(option)) {
                throw Refusal.invalid(
                                "此处不起作用" + why().zh() + "；请去掉它。",
                                "decides nothing here" + why().en() + "; leave it out.")
                        .at("--" + option);
            }
        }
        return this;
    }

    private Text why() {
        return metric == Metric.MEAN && limit == null && season == null
                ? new Text(
                        "：不设上限的均值向两个方向监测，其保证是整个数据流中误报的概率",
                        ": a mean without a limit is watched both ways, and its promise is a probability over the whole"
                                + " stream")
                : new Text("（--metric " + name(metric) + "）", " (--metric " + name(metric) + ")");
    }

    private static String name(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }

    public static ReplaySettings of(Metric metric) {
        return new ReplaySettings(metric, null, 10_000, Direction.UP, 0, 1, true, FairnessKind.SELECTION, "");
    }

    /** The same with moments told apart. */
    public ReplaySettings within(@Nullable Season chosen) {
        return new ReplaySettings(
                metric, limit, falseAlarmEvery, direction, low, high, guard, fairness, reference, unitPeriod, chosen);
    }
}
