package zhiheng.watch.season;

public final class SeasonState {
    static final long DAY = 86_400_000;
    double n, bad, late;
    long last = Long.MIN_VALUE;
    double step = 300_000; // usual ms between rows
    double low, high;
    double mean, dev, level, mode; int regular; long width; final float[] spread = new float[288];
    final float[] day = new float[288];
    final int[] visits = new int[288];
    final float[] week = new float[168];
    final int[] weekVisits = new int[168];
    double off1, off2;
    double e0, e1, e2;
    double arXY, arXX, rPrev;
    double f1, f2, f3, f4, yPrev, vFast, vSlow, rScale;
    final Tail tA = new Tail(), tR = new Tail(), t1 = new Tail(), t2 = new Tail(), tV = new Tail(), t3 = new Tail(), t4 = new Tail(), tD = new Tail();
    double peak;
    double since = 1e9;

    public static double[] dbg = new double[8];

    double raw(long time, double y) {
        n++;
        if (n == 1) {
            low = high = level = mean = y;
            last = time;
            return 0;
        }
        double dt = (double) time - last;
        if (dt > 0) {
            step += (Math.min(dt, 10 * step) - step) / Math.min(n, 200);
            last = time;
        }
        double rowsDay = Math.clamp(DAY / step, 12, 3000);
        double range = high - low;
        double least = Math.max(K.minScale * range + K.minDev * dev, 1e-9 * Math.abs(y) + 1e-12);
        low = Math.min(low, y);
        high = Math.max(high, y);
        // predictions
        if (dt == mode) regular++; else if (regular <= 0) { mode = dt; regular = 1; } else regular--;
        if (n == 40) width = regular > 20 ? Math.clamp((long) mode, 300_000, 3_600_000) : Math.clamp((long) (3 * step), 300_000, 3_600_000);
        int b = width == 0 ? 0 : (int) (Math.floorMod(time, DAY) / width);
        double rest = K.rest * Math.clamp(K.refFrac * n, K.refMin, K.refMax);
        int h = (int) (Math.floorMod(time, 7 * DAY) / 3_600_000);
        double p0 = level;
        double p1 = visits[b] > 0 ? day[b] + off1 : level;
        double p2 = visits[b] > 0 && weekVisits[h] > 2 ? day[b] + week[h] + off2 : p1;
        double w0 = w(e0 + least), w1 = w(e1 + least), w2 = w(e2 + least);
        double m = (w0 * p0 + w1 * p1 + w2 * p2) / (w0 + w1 + w2);
        double r = y - m;
        double phi = arXX > 0 ? Math.clamp(arXY / arXX, 0, .99) : 0;
        double a = r - phi * rPrev;
        double gs = rScale + least, bs = visits[b] > 1 ? spread[b] + least : gs;
        double het = Math.max(.05, (K.cB * bs + (1 - K.cB) * gs) / gs);
        a /= het; double rr = r / het;
        
        f2 += (rr - f2) / Math.max(1, K.w2 * (K.wN == 0 ? 1 : Math.pow(n / 4000, K.wN)));
        double ym = y - mean; f1 += (ym - f1) / K.w1; double sA = tA.take(a, least, rest), sY = tR.take(ym, least, rest), sY2 = t1.take(f1, least, rest), s2 = t2.take(f2, least, rest);
        double va = Math.max(Math.abs(a), least);
        vFast += (Math.min(va, vSlow > 0 ? 6 * vSlow : va) - vFast) / Math.min(n, K.wv);
        vSlow += (Math.min(va, n > 20 ? 6 * vSlow : va) - vSlow) / Math.min(n, K.scaleMem);
        double lv = Math.log((vFast + least) / (vSlow + least));
        double sV = tV.take(lv, .1, rest);
        // updates
        double lim = K.clip * (n > 20 ? rScale + least : 1e300);
        rScale += (Math.min(Math.abs(r), lim) - rScale) / Math.min(n, 1000);
        arXY += (clip(r, lim) * clip(rPrev, lim) - arXY) / Math.min(n, K.arMem);
        arXX += (clip(r, lim) * clip(r, lim) - arXX) / Math.min(n, K.arMem);
        rPrev = r;
        double em = Math.min(n, K.errMem);
        e0 += (Math.min(Math.abs(y - p0), lim) - e0) / em;
        e1 += (Math.min(Math.abs(y - p1), lim) - e1) / em;
        e2 += (Math.min(Math.abs(y - p2), lim) - e2) / em;
        dev += (Math.abs(y - mean) - dev) / Math.min(n, K.meanMem);
        mean += (y - mean) / Math.min(n, K.meanMem);
        double la = Math.max(1 / n, 1 / (K.levelDays * rowsDay));
        level += clip(y - level, lim * 2) * la;
        double d1 = y - p1;
        double d2 = y - p2;
        double oa = 1 / (K.levelDays * rowsDay + 1);
        off1 += clip(d1, lim) * oa;
        off2 += clip(d2, lim) * oa;
        if (width == 0) return 0;
        if (visits[b] == 0) spread[b] = (float) rScale; else spread[b] += (float) ((Math.min(Math.abs(r), lim) - spread[b]) * Math.max(K.binScale * Math.min(1, 288 / rowsDay), 1.0 / (visits[b] + 1)));
        if (visits[b] == 0) day[b] = (float) y;
        else
            day[b] += (float) (clip(y - day[b] - off1, lim)
                    * Math.max(1.0 / (visits[b] + 1), K.profRate * Math.min(1, 288 / rowsDay)));
        visits[b]++;
        if (visits[b] > 1) {
            double dw = y - day[b] - off2 - week[h];
            week[h] += (float)
                    (clip(dw, lim) * Math.max(1.0 / (weekVisits[h] + 1), K.weekRate / Math.max(1, rowsDay / 24)));
            weekVisits[h]++;
        }
        f3 += (rr - f3) / K.w3;
        double s3 = t3.take(f3, least, rest);
        f4 += (rr - f4) / K.w4;
        double s4 = K.cF > 0 ? t4.take(f4, least, rest) : 0;
        double sD = 0;
        if (K.cD > 0) { sD = tD.take(y - yPrev, least, rest); } yPrev = y;
        dbg[5] = K.cF * s4; dbg[7] = K.cD * sD;
        dbg[0] = K.cA * sA; dbg[1] = K.cY * sY; dbg[2] = K.cY2 * sY2; dbg[3] = K.cR2 * s2; dbg[4] = lv > 0 ? K.cVu * sV : K.cVd * sV;
         dbg[6] = K.cR3 * s3;
        double s = 0, t = 0;
        for (int k = 0; k < 8; k++) { if (dbg[k] > s) { t = s; s = dbg[k]; } else if (dbg[k] > t) t = dbg[k]; }
        if (K.q > 0) { double z = 0; for (int k = 0; k < 8; k++) z += dbg[k] > 0 ? Math.pow(dbg[k], K.q) : 0; s = Math.pow(z, 1 / K.q); t = 0; }
        s = Math.max(0, s + K.second * t + K.cL * Math.log10(n / 2000));
        return s * n / (n + K.warm);
    }

    static double w(double e) {
        double q = 1 / e;
        q *= q;
        return q * q;
    }

    static double clip(double x, double l) {
        return Math.max(-l, Math.min(l, x));
    }

    double refract(double s) {
        double R = Math.clamp(K.refFrac * n, K.refMin, K.refMax);
        since++;
        double need = peak + K.margin;
        double age = since / R;
        if (age >= 1 || s >= peak * (1 - age) + K.margin * (1 - age)) {
            if (s > 1.0) {
                if (age >= 1 || s > peak * (1 - age)) peak = s;
                since = 0;
            }
            return s;
        }
        return s * K.damp;
    }
}
