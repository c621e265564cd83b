package zhiheng.gateway.permit;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where, when, for whom and for what. Empty sets and nulls do not restrict.
 *
 * @param opens and {@code closes}: the hours of the day; a range over midnight is meant when it closes before it opens
 * @param regions ISO 3166 codes that the application names in {@code X-Zhiheng-Region}; with any listed, a call that names none is refused
 * @param youngest age in years named in {@code X-Zhiheng-Age}, 0 for no limit; with a limit, a call that names none is refused
 * @param tools function names a call may offer to the model; with any listed, others are refused
 * @param purposes named in {@code X-Zhiheng-Purpose}
 */
public record Scope(
        @Nullable LocalTime opens,
        @Nullable LocalTime closes,
        ZoneId zone,
        Set<String> regions,
        int youngest,
        Set<String> models,
        Set<String> tools,
        Set<String> purposes) {
    public Scope {
        regions = Set.copyOf(regions);
        models = Set.copyOf(models);
        tools = Set.copyOf(tools);
        purposes = Set.copyOf(purposes);
    }

    public static Scope anywhere(ZoneId zone) {
        return new Scope(null, null, zone, Set.of(), 0, Set.of(), Set.of(), Set.of());
    }

    boolean isOpenAt(LocalTime time) {
        if (opens == null || closes == null) {
            return true;
        }
        return opens.isBefore(closes)
                ? !time.isBefore(opens) && time.isBefore(closes)
                : !time.isBefore(opens) || time.isBefore(closes);
    }
}
