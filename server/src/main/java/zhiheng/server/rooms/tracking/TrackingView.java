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
 * @param measures with nodes that nobody confirmed, by the id of one of these
 * @param next the address of the next page; null on the last
 */
public record TrackingView(
        List<Row> rows, @Nullable String next, List<Choice> owners, List<Choice> measures, Form form) {
    /**
     * @param reported the value that the owner reports, "" for none; {@code confirmed} likewise
     * @param needHref the need whose timetable it belongs to, "" for none
     * @param evidence a link, "" for none; {@code excused} why it need not be reached, "" while it must
     * @param disputed whether the asker says that the report is not so
     * @param reports whether the reader may report, {@code confirms} whether to confirm, {@code excuses} whether to excuse
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
            String needHref,
            String evidence,
            String excused,
            boolean disputed,
            boolean reports,
            boolean confirms,
            boolean excuses) {}
}
