package zhiheng.server.ground;

import java.util.Optional;
import zhiheng.base.Text;

/**
 * One thing that must be well for the server to do its work. It is asked every few seconds and may block.
 *
 * @param name one word, as in the answers of {@code /health/ready}
 * @param vital whether the server takes no work without it; else it is told and nothing more
 */
public record Check(String name, boolean vital, Asked asked) {
    /** Looks. */
    @FunctionalInterface
    public interface Asked {
        /** What is wrong, and what to do; empty when all is well. An exception means that it is not well either. */
        Optional<Text> trouble() throws Exception;
    }
}
