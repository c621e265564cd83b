package zhiheng.watch.simulate;

import java.util.Map;
import java.util.function.Supplier;
import zhiheng.watch.Detector;
import zhiheng.watch.Observation;
import zhiheng.watch.State;

/** Anything that reads a stream and says at each value whether it alarms: a detector with its state, or a peer's. */
@FunctionalInterface
public interface Probe {
    /** Draws one value and takes it in. */
    boolean alarms(Values stream);

    /** One fresh state of the detector per probe. Event n comes at n milliseconds. */
    static <S extends State> Supplier<Probe> of(Detector<S> detector) {
        return of(detector, 1);
    }

    /** @param millis between two events */
    static <S extends State> Supplier<Probe> of(Detector<S> detector, double millis) {
        return () -> {
            var state = detector.start();
            return new Probe() {
                private long event;

                @Override
                public boolean alarms(Values stream) {
                    double value = stream.next();
                    String group = stream.group();
                    String unit = stream.unit();
                    var attributes = group.isEmpty()
                            ? unit.isEmpty() ? Map.<String, String>of() : Map.of("unit", unit)
                            : unit.isEmpty() ? Map.of("group", group) : Map.of("group", group, "unit", unit);
                    var observation =
                            new Observation("simulated", "stream", (long) (event++ * millis), value, 1, attributes);
                    return detector.observe(state, observation) != null;
                }
            };
        };
    }
}
