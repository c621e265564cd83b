package zhiheng.cluster;

import java.util.logging.Level;
import java.util.logging.Logger;

/** How much libraries say: Flink and Kafka tell all they do unless told not to. */
final class Quiet {
    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    private Quiet() {}

    static void set(Level least) {
        ROOT.setLevel(least);
    }
}
