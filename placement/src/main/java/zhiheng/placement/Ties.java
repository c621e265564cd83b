package zhiheng.placement;

import java.util.List;
import java.util.Map;

/**
 * What binds a plan to the one before it.
 *
 * @param running work that has begun and stays where it is
 * @param planned by job, where and when it was planned; leaving that costs {@code movePenalty}
 */
public record Ties(List<Running> running, Map<String, Planned> planned, double movePenalty) {
    public static final Ties NONE = new Ties(List.of(), Map.of(), 0);

    public record Running(String job, String site, String accelerator, int count, List<Integer> hours) {}

    public record Planned(String site, List<Integer> hours) {}
}
