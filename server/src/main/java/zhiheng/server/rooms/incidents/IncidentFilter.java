package zhiheng.server.rooms.incidents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.sql.Walk;
import zhiheng.server.rooms.watch.Light;

/**
 * Which incidents are listed; nulls do not narrow.
 *
 * @param reference such as the id of an alert
 * @param before where the page before ended, see {@link Walk}
 */
public record IncidentFilter(
        @Nullable String system,
        @Nullable String reference,
        @Nullable Boolean ended,
        Order order,
        @Nullable String before,
        int limit) {
    /** The newest first, and the gravest first. */
    static final List<String> SORTS = List.of("opened", "grade");

    private static final String RANK = Light.rank("CASE i.grade WHEN 'none' THEN i.colour ELSE i.grade END");

    /** The newest first. */
    public IncidentFilter(
            @Nullable String system,
            @Nullable String reference,
            @Nullable Boolean ended,
            @Nullable String before,
            int limit) {
        this(system, reference, ended, Order.of(null, SORTS), before, limit);
    }

    Walk walk() {
        return new Walk(order.key().equals("grade") ? RANK : "", "i.id", order.turned());
    }
}
