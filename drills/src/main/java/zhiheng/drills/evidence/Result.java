package zhiheng.drills.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measured rate, of this project or of another tool.
 *
 * @param name of the part, or of the other tool's test
 * @param event what is counted
 * @param events of {@code of}; both 0 where the tool gives a score without counts
 * @param low of an interval of 95 per cent; 0 to 1 where nothing lets one be worked out
 * @param verdict the tool's or the criterion's own word
 * @param duties ids of duties it speaks to
 * @param note what limits it; "" for nothing
 */
public record Result(
        String name,
        String event,
        long events,
        long of,
        @Nullable Double estimate,
        double low,
        double high,
        Verdict verdict,
        List<String> duties,
        String note) {
    public enum Verdict {
        MET,
        NOT_MET,
        OPEN,
        /** A rate without a threshold. */
        NONE
    }

    public Result {
        duties = List.copyOf(duties);
    }
}
