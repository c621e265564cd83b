package zhiheng.provenance.traces;

import java.awt.image.BufferedImage;

/**
 * A detector that a user brings, such as a network. Its word is a suspicion at most, and only with the rate of false alarms at its
 * threshold, which whoever brings it has to state.
 */
public interface Detector {
    String name();

    /** The higher, the likelier generated. */
    double score(BufferedImage picture);

    /** From which on it is a suspicion. */
    double threshold();

    /** How often pictures that were not generated reach the threshold, on which set. */
    String falseAlarms();
}
