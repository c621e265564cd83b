package zhiheng.watch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the alarms of one monitor about one stream that tell of one lasting breach. A detector starts afresh after an alarm, so while
 * a limit stays broken it alarms again and again; nobody is helped by being told forty times.
 *
 * <p>An alarm goes on with a breach when it points the same way and comes soon: within a {@value #PART}th of the events that false
 * alarms are promised to lie apart, which after an end of the breach has a probability of at most 1/{@value #PART} (Markov's inequality
 * on the evidence, whose mean is at most the number of events); or, where the promise is a probability for ever, within {@value
 * #TIMES} times the events that the alarm before it took.
 */
public final class Breaches {
    private static final int PART = 20;
    private static final int TIMES = 4;
    private static final int MOST_UPDATES = 20;

    /** A later alarm of a breach. @param sum and {@code events}: of all values since the onset of the first alarm */
    public record Update(
            long time, double statistic, @Nullable Interval after, double sum, double events) {}

    /**
     * @param first alert, whose onset is the breach's
     * @param updates the first few later alarms and the latest one, oldest first; {@code alarms} counts them all, the first too
     */
    public record Breach(Alert first, List<Update> updates, long alarms) {
        public Breach {
            updates = List.copyOf(updates);
        }
    }

    private double sum;
    private double events;
    private double atLast; // events when the last alarm came
    private double took; // events from the alarm before to the last one
    private @Nullable Alert first;
    private double firstSum; // of what came before the breach was told, since its onset
    private double firstEvents;
    private final List<Update> updates = new ArrayList<>();
    private long alarms;

    /** Every observation that the monitor takes, before {@link #alert} tells what it raised. */
    public void taken(Observation o) {
        if (Double.isFinite(o.value())) {
            sum += o.value() * o.weight();
            events += o.weight();
        }
    }

    /** @return the breach that this alert shows to have ended, as it begins another; null for none */
    public @Nullable Breach alert(Alert alert) {
        var open = first;
        if (open != null && goesOn(open, alert)) {
            var update = new Update(
                    alert.alarm().time(),
                    alert.alarm().statistic(),
                    alert.alarm().after(),
                    sum - firstSum,
                    events - firstEvents);
            if (updates.size() == MOST_UPDATES) {
                updates.removeLast();
            }
            updates.add(update);
            alarms++;
            mark();
            return null;
        }
        var ended = end();
        first = alert;
        alarms = 1;
        var extent = alert.alarm().extent();
        firstSum = sum - (extent == null ? 0 : extent.sum());
        firstEvents = events - (extent == null ? 0 : extent.events());
        mark();
        return ended;
    }

    private void mark() {
        took = events - atLast;
        atLast = events;
    }

    private boolean goesOn(Alert open, Alert alert) {
        var alarm = alert.alarm();
        if (alarm.direction() != open.alarm().direction() || !leading(alarm).equals(leading(open.alarm()))) {
            return false;
        }
        double since = events - atLast;
        return switch (alert.guarantee()) {
            case Guarantee.RunLength(double promised, var condition) -> since <= promised / PART;
            case Guarantee.Simulated(double promised, var condition) -> since <= promised / PART;
            case Guarantee.Probability g -> since <= TIMES * took;
            case Guarantee.SimulatedProbability g -> since <= TIMES * took;
            case Guarantee.None g -> false;
        };
    }

    private static String leading(Alarm alarm) {
        return alarm.moved().isEmpty() ? "" : alarm.moved().getFirst().what();
    }

    /** The breach that is open, which ends with the stream; null for none. */
    public @Nullable Breach end() {
        var open = first;
        first = null;
        var breach = open == null ? null : new Breach(open, updates, alarms);
        updates.clear();
        return breach;
    }
}
