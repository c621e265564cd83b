package zhiheng.placement;

import java.util.List;
import java.util.Map;

/**
 * What binds a plan to the one before it.
 *
 * @param running work that has begun and stays where it is
 * @param planned by job, where and when it was planned; leaving that costs {@code movePenalty}
 */
record Ties(List<Plan.Running> running, Map<String, Planned> planned, double movePenalty) {
    static final Ties NONE = new Ties(List.of(), Map.of(), 0);

    record Planned(String site, List<Integer> hours) {}
}
