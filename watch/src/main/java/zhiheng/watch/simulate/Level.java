package zhiheng.watch.simulate;

import java.util.List;

/** The true mean of a stream at each of its events, the first being event 0. */
@FunctionalInterface
public interface Level {
    double at(long event);

    static Level constant(double level) {
        return event -> level;
    }

    /** {@code before} for events 0 to {@code change − 1}, {@code after} from then on. */
    static Level step(double before, double after, long change) {
        return event -> event < change ? before : after;
    }

    /** Holds {@code before}, moves in a straight line for {@code length} events from event {@code change} on, then holds {@code after}. */
    static Level ramp(double before, double after, long change, long length) {
        if (length < 1) {
            throw new IllegalArgumentException("length " + length + ": 渐变至少一个事件; a ramp takes at least one event");
        }
        return event -> {
            double way = Math.clamp((double) (event - change + 1) / length, 0, 1);
            return before + way * (after - before);
        };
    }

    /** This level swinging by the given share of itself, once in {@code period} events. */
    default Level season(long period, double share) {
        return event -> at(event) * (1 + share * Math.sin(2 * Math.PI * Math.floorMod(event, period) / period));
    }

    /** This level multiplied by the factor of its place in a cycle, e.g. seven factors of {@code length} = one day make a week. */
    default Level cycle(long length, List<Double> factors) {
        var kept = List.copyOf(factors);
        return event -> at(event) * kept.get((int) Math.floorMod(event / length, (long) kept.size()));
    }
}
