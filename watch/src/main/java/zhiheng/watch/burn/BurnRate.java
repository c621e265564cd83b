package zhiheng.watch.burn;

import java.io.DataInput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Observation;
import zhiheng.watch.rate.RateBounds;

/**
 * An objective of so many good events, watched over several windows of time (Google, SRE Workbook, chapter 5): alarms when over a
 * window and over its last twelfth failures came faster than the objective allows, times the window's factor.
 *
 * <p>So that few events say nothing, at least {@link #FEWEST_FAILURES} failures are asked for, and the lower confidence bound over
 * the long window, not the plain share, must exceed the factor. A window that alarmed does so again only after its last twelfth
 * has shown a rate below. An alarm empties nothing: the other windows go on.
 *
 * <p>Times may come late and out of order; those older than a window are no longer counted in it. An observation that is further
 * than the longest window from the newest one is set aside, until three in a row agree: then the clock, or the stream after a
 * long gap, has moved, and all windows begin anew.
 */
public final class BurnRate implements Detector<BurnState> {
    static final double FEWEST_FAILURES = 3;
    private static final double LN_DOUBT = Math.log(100); // one-sided confidence of 99 %

    private final double budget;
    private final List<BurnWindow> windows;

    /**
     * The standard windows, without those that even failures alone would not exceed.
     *
     * @param objective the share of good events, strictly between 0 and 1, e.g. 0.999
     */
    public static BurnRate standard(double objective) {
        return new BurnRate(
                objective,
                BurnWindow.STANDARD.stream()
                        .filter(w -> w.factor() * (1 - objective) < 1)
                        .toList());
    }

    public BurnRate(double objective, List<BurnWindow> windows) {
        if (!(objective > 0 && objective < 1)) {
            throw new IllegalArgumentException("objective " + objective + ": 须在 0 与 1 之间; must lie between 0 and 1");
        }
        if (windows.isEmpty() || windows.size() > 16) {
            throw new IllegalArgumentException(
                    windows.size() + " windows: 须为 1 至 16 个窗口; there must be 1 to 16 of them");
        }
        this.budget = 1 - objective;
        this.windows = List.copyOf(windows);
        for (BurnWindow window : windows) {
            if (limit(window) >= 1) {
                throw new IllegalArgumentException("factor " + window.factor() + ", objective " + objective
                        + ": 全部失败也不会超过; failures alone would never exceed it");
            }
        }
    }

    private double limit(BurnWindow window) {
        return window.factor() * budget;
    }

    @Override
    public BurnState start() {
        return new BurnState(windows, budget);
    }

    @Override
    public @Nullable Alarm observe(BurnState state, Observation observation) {
        return add(state, observation.time(), observation.value(), observation.weight());
    }

    /** @param value 1 for a failure, 0 for a good event, or the share of failures among {@code weight} events */
    public @Nullable Alarm add(BurnState state, long time, double value, double weight) {
        if (!state.take(time, value, weight)) {
            return null;
        }
        Alarm alarm = null;
        for (int i = 0; i < windows.size(); i++) {
            var panes = state.panes.get(i);
            double limit = limit(windows.get(i));
            if (panes.shortFailures <= limit * panes.shortEvents) {
                panes.burning = false;
            } else if (alarm == null && !panes.burning && exceeds(panes, limit)) {
                panes.burning = true;
                alarm = alarm(windows.get(i), panes, time);
            }
        }
        return alarm;
    }

    private static boolean exceeds(Panes panes, double limit) {
        double failures = Math.min(panes.allFailures, panes.allEvents);
        return failures >= FEWEST_FAILURES
                && failures > limit * panes.allEvents
                && RateBounds.excess(failures, panes.allEvents, limit) >= LN_DOUBT;
    }

    private Alarm alarm(BurnWindow window, Panes panes, long time) {
        double rate = panes.allFailures / panes.allEvents;
        var last = window.length().dividedBy(BurnWindow.SHORT_PART);
        return new Alarm(
                time,
                rate / limit(window),
                1,
                Math.min(
                        time,
                        panes.likeliestOnset((failures, events) -> failures <= budget * events
                                ? Double.NEGATIVE_INFINITY
                                : RateBounds.excess(Math.min(failures, events), events, budget))),
                Interval.declared(budget),
                RateBounds.of(Math.min(panes.allFailures, panes.allEvents), panes.allEvents, 1),
                List.of(
                        new Alarm.Moved(name(window.urgency(), window.length()), budget, rate),
                        new Alarm.Moved(
                                name(window.urgency(), last), budget, panes.shortFailures / panes.shortEvents)));
    }

    private static String name(BurnWindow.Urgency urgency, Duration length) {
        return urgency.name().toLowerCase(Locale.ROOT) + " " + length;
    }

    @Override
    public BurnState read(DataInput in) throws IOException {
        var state = start();
        state.read(in);
        return state;
    }

    /** None: over time, the looks at a moving window add up. */
    @Override
    public Guarantee guarantee() {
        return new Guarantee.None();
    }
}
