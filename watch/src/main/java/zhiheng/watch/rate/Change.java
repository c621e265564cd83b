package zhiheng.watch.rate;

import zhiheng.watch.Interval;

/** Where a rate most likely changed. */
record Change(long onset, Interval before, Interval after) {
    static Change of(long onset, double ones, double events, double onesAfter, double after) {
        double before = events - after;
        // The onset was chosen from all starts k, so the error is shared among them as 1/((k+2) ln²(k+2)), whose sum is
        // below 2.11.
        double starts = 2.11 * (before + 2) * Math.pow(Math.log(before + 2), 2);
        return new Change(onset, RateBounds.of(ones - onesAfter, before, 1), RateBounds.of(onesAfter, after, starts));
    }
}
