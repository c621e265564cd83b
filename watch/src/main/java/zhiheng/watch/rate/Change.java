package zhiheng.watch.rate;

import zhiheng.watch.Interval;

/** Where a rate most likely changed. */
record Change(long onset, Interval before, Interval after) {
    /** @param flipped whether ones and zeros were exchanged */
    static Change of(long onset, double ones, double events, double onesAfter, double after, boolean flipped) {
        double before = events - after;
        double starts = (before + 1) * (before + 2); // the sum of 1/((k+1)(k+2)) over all starts k is 1
        return new Change(
                onset, interval(ones - onesAfter, before, 1, flipped), interval(onesAfter, after, starts, flipped));
    }

    static Interval interval(double ones, double events, double starts, boolean flipped) {
        return RateBounds.of(flipped ? events - ones : ones, events, starts);
    }
}
