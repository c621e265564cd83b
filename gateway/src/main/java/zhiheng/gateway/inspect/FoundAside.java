package zhiheng.gateway.inspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Records;

/** The record of a call at which somebody may still look, see {@link Inspection#aside}. */
public final class FoundAside {
    private FoundAside() {}

    /**
     * Records a call that is over. Until who looks aside has done, the record is an opening one, so that it is there should the process
     * die; then it is completed by what was found.
     *
     * @param found null where nobody looks
     */
    public static void record(
            Records records,
            Interaction over,
            byte @Nullable [] sealed,
            @Nullable CompletableFuture<List<Detection>> found) {
        if (found == null) {
            records.add(over, sealed);
            return;
        }
        if (!found.isDone()) {
            records.open(over);
        }
        found.thenAccept(detections -> records.add(
                over.alsoFound(detections.stream()
                        .map(detection -> "in:" + detection.kind())
                        .toList()),
                sealed));
    }
}
