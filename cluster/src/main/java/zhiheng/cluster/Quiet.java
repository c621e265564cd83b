package zhiheng.cluster;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How much libraries say: Flink and Kafka tell all they do unless told not to. */
final class Quiet {
    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    /** Warns at each checkpoint that the connector names one of its metrics twice. */
    private static final Logger NAMES = Logger.getLogger("org.apache.flink.runtime.metrics.groups");

    private Quiet() {}

    static void set(Level least) {
        ROOT.setLevel(least);
        NAMES.setLevel(Level.SEVERE);
    }
}
