package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the rate after a change is thought to be: a Beta distribution around a moderate change of the rate before (where both
 * directions are looked for, half of one around a rise and half of one around a fall), or anything ({@link Kt}). The former finds
 * small changes sooner, the latter large ones; their mean loses little to the better one.
 *
 * @param other around a fall, where both directions are looked for
 */
record Prior(Beta moderate, @Nullable Beta other) {
    static final Prior UNKNOWN = new Prior(Beta.of(0.5, 0.5), null);

    /** How much of the belief lies around a moderate change. */
    static final double MODERATE = 0.8;

    private static final double SHAPE =
            4.5; // of the rarer outcome: its rate is mostly within a factor of 1.6 of the centre
    private static final double ODDS = 2; // of the centre, over those of the rate before
    private static final double SPAN = 1.25; // by which the odds before may move until the centre moves
    private static final double MOST = 1e6; // odds against the rarer outcome
    private static final double LEAST = 32; // events before a rate is thought to be known

    /** A distribution of the rate; its shapes are whole numbers and a half, which {@link Kt}'s tables hold. */
    record Beta(double ones, double zeros, double scale) {
        static Beta of(double ones, double zeros) {
            return new Beta(ones, zeros, Kt.logGamma(ones + zeros) - Kt.logGamma(ones) - Kt.logGamma(zeros));
        }

        static Beta around(double odds) {
            double larger = Math.rint(SHAPE * Math.min(MOST, Math.max(odds, 1 / odds)) - 0.5) + 0.5;
            return odds < 1 ? of(SHAPE, larger) : of(larger, SHAPE);
        }

        /** The logarithm of the probability of events in a given order. */
        double log(double onesAfter, double after) {
            return Kt.half(onesAfter + (ones - 0.5))
                    + Kt.half(after - onesAfter + (zeros - 0.5))
                    - Kt.whole(after + (ones + zeros - 1))
                    + scale;
        }

        private boolean isUnknown() {
            return ones == 0.5 && zeros == 0.5;
        }

        private void write(DataOutput out) throws IOException {
            Bytes.write(out, (long) (ones - 0.5));
            Bytes.write(out, (long) (zeros - 0.5));
        }

        private static Beta read(DataInput in) throws IOException {
            int most = (int) (MOST * SHAPE) + 1;
            return of(Bytes.readInt(in, 0, most) + 0.5, Bytes.readInt(in, 0, most) + 0.5);
        }
    }

    static Prior around(Direction direction, double onesSeen, double eventsSeen) {
        double odds = odds(onesSeen, eventsSeen);
        return new Prior(
                Beta.around(odds * factor(direction)), direction == Direction.EITHER ? Beta.around(odds / ODDS) : null);
    }

    private static double odds(double onesSeen, double eventsSeen) {
        return (onesSeen + 0.5) / (eventsSeen - onesSeen + 0.5);
    }

    private static double factor(Direction direction) {
        return direction == Direction.DOWN ? 1 / ODDS : ODDS;
    }

    /** Whether it still lies near enough to the rate seen. */
    boolean fits(Direction direction, double onesSeen, double eventsSeen) {
        double off = moderate.ones / moderate.zeros / (odds(onesSeen, eventsSeen) * factor(direction));
        return eventsSeen < LEAST || !moderate.isUnknown() && off < SPAN && off > 1 / SPAN;
    }

    /** The logarithm of the probability of events in a given order. */
    double log(double onesAfter, double after) {
        double any = Kt.log(onesAfter, after);
        return moderate.isUnknown() ? any : any + Math.log(times(-any, onesAfter, after));
    }

    /** The probability itself, times e to the power of {@code scaled}; without a logarithm between. */
    double times(double scaled, double onesAfter, double after) {
        double any = Math.exp(scaled + Kt.log(onesAfter, after));
        if (moderate.isUnknown()) {
            return any;
        }
        double near = Math.exp(scaled + moderate.log(onesAfter, after));
        if (other != null) {
            near = (near + Math.exp(scaled + other.log(onesAfter, after))) / 2;
        }
        return (1 - MODERATE) * any + MODERATE * near;
    }

    void write(DataOutput out) throws IOException {
        moderate.write(out);
        if (other != null) {
            other.write(out);
        }
    }

    static Prior read(Direction direction, DataInput in) throws IOException {
        var moderate = Beta.read(in);
        return new Prior(moderate, direction == Direction.EITHER && !moderate.isUnknown() ? Beta.read(in) : null);
    }
}
