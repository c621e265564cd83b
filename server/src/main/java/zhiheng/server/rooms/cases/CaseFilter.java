package zhiheng.server.rooms.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Procedure;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.sql.Walk;

/**
 * Which cases are listed.
 *
 * @param ended null for both
 * @param before where the page before ended, see {@link Walk}
 */
public record CaseFilter(
        @Nullable String system,
        Procedure.@Nullable Kind kind,
        @Nullable Boolean ended,
        Order order,
        @Nullable String before,
        int limit) {
    /** The newest first, and what moved last first. */
    static final List<String> SORTS = List.of("opened", "last");

    /** The newest first. */
    public CaseFilter(
            @Nullable String system,
            Procedure.@Nullable Kind kind,
            @Nullable Boolean ended,
            @Nullable String before,
            int limit) {
        this(system, kind, ended, Order.of(null, SORTS), before, limit);
    }

    Walk walk() {
        return new Walk(order.key().equals("last") ? "k.last" : "", "k.id", order.turned());
    }
}
