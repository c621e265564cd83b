package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The past of a stream, summed so that a split into "before" and "after" can be looked at at many points: each of the last 32 to
 * 64 single events on its own, older ones in buckets whose sizes grow with their age (exponential histogram; Datar, Gionis,
 * Indyk, Motwani 2002). Two neighbours become one when together they hold at most {@link #GRAIN} of what is newer, so that a
 * split misses the true one by at most that share. When {@link #MAX} buckets are full the oldest split is given up.
 */
final class Splits {
    static final int MAX = 64;
    static final double GRAIN = 0.4;
    static final int FOLD = 32; // events that leave the window of single ones together
    static final int GROUP = 8; // events that share one time, and one bucket when they are folded

    int size;
    double[] events = new double[8];
    double[] ones = new double[8];
    long[] start = new long[8];
    /** How many possible changes, or how much evidence for them, the split at a bucket's start stands for; see ShiftedState. */
    float[] weight = new float[8];

    /** ln KT of what came before each bucket, NaN where not yet needed; not kept for fractions, whose sums round. */
    private double[] logBefore = new double[8];

    private boolean fractions;

    /** The last {@link #recent} single events, the newest in the lowest bit. */
    long bits;

    int recent;
    long[] times = new long[64 / GROUP];
    long newest;

    double allEvents;
    double allOnes;

    void single(int bit, long time) {
        if (recent % GROUP == 0) {
            times[recent / GROUP] = time;
        }
        bits = bits << 1 | bit;
        recent++;
        allEvents++;
        allOnes += bit;
        newest = time;
    }

    boolean full() {
        return recent == 64;
    }

    /** How many single events the oldest group of the window holds. */
    int oldestGroup() {
        return Math.min(GROUP, recent);
    }

    /** Turns the oldest group of single events into a bucket. */
    void foldGroup(float splitWeight) {
        int count = oldestGroup();
        long group = bits >>> (recent - count) & (1L << count) - 1;
        append(count, Long.bitCount(group), times[0], splitWeight);
        recent -= count;
        System.arraycopy(times, 1, times, 0, times.length - 1);
        bits &= recent == 0 ? 0 : -1L >>> (64 - recent);
    }

    /** Takes several events in at once; the window of single ones must be empty. */
    void batch(double count, double shareOfOnes, long time) {
        fractions |= count != Math.rint(count) || count * shareOfOnes != Math.rint(count * shareOfOnes);
        append(count, count * shareOfOnes, time, (float) count);
        allEvents += count;
        allOnes += count * shareOfOnes;
        newest = time;
    }

    private void append(double count, double onesOfThem, long time, float splitWeight) {
        if (size == events.length) {
            grow(size * 2);
        }
        events[size] = count;
        ones[size] = onesOfThem;
        start[size] = time;
        weight[size] = size == 0 ? 0 : splitWeight; // before the first event there is nothing to differ from
        logBefore[size] = Double.NaN;
        size++;
    }

    /** ln KT of the given counts, which are those before bucket i. */
    double logBefore(int i, double ones, double events) {
        if (fractions) {
            double rounded = Math.max(0, events);
            return Kt.log(Math.clamp(ones, 0, rounded), rounded);
        }
        if (Double.isNaN(logBefore[i])) {
            logBefore[i] = Kt.log(ones, events);
        }
        return logBefore[i];
    }

    /** Joins bucket {@code i} to the one before it; its split is no longer looked at. */
    void join(int i) {
        events[i - 1] += events[i];
        ones[i - 1] += ones[i];
        int behind = size - i - 1;
        System.arraycopy(events, i + 1, events, i, behind);
        System.arraycopy(ones, i + 1, ones, i, behind);
        System.arraycopy(start, i + 1, start, i, behind);
        System.arraycopy(weight, i + 1, weight, i, behind);
        System.arraycopy(logBefore, i + 1, logBefore, i, behind);
        size--;
    }

    /** @param newer how many events came after bucket i */
    boolean mayJoin(int i, double newer) {
        return events[i - 1] + events[i] <= GRAIN * newer;
    }

    /** When the event began that lies {@code back} single events before the next one: interpolated within its group. */
    long timeOfRecent(int back) {
        int index = recent - back;
        int group = index / GROUP;
        long from = times[group];
        long to = (group + 1) * GROUP < recent ? times[group + 1] : newest;
        int width = Math.min(GROUP, recent - 1 - group * GROUP);
        return width == 0 ? from : from + (long) ((to - from) * (double) (index % GROUP) / width);
    }

    /** All of the past, oldest first. */
    Onsets onsets() {
        int count = size + recent;
        var counts = new double[count];
        var hits = new double[count];
        var begun = new long[count];
        System.arraycopy(events, 0, counts, 0, size);
        System.arraycopy(ones, 0, hits, 0, size);
        System.arraycopy(start, 0, begun, 0, size);
        for (int back = recent; back > 0; back--) {
            int i = count - back;
            counts[i] = 1;
            hits[i] = bits >>> back - 1 & 1;
            begun[i] = timeOfRecent(back);
        }
        return new Onsets(counts, hits, begun, newest, 1);
    }

    void clear() {
        size = 0;
        recent = 0;
        bits = 0;
        allEvents = 0;
        allOnes = 0;
        newest = 0;
        fractions = false;
    }

    void write(DataOutput out) throws IOException {
        Bytes.writeCount(out, allEvents);
        Bytes.writeCount(out, allOnes);
        Bytes.write(out, newest);
        out.writeBoolean(fractions);
        Bytes.write(out, size);
        long last = newest;
        for (int i = size - 1; i >= 0; i--) {
            Bytes.writeCount(out, events[i]);
            Bytes.writeCount(out, ones[i]);
            Bytes.write(out, last - start[i]);
            out.writeFloat(weight[i]);
            last = start[i];
        }
        out.writeByte(recent);
        out.writeLong(bits);
        for (int i = 0; i * GROUP < recent; i++) {
            Bytes.write(out, newest - times[i]);
        }
    }

    void read(DataInput in) throws IOException {
        allEvents = Bytes.readCount(in);
        allOnes = Bytes.readCount(in);
        newest = Bytes.read(in);
        fractions = in.readBoolean();
        int buckets = Bytes.readInt(in, 0, MAX);
        grow(Math.max(8, buckets));
        Arrays.fill(logBefore, Double.NaN);
        size = buckets;
        long last = newest;
        for (int i = size - 1; i >= 0; i--) {
            events[i] = Bytes.readCount(in);
            ones[i] = Bytes.readCount(in);
            start[i] = last - Bytes.read(in);
            weight[i] = in.readFloat();
            if (ones[i] > events[i] || !(weight[i] >= 0)) {
                throw new IOException("a bucket with " + ones[i] + " ones of " + events[i] + ", weight " + weight[i]);
            }
            last = start[i];
        }
        recent = in.readByte();
        bits = in.readLong();
        if (recent < 0 || recent > 63 || bits >>> recent != 0 || allOnes > allEvents) {
            throw new IOException(recent + " single events, " + allOnes + " ones of " + allEvents);
        }
        for (int i = 0; i * GROUP < recent; i++) {
            times[i] = newest - Bytes.read(in);
        }
    }

    private void grow(int capacity) {
        events = Arrays.copyOf(events, capacity);
        ones = Arrays.copyOf(ones, capacity);
        start = Arrays.copyOf(start, capacity);
        weight = Arrays.copyOf(weight, capacity);
        logBefore = Arrays.copyOf(logBefore, capacity);
    }
}
