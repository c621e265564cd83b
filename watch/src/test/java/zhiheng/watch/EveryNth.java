package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alarms at every n-th value; refuses negative ones. */
record EveryNth(int n) implements Detector<EveryNth.Seen> {
    static final class Seen implements State {
        long count;

        @Override
        public double statistic() {
            return count;
        }

        @Override
        public long count() {
            return count;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(count);
        }
    }

    @Override
    public Seen start() {
        return new Seen();
    }

    @Override
    public @Nullable Alarm observe(Seen state, Observation o) {
        if (o.value() < 0) {
            throw new IllegalArgumentException("negative");
        }
        if (++state.count < n) {
            return null;
        }
        state.count = 0;
        return new Alarm(o.time(), n, n, o.time(), null, null, List.of());
    }

    @Override
    public Seen read(DataInput in) throws IOException {
        var seen = new Seen();
        seen.count = in.readLong();
        return seen;
    }

    @Override
    public Guarantee guarantee() {
        return new Guarantee.None();
    }
}
