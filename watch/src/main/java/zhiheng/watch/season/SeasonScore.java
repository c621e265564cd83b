package zhiheng.watch.season;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;

/**
 * How unusual each point of a series is, from 0 to 1, in one pass and with nothing to set: for counts, latencies and any other real
 * value, with or without daily and weekly seasons. 0.5 is about as unusual as the most unusual that the series has shown. After a
 * high score the next ones are damped, so that one happening makes one alarm.
 *
 * <p>It promises no rate of false alarms. The seasons that a state has learnt are kept after an alarm.
 */
public final class SeasonScore implements Detector<SeasonState> {
    /** The score at which {@link #observe} alarms, unless another is asked for. */
    public static final double ALARM = 0.5;

    private static final double LARGEST = 1e75; // its fourth power is still a number

    private final boolean counts;
    private final double alarmAt;

    private SeasonScore(boolean counts, double alarmAt) {
        this.counts = counts;
        this.alarmAt = alarmAt;
    }

    /** For any real value. */
    public static SeasonScore ofValues() {
        return new SeasonScore(false, ALARM);
    }

    /** For counts of events: what the chance of a Poisson count explains is never unusual; below 0 is bad input. */
    public static SeasonScore ofCounts() {
        return new SeasonScore(true, ALARM);
    }

    /** The same, alarming at another score in (0,1]. */
    public SeasonScore alarmingAt(double score) {
        if (!(score > 0 && score <= 1)) {
            throw new IllegalArgumentException(
                    "告警分数须大于 0 且不大于 1: " + score + " | the score to alarm at must be above 0 and at most 1: " + score);
        }
        return new SeasonScore(counts, score);
    }

    @Override
    public SeasonState start() {
        return new SeasonState();
    }

    /**
     * Scores one value and learns it. NaN and infinities get 0, are counted and teach nothing. Times may stand still or go back: the
     * value is then scored by its own time of day and counts as the next of the series. Values beyond ±1e75 are taken as that.
     */
    public double score(SeasonState state, long time, double value) {
        if (!Double.isFinite(value) || (counts && value < 0)) {
            state.skip();
            return 0;
        }
        return state.score(time, Math.clamp(value, -LARGEST, LARGEST), counts);
    }

    @Override
    public @Nullable Alarm observe(SeasonState state, Observation observation) {
        long time = observation.time();
        double score = score(state, time, observation.value());
        return score < alarmAt ? null : new Alarm(time, score, alarmAt, time, null, null, List.of());
    }

    @Override
    public SeasonState read(DataInput in) throws IOException {
        return SeasonState.read(in);
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.None();
    }
}
