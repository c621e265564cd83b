package zhiheng.cluster;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What the job reads and writes, and how.
 *
 * @param brokers host and port of some of them, separated by commas
 * @param name of the installation: topics begin with it, and so do the names of the job's transactions. No two jobs may have the same
 * @param zone whose hours and weekends the monitors tell apart; the server's, where states go from one to the other
 * @param checkpointEvery how long an alert may wait to be seen: it is written for good with a checkpoint
 * @param hotKeys how many keys a slot holds unpacked
 * @param whole whether the job ends when it has read what is there at its start; for tests and measurements
 */
public record JobSettings(
        String brokers, String name, ZoneId zone, Duration checkpointEvery, int hotKeys, boolean whole) {
    public static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);
    public static final int HOT_KEYS = 20_000;

    /** A job that runs until it is stopped. */
    public static JobSettings of(String brokers, String name, ZoneId zone) {
        return new JobSettings(brokers, name, zone, CHECKPOINT_EVERY, HOT_KEYS, false);
    }

    /** The same as a job that goes on. */
    JobSettings unbounded() {
        return new JobSettings(brokers, name, zone, checkpointEvery, hotKeys, false);
    }

    public String observations() {
        return name + ".observations";
    }

    public String alerts() {
        return name + ".alerts";
    }

    /** To where each gateway has published; see its publisher. */
    public String published() {
        return name + ".published";
    }

    public String deadLetters() {
        return name + ".dead";
    }
}
