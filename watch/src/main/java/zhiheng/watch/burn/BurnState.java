package zhiheng.watch.burn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import zhiheng.watch.State;
import zhiheng.watch.rate.RateDetector;

/** What {@link BurnRate} remembers: for each window a ring of panes, about 0.8 kB. */
public final class BurnState implements State {
    /** So many observations in a row must agree that the time is far from where it was. */
    private static final int AGREEING = 3;

    private final List<BurnWindow> windows;
    private final double budget;
    final List<Panes> panes;
    private final double longest;
    private long count;
    private long rejected;
    private long setAside;
    private long newest;
    private long elsewhere;
    private int agreeing;

    BurnState(List<BurnWindow> windows, double budget) {
        this.windows = windows;
        this.budget = budget;
        panes = windows.stream().map(Panes::new).toList();
        longest = windows.stream().mapToLong(w -> w.length().toMillis()).max().orElseThrow();
    }

    /** The highest rate of burning in a long window, as a multiple of that window's factor: an alarm needs 1. */
    @Override
    public double statistic() {
        double highest = 0;
        for (int i = 0; i < panes.size(); i++) {
            var p = panes.get(i);
            double rate = p.allEvents > 0 ? p.allFailures / p.allEvents : 0;
            highest = Math.max(highest, rate / budget / windows.get(i).factor());
        }
        return highest;
    }

    /** Observations since the start; an alarm starts nothing afresh here. */
    @Override
    public long count() {
        return count;
    }

    /** How many observations were left out because they were no share of events. */
    public long rejected() {
        return rejected;
    }

    /** How many observations were left out because their time was far from that of those before. */
    public long setAside() {
        return setAside;
    }

    /** Whether it was taken in. */
    boolean take(long time, double value, double weight) {
        if (!RateDetector.isShare(value, weight)) {
            rejected++;
            return false;
        }
        if (count > 0 && far(time, newest) && !moved(time)) {
            setAside++;
            return false;
        }
        if (count == 0 || far(time, newest)) {
            panes.forEach(p -> p.restart(time));
            newest = time;
        }
        agreeing = 0;
        count++;
        newest = Math.max(newest, time);
        for (int i = 0; i < panes.size(); i++) {
            panes.get(i).add(time, weight, weight * value);
        }
        return true;
    }

    /** One observation of a wrong time must not empty the panes; several in a row that agree tell that the clock moved. */
    private boolean moved(long time) {
        agreeing = agreeing > 0 && !far(time, elsewhere) ? agreeing + 1 : 1;
        elsewhere = time;
        return agreeing >= AGREEING;
    }

    private boolean far(long a, long b) {
        return Math.abs((double) a - b) > longest;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(panes.size());
        out.writeLong(count);
        out.writeLong(rejected);
        out.writeLong(setAside);
        out.writeLong(newest);
        out.writeLong(elsewhere);
        out.writeByte(agreeing);
        for (Panes p : panes) {
            p.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        if (in.readByte() != panes.size()) {
            throw new IOException("a state of other than " + panes.size() + " windows");
        }
        count = in.readLong();
        rejected = in.readLong();
        setAside = in.readLong();
        newest = in.readLong();
        elsewhere = in.readLong();
        agreeing = in.readByte();
        for (Panes p : panes) {
            p.read(in);
        }
    }
}
