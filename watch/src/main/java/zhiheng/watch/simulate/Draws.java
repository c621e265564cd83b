package zhiheng.watch.simulate;

import java.util.random.RandomGenerator;

/** Random numbers of the distributions that the library lacks. */
final class Draws {
    private Draws() {}

    /** Scale 1. Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000). */
    static double gamma(RandomGenerator random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            if (Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    static double beta(RandomGenerator random, double a, double b) {
        if (a <= 0 || b <= 0) {
            return a <= 0 ? 0 : 1; // the mean stands at an end
        }
        double x = gamma(random, a);
        double y = gamma(random, b);
        return x + y > 0 ? x / (x + y) : a >= b ? 1 : 0;
    }

    /** Knuth's product for small means; larger ones are split by the gamma time of a middle event (Ahrens and Dieter 1974). */
    static double poisson(RandomGenerator random, double mean) {
        double count = 0;
        while (mean > 30) {
            double middle = Math.floor(mean * 7 / 8);
            double time = gamma(random, middle);
            if (time > mean) {
                return count + binomial(random, (long) middle - 1, mean / time);
            }
            count += middle;
            mean -= time;
        }
        double product = 1 - random.nextDouble();
        double floor = Math.exp(-mean);
        while (product > floor) {
            count++;
            product *= 1 - random.nextDouble();
        }
        return count;
    }

    /** Halved by the beta value of a middle order statistic until few trials are left. */
    private static double binomial(RandomGenerator random, long trials, double p) {
        double count = 0;
        while (trials > 30) {
            long middle = trials / 2 + 1;
            double split = beta(random, middle, trials - middle + 1);
            if (p < split) {
                trials = middle - 1;
                p /= split;
            } else {
                count += middle;
                trials -= middle;
                p = (p - split) / (1 - split);
            }
        }
        for (long i = 0; i < trials; i++) {
            count += random.nextDouble() < p ? 1 : 0;
        }
        return count;
    }
}
