package zhiheng.watch.fairness;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.State;

/** What a fairness test remembers: about 150 bytes for each group or range of scores, and counters. */
public final class FairnessState implements State {
    /** By group; one cell each, or one for each range of scores, where those not seen yet are null. */
    final Map<String, @Nullable Cell[]> groups = new LinkedHashMap<>();

    /** Groups, or ranges of scores, that have a share of the budget. */
    int tested;

    long began;
    long epochBegan;
    int epoch = 1;
    double inEpoch;
    double count;
    int alarms;
    long missing;
    long outside;
    long overflow;

    FairnessState() {}

    Stream<Cell> cells() {
        return groups.values().stream().flatMap(Stream::of).filter(cell -> cell != null);
    }

    void clear() {
        groups.clear();
        tested = 0;
        epoch = 1;
        inEpoch = 0;
        count = 0;
    }

    /** Observations without a group, or without a label or decision that the criterion needs, or with one that is not readable. */
    public long missing() {
        return missing;
    }

    /** Observations whose decision or score is outside [0,1]. */
    public long outside() {
        return outside;
    }

    /** Observations of groups beyond the most that are kept; they are not tested. */
    public long overflow() {
        return overflow;
    }

    /** The highest evidence of any group at its latest look, times its share of the budget. */
    @Override
    public double statistic() {
        return cells().mapToDouble(cell -> cell.statistic).max().orElse(0);
    }

    @Override
    public long count() {
        return (long) count;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(began);
        out.writeLong(epochBegan);
        out.writeInt(epoch);
        out.writeDouble(inEpoch);
        out.writeDouble(count);
        out.writeInt(alarms);
        out.writeLong(missing);
        out.writeLong(outside);
        out.writeLong(overflow);
        out.writeInt(groups.size());
        for (Map.Entry<String, @Nullable Cell[]> group : groups.entrySet()) {
            out.writeUTF(group.getKey());
            out.writeInt(group.getValue().length);
            for (Cell cell : group.getValue()) {
                out.writeBoolean(cell != null);
                if (cell != null) {
                    cell.write(out);
                }
            }
        }
    }

    static FairnessState read(DataInput in, int mostGroups, int bins) throws IOException {
        FairnessState state = new FairnessState();
        state.began = in.readLong();
        state.epochBegan = in.readLong();
        state.epoch = in.readInt();
        state.inEpoch = in.readDouble();
        state.count = in.readDouble();
        state.alarms = in.readInt();
        state.missing = in.readLong();
        state.outside = in.readLong();
        state.overflow = in.readLong();
        int groups = in.readInt();
        if (state.epoch < 1 || state.alarms < 0 || groups < 0 || groups > mostGroups) {
            throw new IOException("not a state of this fairness test: " + groups + " groups of at most " + mostGroups);
        }
        for (int i = 0; i < groups; i++) {
            String group = in.readUTF();
            if (in.readInt() != bins) {
                throw new IOException(
                        "not a state of this fairness test: group " + group + " has other ranges of scores");
            }
            @Nullable Cell[] cells = new Cell[bins];
            for (int bin = 0; bin < bins; bin++) {
                if (in.readBoolean()) {
                    Cell cell = Cell.read(in);
                    cells[bin] = cell;
                    state.tested = Math.max(state.tested, cell.place);
                }
            }
            state.groups.put(group, cells);
        }
        return state;
    }
}
