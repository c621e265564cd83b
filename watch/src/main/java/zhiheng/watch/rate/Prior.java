package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What the rate after a change is thought to be: a Beta distribution around a moderate change of the rate before, or anything
 * ({@link Kt}). The former finds small changes sooner, the latter large ones; their mean loses little to the better one. Shapes are whole numbers and a half, which {@link Kt}'s tables hold.
 *
 * @param ones the Beta distribution's shape towards 1; ½ in both means that nothing is known yet
 */
record Prior(double ones, double zeros, double scale) {
    static final Prior UNKNOWN = of(0.5, 0.5);

    /** How much of the belief lies around a moderate change. */
    static final double MODERATE = 0.8;

    private static final double SHAPE =
            4.5; // of the rarer outcome: the rate lies within a factor of about 1.6 of the centre
    private static final double ODDS = 2; // of the centre, over those of the rate before
    private static final double SPAN = 1.25; // by which the odds before may move until the centre moves
    private static final double MOST = 1e6; // odds against the rarer outcome
    private static final double LEAST = 32; // events before a rate is thought to be known

    static Prior of(double ones, double zeros) {
        return new Prior(ones, zeros, Kt.logGamma(ones + zeros) - Kt.logGamma(ones) - Kt.logGamma(zeros));
    }

    static Prior around(Direction direction, double onesSeen, double eventsSeen) {
        double odds = (onesSeen + 0.5) / (eventsSeen - onesSeen + 0.5) * factor(direction);
        double other = Math.min(MOST, Math.max(odds, 1 / odds));
        double larger = Math.rint(SHAPE * other - 0.5) + 0.5;
        return odds < 1 ? of(SHAPE, larger) : of(larger, SHAPE);
    }

    private static double factor(Direction direction) {
        return switch (direction) {
            case UP -> ODDS;
            case DOWN -> 1 / ODDS;
            case EITHER -> 1;
        };
    }

    private boolean isUnknown() {
        return ones == 0.5 && zeros == 0.5;
    }

    double mean() {
        return ones / (ones + zeros);
    }

    /** Whether it still lies near enough to the rate seen. */
    boolean fits(Direction direction, double onesSeen, double eventsSeen) {
        double wanted = (onesSeen + 0.5) / (eventsSeen - onesSeen + 0.5) * factor(direction);
        double off = ones / zeros / wanted;
        return eventsSeen < LEAST || !isUnknown() && off < SPAN && off > 1 / SPAN;
    }

    /** The logarithm of the probability of events in a given order. */
    double log(double onesAfter, double after) {
        if (isUnknown()) {
            return Kt.log(onesAfter, after);
        }
        double any = Kt.log(onesAfter, after);
        double moderate = moderate(onesAfter, after);
        double top = Math.max(any, moderate);
        return top + Math.log((1 - MODERATE) * Math.exp(any - top) + MODERATE * Math.exp(moderate - top));
    }

    /** The probability itself, times e to the power of {@code scaled}; without a logarithm between. */
    double times(double scaled, double onesAfter, double after) {
        double any = Math.exp(scaled + Kt.log(onesAfter, after));
        return isUnknown() ? any : (1 - MODERATE) * any + MODERATE * Math.exp(scaled + moderate(onesAfter, after));
    }

    private double moderate(double onesAfter, double after) {
        return Kt.half(onesAfter + (ones - 0.5))
                + Kt.half(after - onesAfter + (zeros - 0.5))
                - Kt.whole(after + (ones + zeros - 1))
                + scale;
    }

    void write(DataOutput out) throws IOException {
        Bytes.write(out, (long) (ones - 0.5));
        Bytes.write(out, (long) (zeros - 0.5));
    }

    static Prior read(DataInput in) throws IOException {
        int most = (int) (MOST * SHAPE) + 1;
        return of(Bytes.readInt(in, 0, most) + 0.5, Bytes.readInt(in, 0, most) + 0.5);
    }
}
