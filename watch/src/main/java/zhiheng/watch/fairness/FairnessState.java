package zhiheng.watch.fairness;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import zhiheng.watch.State;

/** What a fairness test remembers: 200 to 400 bytes for each group, or range of scores, in each stratum, and counters. */
public final class FairnessState implements State {
    /** How many values make a block until it is known how alike neighbours are. */
    static final int UNKNOWN = 12;

    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Integer> strata = new LinkedHashMap<>();

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
    /** Values of a block, and whether that is known; what was learnt outlives an alarm. */
    int block = UNKNOWN;

    boolean learnt;

    private final int bins;

    FairnessState(int bins) {
        this.bins = bins;
    }

    Stream<Cell> cells() {
        return groups.values().stream().flatMap(Group::cells);
    }

    void clear() {
        groups.clear();
        strata.clear();
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

    /** Observations of groups or strata beyond the most that are kept; they are not tested. */
    public long overflow() {
        return overflow;
    }

    /** The highest evidence of any group at its latest look, times its share of the budget. */
    @Override
    public double statistic() {
        return groups.values().stream()
                .mapToDouble(group -> group.statistic)
                .max()
                .orElse(0);
    }

    @Override
    public long count() {
        return (long) count;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(bins);
        out.writeLong(began);
        out.writeLong(epochBegan);
        out.writeInt(epoch);
        out.writeDouble(inEpoch);
        out.writeDouble(count);
        out.writeInt(alarms);
        out.writeLong(missing);
        out.writeLong(outside);
        out.writeLong(overflow);
        out.writeInt(block);
        out.writeBoolean(learnt);
        out.writeInt(strata.size());
        for (String stratum : strata.keySet()) {
            out.writeUTF(stratum);
        }
        out.writeInt(groups.size());
        for (Group group : groups.values()) {
            group.write(out);
        }
    }

    static FairnessState read(DataInput in, int bins, int mostGroups, int mostStrata) throws IOException {
        if (in.readInt() != bins) {
            throw new IOException("not a state of this fairness test: it has other ranges of scores than " + bins);
        }
        FairnessState state = new FairnessState(bins);
        state.began = in.readLong();
        state.epochBegan = in.readLong();
        state.epoch = in.readInt();
        state.inEpoch = in.readDouble();
        state.count = in.readDouble();
        state.alarms = in.readInt();
        state.missing = in.readLong();
        state.outside = in.readLong();
        state.overflow = in.readLong();
        state.block = in.readInt();
        state.learnt = in.readBoolean();
        int strata = in.readInt();
        if (state.epoch < 1 || state.alarms < 0 || strata < 0 || strata > mostStrata || state.block < 1) {
            throw new IOException("not a state of this fairness test: " + strata + " strata of at most " + mostStrata);
        }
        for (int i = 0; i < strata; i++) {
            state.strata.put(in.readUTF(), i);
        }
        int groups = in.readInt();
        if (groups < 0 || groups > mostGroups) {
            throw new IOException("not a state of this fairness test: " + groups + " groups of at most " + mostGroups);
        }
        for (int i = 0; i < groups; i++) {
            Group group = Group.read(in, mostStrata);
            state.groups.put(group.name, group);
            state.tested = Math.max(state.tested, group.place);
        }
        return state;
    }
}
