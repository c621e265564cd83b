package zhiheng.watch.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Bets against "these p-values are independent and uniform". Each bettor names, before it sees p, a density f on [0,1] and has
 * its evidence multiplied by f(p); R ← (R + 1)·f(p) then has the time as its mean, as has the average of all R.
 *
 * <p>Straight bets 1 + ε(2p − 1) see values move up or down, bent ones 1 + ε(12(p − ½)² − 1) see them spread or crowd. Both
 * kinds move a hundredth of their evidence between their ε at each step, so that they can change their mind (the simple jumper of
 * Vovk and others 2021). Two more bettors learn a histogram of the recent p-values, one quickly and one slowly.
 */
final class Bets {
    private static final double[] STRAIGHT = {-0.9, -0.4, 0.4, 0.9};
    private static final double[] BENT = {-0.45, 0.4, 0.9};
    private static final double JUMP = 0.01;
    private static final int CELLS = 16;
    private static final double[] DECAY = {0.99, 0.998};
    private static final double PRIOR = 4;
    /** The shares of straight, bent, quick and slow bettors; straight moves are the commonest. */
    private static final double[] WEIGHT = {0.4, 0.2, 0.2, 0.2};

    private final double[] straight = new double[STRAIGHT.length];
    private final double[] bent = new double[BENT.length];
    private final double[] learned = new double[DECAY.length];
    private final double[][] histogram = new double[DECAY.length][CELLS];
    private double mean;

    /** @return the factor by which the average R + 1 has grown */
    double take(double p) {
        double before = mean + 1;
        double up = 2 * p - 1;
        double bend = 12 * (p - 0.5) * (p - 0.5) - 1;
        mean = WEIGHT[0] * family(straight, STRAIGHT, up) + WEIGHT[1] * family(bent, BENT, bend);
        int cell = Math.min(CELLS - 1, (int) (p * CELLS));
        for (int k = 0; k < DECAY.length; k++) {
            double[] h = histogram[k];
            double total = 0;
            for (int i = 0; i < CELLS; i++) {
                total += h[i];
            }
            learned[k] = (learned[k] + 1) * CELLS * (h[cell] + PRIOR) / (total + CELLS * PRIOR);
            for (int i = 0; i < CELLS; i++) {
                h[i] *= DECAY[k];
            }
            h[cell]++;
            mean += WEIGHT[2 + k] * learned[k];
        }
        return mean / before;
    }

    private static double family(double[] r, double[] epsilon, double direction) {
        double sum = 0;
        for (int j = 0; j < r.length; j++) {
            r[j] = (r[j] + 1) * (1 + epsilon[j] * direction);
            sum += r[j];
        }
        double mean = sum / r.length;
        for (int j = 0; j < r.length; j++) {
            r[j] += JUMP * (mean - r[j]);
        }
        return mean;
    }

    double mean() {
        return mean;
    }

    void clear() {
        Arrays.fill(straight, 0);
        Arrays.fill(bent, 0);
        Arrays.fill(learned, 0);
        for (double[] h : histogram) {
            Arrays.fill(h, 0);
        }
        mean = 0;
    }

    private double[][] parts() {
        return new double[][] {straight, bent, learned, histogram[0], histogram[1]};
    }

    void write(DataOutput out) throws IOException {
        for (double[] part : parts()) {
            for (double x : part) {
                out.writeDouble(x);
            }
        }
        out.writeDouble(mean);
    }

    void read(DataInput in) throws IOException {
        for (double[] part : parts()) {
            for (int i = 0; i < part.length; i++) {
                part[i] = evidence(in);
            }
        }
        mean = evidence(in);
    }

    private static double evidence(DataInput in) throws IOException {
        double x = in.readDouble();
        if (!(x >= 0)) {
            throw new IOException("not evidence: " + x);
        }
        return x;
    }
}
