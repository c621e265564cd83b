package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;

/**
 * A rate, or a mean of values in a range, that has days: alarms when it leaves the profile that it had, or when its mean over a day is
 * above a declared limit though some hours may be above it and some below.
 *
 * <p>For each kind of moment ({@link Season}) it is counted how many events there were and their sum. What is expected of the next
 * event is the mean of its kind, drawn towards the mean of all as if ten more events had shown that; an event then multiplies the stake
 * of a bet on odds θ times those expected by θˣ/(1 − p + θp), whose mean is at most 1 where p is the mean of x given the past. While the
 * profile is being learnt p is off, but its error is the posterior's own, so that over the profiles that may be the factor is still 1
 * on average; for one given profile the run length is simulated. A kind is known once it was seen on two days and ten times; until then
 * it is taken to lie within a factor of {@value SeasonalState#APART} of what was seen so far, or of the limit, so that a gross change is found
 * on the first day.
 *
 * <p>With a limit, p is scaled so that the mean of whole days is the limit: the day's shape is learnt, its height is declared.
 */
public final class SeasonalLevel implements RateDetector<SeasonalState> {
    private static final long HOUR = 3_600_000;

    private final Season season;
    private final ZoneId zone;
    private final Direction direction;
    private final double falseAlarmEvery;
    private final @Nullable Double limit;
    private final double low;
    private final double high;

    /** @param limit of the mean of a day, on the scale from low to high; null for a change from the profile there was */
    public SeasonalLevel(
            Season season,
            ZoneId zone,
            Direction direction,
            double falseAlarmEvery,
            @Nullable Double limit,
            double low,
            double high) {
        if (!(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("the range of the values: low < high, not " + low + ", " + high);
        }
        if (limit != null && !(limit > low && limit < high)) {
            throw new IllegalArgumentException(
                    "limit " + limit + ": 须在 " + low + " 与 " + high + " 之间; must lie between " + low + " and " + high);
        }
        if (limit != null && direction != Direction.UP) {
            throw new IllegalArgumentException("季节均值的上限只看上升; a limit for the mean of a day is watched for a rise");
        }
        this.season = season;
        this.zone = zone;
        this.direction = direction;
        this.falseAlarmEvery = ShiftedRate.checked(falseAlarmEvery);
        this.limit = limit;
        this.low = low;
        this.high = high;
    }

    /** Of zeros and ones. */
    public static SeasonalLevel ofRate(
            Season season, ZoneId zone, Direction direction, double falseAlarmEvery, @Nullable Double limit) {
        return new SeasonalLevel(season, zone, direction, falseAlarmEvery, limit, 0, 1);
    }

    @Override
    public SeasonalState start() {
        return new SeasonalState(season.kinds(), direction);
    }

    /** @param value as a share of the way from low to high */
    @Override
    public @Nullable Alarm add(SeasonalState state, long time, double value, double weight) {
        if (!RateDetector.isShare(value, weight)) {
            state.reject();
            return null;
        }
        var share = limit == null ? null : Double.valueOf((limit - low) / (high - low));
        state.add(season.kind(time, zone), time, value, weight, share);
        return state.statistic() < falseAlarmEvery ? null : alarm(state, time, share);
    }

    private Alarm alarm(SeasonalState state, long time, @Nullable Double share) {
        var bet = state.best();
        double before = share == null ? bet.before() : share;
        // levels freed from the hours at which they were seen: as a whole day would have them
        double scale = before * bet.events() / bet.expected();
        var bounds = RateBounds.of(Math.min(bet.sum(), bet.events()), bet.events(), 2.11 * bet.restarts() + 2);
        boolean isRise = bet.sum() > bet.expected();
        var after = new Interval(
                scaled(isRise ? Math.max(before, bounds.low() * scale) : bounds.low() * scale),
                scaled(bounds.estimate() * scale),
                scaled(isRise ? bounds.high() * scale : Math.min(before, bounds.high() * scale)),
                RateBounds.LEVEL);
        var alarm = new Alarm(
                time,
                state.statistic(),
                falseAlarmEvery,
                bet.onset(),
                Interval.declared(scaled(before)),
                after,
                List.of());
        state.restart();
        return alarm;
    }

    private double scaled(double share) {
        return low + Math.clamp(share, 0, 1) * (high - low);
    }

    @Override
    public SeasonalState read(DataInput in) throws IOException {
        var state = start();
        state.read(in);
        return state;
    }

    @Override
    public long alike() {
        return HOUR;
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.Simulated(
                falseAlarmEvery, limit == null ? Condition.SAME_PROFILE : Condition.DAYS_AT_MOST);
    }
}
