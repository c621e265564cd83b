package zhiheng.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.wire.Frame;
import zhiheng.watch.wire.ObservationWire;
import zhiheng.watch.wire.Unreadable;

/**
 * Takes observations out of their frames. What cannot be read goes to the dead letters with its place and the reason: one observation, or
 * the whole record where that is no frame. Behind this every observation can be read.
 */
final class Unframe extends ProcessFunction<Logged, byte[]> {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger(Unframe.class.getName());

    static final OutputTag<Sent> DEAD = new OutputTag<>("dead") {
        private static final long serialVersionUID = 1;
    };

    private final String deadLetters;
    private transient @Nullable Counter dead;
    private transient @Nullable Names names;

    Unframe(String deadLetters) {
        this.deadLetters = deadLetters;
    }

    @Override
    public void open(OpenContext context) {
        dead = getRuntimeContext().getMetricGroup().counter("deadLetters");
        names = new Names();
    }

    @Override
    public void processElement(Logged record, Context context, Collector<byte[]> out) {
        var value = record.value();
        if (value == null) {
            bury(record, -1, null, "DAMAGED: a record without a value", context);
            return;
        }
        List<Frame.Part> parts;
        try {
            parts = Frame.parts(value);
        } catch (Unreadable e) {
            bury(record, -1, value, e.why() + ": " + e.getMessage(), context);
            return;
        }
        int index = 0;
        for (var part : parts) {
            var one = Arrays.copyOfRange(value, part.from(), part.to());
            try {
                check(one);
                out.collect(one);
            } catch (Unreadable e) {
                bury(record, index, one, e.why() + ": " + e.getMessage(), context);
            }
            index++;
        }
    }

    private void check(byte[] one) throws Unreadable {
        var known = names;
        if (known == null) {
            throw new IllegalStateException("not open");
        }
        var name = known.of(one);
        ObservationWire.read(name.key(), one, name.front().length, one.length);
    }

    private void bury(Logged record, int index, byte @Nullable [] bytes, String reason, Context context) {
        var place = record.topic() + "/" + record.partition() + "/" + record.offset() + (index < 0 ? "" : "/" + index);
        var counter = dead;
        if (counter != null) {
            counter.inc();
            if (Long.bitCount(counter.getCount())
                    == 1) { // the first, second, fourth, eighth …: a flood is no flood of lines
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} cannot be read ({1}) and went to {2}; {3} so far",
                        place,
                        reason,
                        deadLetters,
                        counter.getCount());
            }
        }
        context.output(DEAD, new Sent(deadLetters, place.getBytes(StandardCharsets.UTF_8), bytes, reason));
    }
}
