package zhiheng.watch.rate;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alarm;
import zhiheng.watch.State;

/** Streams of single events with a known rate. */
final class Streams {
    private Streams() {}

    /** Feeds events of one rate; returns the first alarm. */
    static <S extends State> @Nullable Alarm feed(
            RateDetector<S> detector, S state, SplittableRandom random, double rate, long from, int count) {
        for (int i = 0; i < count; i++) {
            Alarm alarm = detector.add(state, from + i, random.nextDouble() < rate ? 1 : 0, 1);
            if (alarm != null) {
                return alarm;
            }
        }
        return null;
    }

    /** How many alarms so many events of one rate give. */
    static <S extends State> int alarms(
            RateDetector<S> detector, long seed, double rate, double correlation, int count) {
        var random = new SplittableRandom(seed);
        S state = detector.start();
        int alarms = 0;
        int last = random.nextDouble() < rate ? 1 : 0;
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() >= correlation) { // else the last event repeats: lag-1 correlation
                last = random.nextDouble() < rate ? 1 : 0;
            }
            if (detector.add(state, i, last, 1) != null) {
                alarms++;
            }
        }
        return alarms;
    }
}
