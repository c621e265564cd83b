package zhiheng.server.rooms.alerts;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.sql.Walk;
import zhiheng.server.rooms.watch.Light;

/**
 * Which alerts are listed.
 *
 * @param system null for all
 * @param before where the page before ended, see {@link Walk}; null for the first page
 */
public record CaseFilter(
        Set<Progress> states,
        @Nullable String system,
        Order order,
        @Nullable String before,
        int limit) {
    /** The newest first, and the gravest first. */
    static final List<String> SORTS = List.of("time", "grade");

    /** The newest first. */
    public CaseFilter(Set<Progress> states, @Nullable String system, @Nullable String before, int limit) {
        this(states, system, Order.of(null, SORTS), before, limit);
    }

    Walk walk() {
        return new Walk(order.key().equals("grade") ? Light.rank("a.grade") : "", "a.id", order.turned());
    }

    /** What is not closed. */
    public static final Set<Progress> PENDING = EnumSet.of(Progress.OPEN, Progress.ACKNOWLEDGED);

    public static final Set<Progress> ALL = EnumSet.allOf(Progress.class);
}
