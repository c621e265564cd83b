package zhiheng.watch.risk;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import zhiheng.watch.State;

/** What is remembered of the answers: a stake and faded counts of categories for each canary, and a stake over all. */
public final class CanaryState implements State {
    /** Beyond it a stake only overflows; the alarm came long before. */
    private static final double MOST = 1e300;

    final double[][] recent;
    long unknown;
    private final double[] stakes;
    private final Onset[] onsets;
    private double all;
    private final Onset allOnset = new Onset();
    private double sum;
    private long count;

    /** The likeliest moment of a change: where the product of the ratios last was smallest (Page's CUSUM). */
    private static final class Onset {
        private double best = 1;
        private long time;

        void step(double ratio, long now) {
            if (best <= 1) {
                best = 1;
                time = now;
            }
            best = Math.min(MOST, best * ratio);
        }

        void write(DataOutput out) throws IOException {
            out.writeDouble(best);
            out.writeLong(time);
        }

        void read(DataInput in) throws IOException {
            best = in.readDouble();
            time = in.readLong();
        }
    }

    CanaryState(int[] sizes) {
        recent = new double[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            recent[i] = new double[sizes[i]];
        }
        stakes = new double[sizes.length];
        onsets = new Onset[sizes.length];
        Arrays.setAll(onsets, i -> new Onset());
    }

    void step(int place, int category, double ratio, long time) {
        onsets[place].step(ratio, time);
        allOnset.step(ratio, time);
        double before = stakes[place];
        stakes[place] = Math.min(MOST, (before + 1) * ratio);
        sum = Math.min(MOST, Math.max(0, sum + stakes[place] - before));
        all = Math.min(MOST, (all + 1) * ratio);
        var counts = recent[place];
        for (int c = 0; c < counts.length; c++) {
            counts[c] *= CanaryDetector.KEEP;
        }
        counts[category]++;
        count++;
    }

    @Override
    public double statistic() {
        return (sum + all) / 2;
    }

    /** When the change is estimated to have begun: that of the larger half of the evidence. */
    long onset() {
        int largest = 0;
        for (int i = 1; i < stakes.length; i++) {
            if (stakes[i] > stakes[largest]) {
                largest = i;
            }
        }
        return all >= stakes[largest] ? allOnset.time : onsets[largest].time;
    }

    void restart() {
        Arrays.fill(stakes, 0);
        for (var counts : recent) {
            Arrays.fill(counts, 0);
        }
        for (var onset : onsets) {
            onset.best = 1;
        }
        allOnset.best = 1;
        all = 0;
        sum = 0;
        count = 0;
    }

    @Override
    public long count() {
        return count;
    }

    /** Answers passed over because the set has no such question or category. */
    public long unknown() {
        return unknown;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(recent.length);
        for (int i = 0; i < recent.length; i++) {
            out.writeInt(recent[i].length);
            for (double seen : recent[i]) {
                out.writeDouble(seen);
            }
            out.writeDouble(stakes[i]);
            onsets[i].write(out);
        }
        out.writeDouble(all);
        allOnset.write(out);
        out.writeDouble(sum);
        out.writeLong(count);
        out.writeLong(unknown);
    }

    void read(DataInput in) throws IOException {
        if (in.readInt() != recent.length) {
            throw new IOException("these bytes belong to another canary set");
        }
        for (int i = 0; i < recent.length; i++) {
            if (in.readInt() != recent[i].length) {
                throw new IOException("these bytes belong to another canary set");
            }
            for (int c = 0; c < recent[i].length; c++) {
                recent[i][c] = in.readDouble();
            }
            stakes[i] = in.readDouble();
            onsets[i].read(in);
        }
        all = in.readDouble();
        allOnset.read(in);
        sum = in.readDouble();
        count = in.readLong();
        unknown = in.readLong();
    }
}
