package zhiheng.watch;

/** What a detector promises while nothing changes. */
public sealed interface Guarantee {
    /** The mean number of events (or blocks of dependent events) to a false alarm is at least this, whatever the distribution. */
    record RunLength(double events) implements Guarantee {}

    /** Over the whole life of the stream a false alarm comes with at most this probability. */
    record Probability(double atMost) implements Guarantee {}

    /** The run length was found by simulation for the stated kind of stream, and is not proven. */
    record Simulated(double events) implements Guarantee {}

    /** No promise: a score, or a rule of thumb. */
    record None() implements Guarantee {}
}
