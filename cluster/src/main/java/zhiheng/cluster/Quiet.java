package zhiheng.cluster;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How much libraries say: Flink and Kafka tell all they do unless told not to. */
final class Quiet {
    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    /** Warns at each checkpoint that the connector names one of its metrics twice. */
    private static final Logger METRICS = Logger.getLogger("org.apache.flink.metrics.MetricGroup");

    /** Warns that there is no Kerberos, which nobody asked for. */
    private static final Logger TOKENS = Logger.getLogger("org.apache.flink.runtime.security.token");

    /** Warns that there is no page with a log. */
    private static final Logger PAGES = Logger.getLogger("org.apache.flink.runtime.webmonitor");

    private Quiet() {}

    static void set(Level least) {
        ROOT.setLevel(least);
        METRICS.setLevel(Level.SEVERE);
        TOKENS.setLevel(Level.SEVERE);
        PAGES.setLevel(Level.SEVERE);
    }
}
