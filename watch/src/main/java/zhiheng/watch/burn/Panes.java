package zhiheng.watch.burn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Events and failures of one window of time, in a ring of equal panes of which the newest is filling. */
final class Panes {
    private static final int PER_SHORT = 4;
    static final int COUNT = PER_SHORT * BurnWindow.SHORT_PART;

    private final long paneMillis;
    private final double[] events = new double[COUNT];
    private final double[] failures = new double[COUNT];
    private long newest; // number of the newest pane since 1970
    /** Failed before, and not yet recovered from. */
    boolean burning;

    double allEvents;
    double allFailures;
    double shortEvents;
    double shortFailures;

    Panes(BurnWindow window) {
        paneMillis = Math.max(1, window.length().toMillis() / COUNT);
    }

    /** Empties all and begins at a time. */
    void restart(long time) {
        Arrays.fill(events, 0);
        Arrays.fill(failures, 0);
        newest = Math.floorDiv(time, paneMillis);
        burning = false;
        sum();
    }

    /** Takes events in; those older than all panes are left out. */
    void add(long time, double count, double failed) {
        long pane = Math.floorDiv(time, paneMillis);
        if (pane > newest) {
            advance(pane);
        }
        long age = newest - pane;
        if (age >= COUNT) {
            return;
        }
        int at = index(pane);
        events[at] += count;
        failures[at] += failed;
        allEvents += count;
        allFailures += failed;
        if (age < PER_SHORT) {
            shortEvents += count;
            shortFailures += failed;
        }
    }

    private void advance(long pane) {
        long steps = Math.min(COUNT, pane - newest);
        for (long i = 0; i < steps; i++) {
            int at = index(pane - i);
            events[at] = 0;
            failures[at] = 0;
        }
        newest = pane;
        sum();
    }

    private void sum() {
        allEvents = 0;
        allFailures = 0;
        shortEvents = 0;
        shortFailures = 0;
        for (int age = 0; age < COUNT; age++) {
            int at = index(newest - age);
            allEvents += events[at];
            allFailures += failures[at];
            if (age == PER_SHORT - 1) {
                shortEvents = allEvents;
                shortFailures = allFailures;
            }
        }
    }

    private static int index(long pane) {
        return Math.floorMod(pane, COUNT);
    }

    /** How old the panes are since which failures most exceed a rate, by the likelihood of their events. */
    long likeliestOnset(Excess excess) {
        double best = Double.NEGATIVE_INFINITY;
        long onset = newest;
        double count = 0;
        double failed = 0;
        for (int age = 0; age < COUNT; age++) {
            int at = index(newest - age);
            count += events[at];
            failed += failures[at];
            double value = events[at] == 0 ? Double.NEGATIVE_INFINITY : excess.of(failed, count);
            if (value > best) {
                best = value;
                onset = newest - age;
            }
        }
        return onset * paneMillis;
    }

    interface Excess {
        double of(double failures, double events);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeBoolean(burning);
        for (double sum : new double[] {allEvents, allFailures, shortEvents, shortFailures}) {
            out.writeDouble(sum);
        }
        long filled = 0;
        for (int i = 0; i < COUNT; i++) {
            filled |= events[i] > 0 ? 1L << i : 0;
        }
        out.writeLong(filled);
        for (int i = 0; i < COUNT; i++) {
            if (events[i] > 0) {
                out.writeDouble(events[i]);
                out.writeDouble(failures[i]);
            }
        }
    }

    void read(DataInput in) throws IOException {
        newest = in.readLong();
        burning = in.readBoolean();
        allEvents = in.readDouble();
        allFailures = in.readDouble();
        shortEvents = in.readDouble();
        shortFailures = in.readDouble();
        long filled = in.readLong();
        if (filled >>> COUNT != 0) {
            throw new IOException("more than " + COUNT + " panes");
        }
        for (int i = 0; i < COUNT; i++) {
            if ((filled >>> i & 1) == 1) {
                events[i] = in.readDouble();
                failures[i] = in.readDouble();
                if (!(events[i] > 0 && failures[i] >= 0 && failures[i] <= events[i] * (1 + 1e-9))) {
                    throw new IOException("a pane with " + failures[i] + " failures of " + events[i] + " events");
                }
            }
        }
    }
}
