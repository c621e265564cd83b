package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;

/**
 * A rate with a declared limit: an e-detector (Shin, Ramdas, Rinaldo 2023). Several bets that the rate is above the limit, each
 * for another odds ratio, run side by side; one event multiplies the stake of a bet λ by 1 + λ(value − limit), which is at most 1
 * on average as long as the conditional mean is at most the limit. Nothing else is assumed: the events need not be independent.
 */
public final class DeclaredRate implements RateDetector<DeclaredState> {
    /** How the possible onsets of a change are weighed. */
    public enum Form {
        /** M ← (M + 1)·L: all onsets together. The faster one. */
        SHIRYAEV_ROBERTS,
        /** M ← max(M, 1)·L: the likeliest onset of each bet; never above the other form, so the same guarantee holds. */
        CUSUM
    }

    private final double limit;
    private final double falseAlarmEvery;
    private final Form form;
    private final Bets bets;

    public DeclaredRate(double limit, double falseAlarmEvery) {
        this(limit, falseAlarmEvery, Form.SHIRYAEV_ROBERTS);
    }

    /**
     * @param limit the highest rate allowed, strictly between 0 and 1
     * @param falseAlarmEvery while the limit is kept, false alarms come on average at least so many events apart; 1 to 1e15
     */
    public DeclaredRate(double limit, double falseAlarmEvery, Form form) {
        if (!(limit > 0 && limit < 1)) {
            throw new IllegalArgumentException("limit " + limit + ": 须在 0 与 1 之间; must lie between 0 and 1");
        }
        this.limit = limit;
        this.falseAlarmEvery = ShiftedRate.checked(falseAlarmEvery);
        this.form = form;
        this.bets = new Bets(limit);
    }

    @Override
    public DeclaredState start() {
        return new DeclaredState(bets, form);
    }

    @Override
    public @Nullable Alarm add(DeclaredState state, long time, double value, double weight) {
        if (!state.add(time, value, weight, falseAlarmEvery)) {
            return null;
        }
        var change = state.likeliest(limit, falseAlarmEvery);
        var alarm = new Alarm(
                time,
                state.statistic(),
                falseAlarmEvery,
                change.onset(),
                Interval.declared(limit),
                change.after(),
                List.of(),
                change.extent());
        state.restart();
        return alarm;
    }

    @Override
    public DeclaredState read(DataInput in) throws IOException {
        var state = start();
        state.read(in);
        return state;
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.RunLength(falseAlarmEvery, Condition.AT_MOST_GIVEN_PAST);
    }
}
