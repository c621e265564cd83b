package zhiheng.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.wire.Frame;
import zhiheng.watch.wire.Unreadable;

/**
 * Sorts the observations of a frame by the slot that has their keys, and hands them on in one piece for each. It reads their names alone, the
 * rest is read once, where it is watched. What has no readable name goes to the dead letters with its place and the reason: one observation, or
 * the whole record where that is no frame.
 */
final class Unframe extends ProcessFunction<Logged, Batch> {
    private static final long serialVersionUID = 1;

    static final OutputTag<Sent> DEAD = new OutputTag<>("dead") {
        private static final long serialVersionUID = 1;
    };

    private final String deadLetters;
    private transient @Nullable DeadLetters dead;
    private transient @Nullable Names names;
    private transient Batch.@Nullable Writer @Nullable [] writers;

    Unframe(String deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(OpenContext context) {
        dead = new DeadLetters(deadLetters, getRuntimeContext().getMetricGroup().counter("deadLetters"));
        names = new Names();
        writers = new Batch.Writer[getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks()];
    }

    @Override
    public void processElement(Logged record, Context context, Collector<Batch> out) {
        var letters = Objects.requireNonNull(dead);
        var value = record.value();
        if (value == null) {
            context.output(DEAD, letters.letter(record.place(), null, "DAMAGED: a record without a value"));
            return;
        }
        List<Frame.Part> parts;
        try {
            parts = Frame.parts(value);
        } catch (Unreadable e) {
            context.output(DEAD, letters.letter(record.place(), value, e.why() + ": " + e.getMessage()));
            return;
        }
        var known = Objects.requireNonNull(names);
        var slots = Objects.requireNonNull(writers);
        int number = 0;
        for (var part : parts) {
            try {
                int slot = known.of(value, part.from(), part.to()).slot(slots.length);
                var writer = slots[slot];
                if (writer == null) {
                    writer = new Batch.Writer();
                    slots[slot] = writer;
                }
                writer.add(number, value, part.from(), part.to());
            } catch (Unreadable e) {
                var one = Arrays.copyOfRange(value, part.from(), part.to());
                context.output(
                        DEAD, letters.letter(record.place() + "/" + number, one, e.why() + ": " + e.getMessage()));
            }
            number++;
        }
        for (int slot = 0; slot < slots.length; slot++) {
            var writer = slots[slot];
            if (writer != null && !writer.isEmpty()) {
                out.collect(new Batch(slot, record.place(), writer.take()));
            }
        }
    }
}
