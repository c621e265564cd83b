package zhiheng.watch.rate;

import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.Interval;

/** Where a rate most likely changed. */
record Change(long onset, Interval before, Interval after, Alarm.Extent extent) {
    /**
     * @param from the level that was left, or the limit; null for the rate before the onset
     * @param room how far above the threshold the evidence is, as a logarithm
     */
    static Change of(Splits splits, long onset, double onesAfter, double after, @Nullable Double from, double room) {
        double ones = splits.allOnes;
        double before = Math.max(0, splits.allEvents - after); // fractions round
        var held = RateBounds.of(Math.clamp(ones - onesAfter, 0, before), before, 1);
        var since = RateBounds.of(onesAfter, after, starts(before));
        double left = from == null ? held.estimate() : from;
        int direction = since.estimate() < left ? -1 : 1;
        var onsets = splits.onsets();
        return new Change(
                onset,
                held,
                onsets.excluding(since, left, room, direction),
                onsets.extent(onset, onesAfter, after, direction));
    }

    /**
     * Over how many starts the error is shared: the onset was chosen from all starts k, each of which has 1/((k+2) ln²(k+2)), whose
     * sum is below 2.11.
     */
    static double starts(double before) {
        return 2.11 * (before + 2) * Math.pow(Math.log(before + 2), 2);
    }
}
