package zhiheng.server.rooms.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * The tracking ledger.
 *
 * @param owners to set a node for; empty for who sets none
 * @param next the address of the next page; null on the last
 */
public record TrackingView(List<Row> rows, @Nullable String next, List<Choice> owners, Form form) {
    /**
     * @param reported the value that the owner reports, "" for none; {@code confirmed} likewise
     * @param reports whether the reader may report, {@code confirms} whether to confirm
     */
    public record Row(
            String id,
            long version,
            String policy,
            String measure,
            String title,
            String owner,
            String due,
            String indicator,
            String baseline,
            String target,
            String report,
            String reported,
            String confirmed,
            State state,
            boolean reports,
            boolean confirms) {}
}
