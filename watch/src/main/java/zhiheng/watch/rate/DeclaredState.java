package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import zhiheng.watch.State;
import zhiheng.watch.rate.DeclaredRate.Form;

/** What {@link DeclaredRate} remembers: the stakes of its bets, and {@link Splits} to date an onset and show the level since. */
public final class DeclaredState implements State {
    private final Bets bets;
    private final Form form;
    private final double[] stakes = new double[Bets.COUNT];
    private final Splits splits = new Splits();
    private double sum;
    private long rejected;

    DeclaredState(Bets bets, Form form) {
        this.bets = bets;
        this.form = form;
    }

    @Override
    public double statistic() {
        return sum / Bets.COUNT;
    }

    @Override
    public long count() {
        return (long) splits.allEvents;
    }

    /** How many observations were left out because they were no share of events. */
    public long rejected() {
        return rejected;
    }

    /** Takes events in; true when the mean stake reached {@code threshold}. */
    boolean add(long time, double value, double weight, double threshold) {
        if (weight == 1 && (value == 0 || value == 1)) {
            single(bets.factors(value == 1));
            splits.single((int) value, time);
            if (splits.full()) {
                fold(Splits.FOLD);
            }
        } else if (RateDetector.isShare(value, weight)) {
            several(value, weight);
            fold(splits.recent);
            splits.batch(weight, value, time);
        } else {
            rejected++;
            return false;
        }
        return sum >= threshold * Bets.COUNT;
    }

    private void single(double[] factors) {
        double total = 0;
        if (form == Form.CUSUM) {
            for (int i = 0; i < Bets.COUNT; i++) {
                total += stakes[i] = Math.max(stakes[i], 1) * factors[i];
            }
        } else {
            for (int i = 0; i < Bets.COUNT; i++) {
                total += stakes[i] = (stakes[i] + 1) * factors[i];
            }
        }
        sum = total;
    }

    /** Each of the events may be the first after a change; all are laid before the observation. */
    private void several(double value, double weight) {
        double total = 0;
        for (int i = 0; i < Bets.COUNT; i++) {
            double stake = form == Form.CUSUM ? Math.max(stakes[i], Math.min(1, weight)) : stakes[i] + weight;
            total += stakes[i] = stake * bets.factor(i, value, weight);
        }
        sum = total;
    }

    private void fold(int count) {
        for (int left = count; left > 0; left -= Splits.GROUP) {
            splits.foldGroup(0);
        }
        double newer = splits.recent;
        for (int i = splits.size - 1; i > 0; i--) {
            if (splits.mayJoin(i, newer)) {
                splits.join(i);
            } else {
                newer += splits.events[i];
            }
        }
        while (splits.size > Splits.MAX) {
            splits.join(1);
        }
    }

    /**
     * Half of what all bets would have won since is due to bets first laid after the onset, and half to earlier ones. It is the
     * median of when the change came, if it may as well have come at one event as at another; the start at which a bet would have
     * won most is easily one of the last few.
     */
    Change likeliest(double limit, double threshold) {
        var sought = new Sought(Double.POSITIVE_INFINITY);
        seek(sought);
        sought = new Sought(sought.passed / 2);
        seek(sought);
        long onset = sought.bucket < 0 ? splits.timeOfRecent((int) sought.events) : splits.start[sought.bucket];
        return Change.of(splits, onset, sought.ones, sought.events, limit, Math.log(statistic() / threshold));
    }

    /** The latest start such that the bets laid there or later have won so much. */
    private final class Sought {
        private final double part;
        private double passed;
        private int bucket;
        private double ones;
        private double events;

        private Sought(double part) {
            this.part = part;
        }

        /** @param starts how many possible starts of a change the place stands for */
        private void pass(int place, double starts, double onesSince, double since) {
            if (passed < part) {
                bucket = place;
                ones = onesSince;
                events = since;
                passed += starts * bets.won(Math.min(onesSince, since), since);
            }
        }
    }

    private void seek(Sought sought) {
        double events = 0;
        double ones = 0;
        long bits = splits.bits;
        for (int back = 1; back <= splits.recent; back++) {
            events++;
            ones += bits & 1;
            bits >>>= 1;
            sought.pass(-1, 1, ones, events);
        }
        for (int i = splits.size - 1; i >= 0; i--) {
            events += splits.events[i];
            ones += splits.ones[i];
            sought.pass(i, splits.events[i], ones, events);
        }
    }

    void restart() {
        Arrays.fill(stakes, 0);
        sum = 0;
        splits.clear();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Bytes.write(out, rejected);
        out.writeDouble(sum);
        for (double stake : stakes) {
            out.writeDouble(stake);
        }
        splits.write(out);
    }

    void read(DataInput in) throws IOException {
        rejected = Bytes.read(in);
        sum = in.readDouble();
        for (int i = 0; i < Bets.COUNT; i++) {
            stakes[i] = in.readDouble();
        }
        splits.read(in);
    }
}
