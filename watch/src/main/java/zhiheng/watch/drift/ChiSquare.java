package zhiheng.watch.drift;

/** The upper tail of the χ² distribution, by the series and the continued fraction of the incomplete gamma function. */
final class ChiSquare {
    private ChiSquare() {}

    static double above(int degrees, double x) {
        double a = degrees / 2.0;
        double z = x / 2;
        if (z <= 0) {
            return 1;
        }
        double front = Math.exp(a * Math.log(z) - z - logGammaOfHalf(degrees));
        return z < a + 1 ? Math.max(0, 1 - front * series(a, z)) : front * fraction(a, z);
    }

    static double quantileAbove(int degrees, double alpha) {
        double low = 0;
        double high = degrees + 1;
        while (above(degrees, high) > alpha) {
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (above(degrees, middle) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double series(double a, double z) {
        double term = 1 / a;
        double sum = term;
        for (int i = 1; i < 10_000 && term > sum * 1e-16; i++) {
            term *= z / (a + i);
            sum += term;
        }
        return sum;
    }

    /** Lentz's evaluation of Γ(a,z)/(z^a e^−z). */
    private static double fraction(double a, double z) {
        double b = z + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 10_000; i++) {
            double an = -i * (i - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            double step = d * c;
            h *= step;
            if (Math.abs(step - 1) < 1e-15) {
                break;
            }
        }
        return h;
    }

    /** ln Γ(degrees / 2), by Γ(x + 1) = x·Γ(x) from Γ(1) = 1 or Γ(½) = √π. */
    private static double logGammaOfHalf(int degrees) {
        double log = degrees % 2 == 0 ? 0 : Math.log(Math.PI) / 2;
        for (int k = degrees - 2; k > 0; k -= 2) {
            log += Math.log(k / 2.0);
        }
        return log;
    }
}
