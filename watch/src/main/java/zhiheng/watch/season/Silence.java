package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One alarm for one happening: after a high surprise the next ones are damped, unless they are clearly higher. What "clearly" asks
 * shrinks to nothing over the silence, whose length follows the length of the series.
 */
final class Silence {
    private static final double SHARE = 0.118; // of the rows seen
    private static final double SHORTEST = 8;
    private static final double LONGEST = 390;
    private static final double CLEARLY = 1.9;
    private static final double DAMPED = 0.12;
    private static final double HIGH = 1;

    private double peak;
    private double since = LONGEST;

    static double rows(long seen) {
        return Math.clamp(SHARE * seen, SHORTEST, LONGEST);
    }

    double damp(double surprise, long seen) {
        since++;
        double left = Math.max(0, 1 - since / rows(seen));
        if (surprise < left * (peak + CLEARLY)) {
            return DAMPED * surprise;
        }
        if (surprise > HIGH) {
            peak = surprise;
            since = 0;
        }
        return surprise;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(peak);
        out.writeDouble(since);
    }

    static Silence read(DataInput in) throws IOException {
        var silence = new Silence();
        silence.peak = Bytes.magnitude(in);
        silence.since = Bytes.magnitude(in);
        return silence;
    }
}
