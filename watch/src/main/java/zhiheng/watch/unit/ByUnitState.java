package zhiheng.watch.unit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.watch.Detector;
import zhiheng.watch.State;

/** What {@link ByUnit} remembers: when each unit of the present period was first seen, by a digest of its name. */
public final class ByUnitState<S extends State> implements State {
    static final int MOST = 20_000;

    final S inner;
    /** Oldest first, by the order in which they came. */
    private final LinkedHashMap<Long, Long> seen = new LinkedHashMap<>(0);

    private long repeated;
    private long forgotten;

    ByUnitState(S inner) {
        this.inner = inner;
    }

    boolean isFirst(long unit, long time, long period) {
        var oldest = seen.firstEntry();
        while (oldest != null && time - oldest.getValue() >= period) {
            seen.pollFirstEntry();
            oldest = seen.firstEntry();
        }
        if (seen.containsKey(unit)) {
            repeated++;
            return false;
        }
        if (seen.size() == MOST) {
            seen.pollFirstEntry();
            forgotten++;
        }
        seen.put(unit, time);
        return true;
    }

    /** Observations passed over, since their unit had counted already. */
    public long repeated() {
        return repeated;
    }

    /** Units that made room for others before their period was over. */
    public long forgotten() {
        return forgotten;
    }

    @Override
    public double statistic() {
        return inner.statistic();
    }

    /** Units, and observations without one. */
    @Override
    public long count() {
        return inner.count();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(repeated);
        out.writeLong(forgotten);
        out.writeInt(seen.size());
        for (Map.Entry<Long, Long> unit : seen.entrySet()) {
            out.writeLong(unit.getKey());
            out.writeLong(unit.getValue());
        }
        inner.write(out);
    }

    static <S extends State> ByUnitState<S> read(Detector<S> detector, DataInput in) throws IOException {
        long repeated = in.readLong();
        long forgotten = in.readLong();
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException("a list of " + size + " units");
        }
        var seen = new LinkedHashMap<Long, Long>();
        for (int i = 0; i < size; i++) {
            seen.put(in.readLong(), in.readLong());
        }
        var state = new ByUnitState<>(detector.read(in));
        state.repeated = repeated;
        state.forgotten = forgotten;
        state.seen.putAll(seen);
        return state;
    }
}
