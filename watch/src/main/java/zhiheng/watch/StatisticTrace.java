package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How a statistic ran: at most {@value #POINTS} points; when they are full, neighbours are merged and each stands for twice as many. */
final class StatisticTrace {
    static final int POINTS = 64;

    private final long[] times = new long[POINTS];
    private final float[] statistics = new float[POINTS];
    private final float[] levels = new float[POINTS];
    private int size;
    private long stride = 1;
    private long inPoint;
    private double sum;

    void add(long time, double statistic, double value) {
        sum += value;
        inPoint++;
        if (inPoint < stride) {
            return;
        }
        if (size == POINTS) {
            halve();
            return; // the point in hand is half full now
        }
        times[size] = time;
        statistics[size] = (float) statistic;
        levels[size] = (float) (sum / inPoint);
        size++;
        sum = 0;
        inPoint = 0;
    }

    private void halve() {
        for (int i = 0; i < POINTS / 2; i++) {
            times[i] = times[2 * i + 1];
            statistics[i] = Math.max(statistics[2 * i], statistics[2 * i + 1]);
            levels[i] = (levels[2 * i] + levels[2 * i + 1]) / 2;
        }
        size = POINTS / 2;
        stride *= 2;
    }

    List<Alert.Point> points() {
        var points = new ArrayList<Alert.Point>(size);
        for (int i = 0; i < size; i++) {
            points.add(new Alert.Point(times[i], statistics[i], levels[i]));
        }
        return points;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(size);
        out.writeLong(stride);
        out.writeLong(inPoint);
        out.writeDouble(sum);
        for (int i = 0; i < size; i++) {
            out.writeLong(times[i]);
            out.writeFloat(statistics[i]);
            out.writeFloat(levels[i]);
        }
    }

    static StatisticTrace read(DataInput in) throws IOException {
        var course = new StatisticTrace();
        course.size = in.readUnsignedByte();
        if (course.size > POINTS) {
            throw new IOException("a course of " + course.size + " points");
        }
        course.stride = in.readLong();
        course.inPoint = in.readLong();
        course.sum = in.readDouble();
        for (int i = 0; i < course.size; i++) {
            course.times[i] = in.readLong();
            course.statistics[i] = in.readFloat();
            course.levels[i] = in.readFloat();
        }
        return course;
    }
}
