package zhiheng.watch.season;

/** two-sided */
final class Tail {
    private double n, scale;
    private final double[] u = new double[2], hill = new double[2], ex = new double[2];

    double take(double x, double least) {
        n++;
        double a = Math.abs(x);
        int side = x >= 0 ? 0 : 1;
        double s = 0;
        if (n > 1) {
            double floor = Math.max(K.floorU * scale, least);
            if (n < 3) {
                u[0] = u[1] = floor;
            }
            double c = Math.max(u[side], floor);
            double xi = (K.k0 * K.xi0 + hill[side]) / (K.k0 + ex[side]);
            if (a > c) {
                s = -Math.log10(K.p0) + Math.min(Math.log(a / c) / (xi * 2.302585), 30);
            }
            double eta = Math.max(K.eta, 10 / n);
            for (int k = 0; k < 2; k++) {
                double cc = Math.max(u[k], floor);
                if (k == side && a > cc) {
                    double l = Math.min(Math.log(a / cc), 3);
                    hill[k] += l;
                    ex[k]++;
                    u[k] = cc * (1 + eta);
                } else {
                    u[k] = Math.max(floor, u[k] * (1 - eta * K.p0));
                }
                hill[k] *= 1 - 1 / K.tailMem * .1;
                ex[k] *= 1 - 1 / K.tailMem * .1;
            }
            a = Math.min(a, 5 * Math.max(scale, least));
        }
        scale += (a - scale) / Math.min(n, K.scaleMem);
        return s * n / (n + 30);
    }
}
