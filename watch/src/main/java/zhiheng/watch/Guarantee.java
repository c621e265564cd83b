package zhiheng.watch;

/** What a detector promises while nothing changes, and under which condition: a promise without one is none. */
public sealed interface Guarantee {
    /** What has to hold for the promise to hold. */
    Condition condition();

    /** The mean number of events (or blocks of dependent events) to a false alarm is at least this; proven. */
    record RunLength(double events, Condition condition) implements Guarantee {}

    /** Over the whole life of the stream a false alarm comes with at most this probability; proven. */
    record Probability(double atMost, Condition condition) implements Guarantee {}

    /** The run length was found by simulation under the condition, and is not proven. */
    record Simulated(double events, Condition condition) implements Guarantee {}

    /** The probability was found by simulation under the condition, and is not proven. */
    record SimulatedProbability(double atMost, Condition condition) implements Guarantee {}

    /** No promise: a score, or a rule of thumb. */
    record None() implements Guarantee {
        @Override
        public Condition condition() {
            return Condition.UNSTATED;
        }
    }
}
