package zhiheng.cluster;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Properties;
import zhiheng.watch.wire.LogClient;

/**
 * What the job reads and writes, and how.
 *
 * @param brokers host and port of some of them, separated by commas
 * @param name of the installation: topics begin with it, and so do the names of the job's transactions. No two jobs may have the same
 * @param zone whose hours and weekends the monitors tell apart; the server's, where states go from one to the other
 * @param checkpointEvery how long an alert may wait to be seen: it is written for good with a checkpoint
 * @param hotKeys how many keys a slot holds unpacked
 * @param whole whether the job ends when it has read what is there at its start; for tests and measurements
 * @param client how the brokers let it in
 */
public record JobSettings(
        String brokers,
        String name,
        ZoneId zone,
        Duration checkpointEvery,
        int hotKeys,
        boolean whole,
        LogClient client) {
    public static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);
    public static final int HOT_KEYS = 20_000;

    /** The same as a job that goes on. */
    JobSettings unbounded() {
        return new JobSettings(brokers, name, zone, checkpointEvery, hotKeys, false, client);
    }

    /** What every client is made with. */
    Properties properties() {
        var all = new Properties();
        all.putAll(client.settings());
        all.put("bootstrap.servers", brokers);
        return all;
    }

    public String observations() {
        return name + ".observations";
    }

    /** The calls themselves, without a word of their content; not read by the job. */
    public String interactions() {
        return name + ".interactions";
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
