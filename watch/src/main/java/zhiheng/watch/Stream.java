package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;

/** All that is known about one key under one monitor. */
final class Stream<S extends State> {
    private final Monitor<S> monitor;
    private final S state;
    private StatisticTrace trace;
    private Examples examples;

    private Stream(Monitor<S> monitor, S state, StatisticTrace trace, Examples examples) {
        this.monitor = monitor;
        this.state = state;
        this.trace = trace;
        this.examples = examples;
    }

    static <S extends State> Stream<S> start(Monitor<S> monitor) {
        return new Stream<>(monitor, monitor.detector().start(), new StatisticTrace(), new Examples());
    }

    void take(Observation o, Consumer<Alert> alerts) {
        var alarm = monitor.detector().observe(state, o);
        trace.add(o.time(), alarm == null ? state.statistic() : alarm.statistic(), o.value());
        if (monitor.counts() == Monitor.Counts.ALL || o.value() > 0) {
            examples.add(o);
        }
        if (alarm != null) {
            alerts.accept(new Alert(
                    monitor.id(), o.key(), alarm, monitor.detector().guarantee(), trace.points(), examples.list()));
            trace = new StatisticTrace();
            examples = new Examples();
        }
    }

    void write(DataOutput out) throws IOException {
        state.write(out);
        trace.write(out);
        examples.write(out);
    }

    static <S extends State> Stream<S> read(Monitor<S> monitor, DataInput in) throws IOException {
        return new Stream<>(monitor, monitor.detector().read(in), StatisticTrace.read(in), Examples.read(in));
    }
}
