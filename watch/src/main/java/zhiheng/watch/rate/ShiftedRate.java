package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;

/**
 * A rate without a declared limit: alarms when it left the level it had, whatever that was. Sums over the splits of the past into
 * before and after how many times likelier the events are with two rates than with one, averaged over what the rates may be
 * ({@link Kt}, {@link Prior}), and alarms at {@code falseAlarmEvery}.
 *
 * <p>Over streams whose unchanging rate is drawn from Beta(½,½) the sum less the number of events is a supermartingale (Shiryaev
 * and Roberts), so the mean run length is at least {@code falseAlarmEvery}. For one given rate that is simulated, not proven.
 *
 * @param falseAlarmEvery false alarms come, on average, at least so many events apart; at least 1
 */
public record ShiftedRate(Direction direction, double falseAlarmEvery) implements RateDetector<ShiftedState> {
    public ShiftedRate {
        checked(falseAlarmEvery);
    }

    static double checked(double falseAlarmEvery) {
        if (!(falseAlarmEvery >= 1 && falseAlarmEvery <= 1e15)) {
            throw new IllegalArgumentException(
                    "falseAlarmEvery " + falseAlarmEvery + ": 须为 1 至 1e15 个事件; must be 1 to 1e15 events");
        }
        return falseAlarmEvery;
    }

    @Override
    public ShiftedState start() {
        return new ShiftedState(direction);
    }

    @Override
    public @Nullable Alarm add(ShiftedState state, long time, double value, double weight) {
        return state.add(time, value, weight, falseAlarmEvery) ? alarm(state, time) : null;
    }

    private Alarm alarm(ShiftedState state, long time) {
        var change = state.likeliest(falseAlarmEvery);
        var alarm = new Alarm(
                time,
                state.statistic(),
                falseAlarmEvery,
                change.onset(),
                change.before(),
                change.after(),
                List.of(),
                change.extent());
        state.restart();
        return alarm;
    }

    @Override
    public ShiftedState read(DataInput in) throws IOException {
        return ShiftedState.read(direction, in);
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.Simulated(falseAlarmEvery, Condition.INDEPENDENT_SAME_RATE);
    }
}
