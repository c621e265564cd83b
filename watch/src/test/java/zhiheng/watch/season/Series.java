package zhiheng.watch.season;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** A series to score, one value every five minutes: 288 a day. */
final class Series {
    static final int DAY = 288;
    static final long STEP = 300_000;

    private Series() {}

    /** A day that rises and falls, with noise. */
    static IntToDoubleFunction daily(long seed) {
        var random = new Random(seed);
        return i -> 100 + 40 * Math.sin(i * 2 * Math.PI / DAY) + 2 * random.nextGaussian();
    }

    static IntToDoubleFunction noise(long seed) {
        var random = new Random(seed);
        return i -> 10 + random.nextGaussian();
    }

    /** The rows from {@code from} to {@code to} at which the score reaches the alarm. */
    static List<Integer> alarms(IntToDoubleFunction series, int from, int to) {
        var detector = SeasonScore.ofValues();
        var state = detector.start();
        var alarms = new ArrayList<Integer>();
        for (int i = 0; i < to; i++) {
            double score = detector.score(state, i * STEP, series.applyAsDouble(i));
            if (i >= from && score >= SeasonScore.ALARM) {
                alarms.add(i);
            }
        }
        return alarms;
    }
}
