package zhiheng.watch.season;

/** two-sided records */
final class Tail {
    static final int N = 8;
    private double n, scale;
    private final double[] top = new double[2 * N];
    private final double[] xi = {K.xi0, K.xi0};
    private final double[] last = {-1e9, -1e9}; // row of last insertion
    private final double[] lastVal = new double[2];

    double take(double x, double least, double rest) {
        n++;
        double a = Math.abs(x);
        int side = x >= 0 ? 0 : 1;
        int o = side * N;
        double floor = Math.max(K.floorU * scale, least);
        double s = 0;
        if (a > floor && a > top[o + N - 1]) {
            double m = Math.max(top[o], floor);
            if (a > m * (1 + K.tol)) {
                s = 1 + Math.min(6, Math.log10(a / m) / xi[side]);
            } else {
                double b = a * (1 - K.tol); int k = 0;
                while (k < N && top[o + k] >= b) k++;
                s = 1 - K.rankK * Math.log10(k + .5);
            }
            insert(side, a, rest);
        }
        if (((int) n & 63) == 0) for (int i = 0; i < 2 * N; i++) top[i] *= 1 - 64 / (K.tailMem + K.tailN * n);
        a = Math.min(a, 5 * Math.max(scale, least));
        scale += (a - scale) / Math.min(n, K.scaleMem);
        return s * n / (n + 30);
    }

    private void insert(int side, double a, double rest) {
        int o = side * N;
        int at = N - 1;
        boolean replace = n - last[side] < rest;
        if (replace) {
            if (a <= lastVal[side]) return;
            // find entry of the cluster
            at = 0;
            while (at < N - 1 && top[o + at] > lastVal[side] * 1.0000001) at++;
        }
        last[side] = n; lastVal[side] = a;
        while (at > 0 && top[o + at - 1] < a) { top[o + at] = top[o + at - 1]; at--; }
        top[o + at] = a;
        // Hill
        double sum = 0; int k = 0;
        for (int i = 0; i < N - 1 && top[o + i + 1] > 0; i++) { sum += Math.log(top[o + i] / top[o + N - 1 > 0 ? o + i + 1 : o]) * (i + 1); k++; }
        xi[side] = (K.k0 * K.xi0 + sum) / (K.k0 + k);
    }
}
