package zhiheng.watch.rate;

import zhiheng.watch.Interval;

/** Where a rate most likely changed. */
record Change(long onset, Interval before, Interval after) {
    static Change of(long onset, double ones, double events, double onesAfter, double after) {
        double before = events - after;
        double starts = (before + 1) * (before + 2); // the sum of 1/((k+1)(k+2)) over all starts k is 1
        return new Change(onset, RateBounds.of(ones - onesAfter, before, 1), RateBounds.of(onesAfter, after, starts));
    }
}
