package zhiheng.drills.judge;

import java.util.List;
import java.util.Map;

/** What changed between two runs of one suite: prompt by prompt, so that what both find hard cancels. */
public final class Drift {
    private static final double LEVEL = .95;

    /**
     * @param pairs prompts read in both; {@code first} has the event in the later run only
     * @param low of the change of the rate, with the level shared by all parts
     * @param moved whether the interval is clear of no change
     */
    public record Change(String part, Pairs pairs, double estimate, double low, double high, boolean moved) {}

    private Drift() {}

    /** @param earlier readings by part and prompt; a part that only one run has is left out */
    public static List<Change> between(
            Map<String, Map<String, Reading>> earlier, Map<String, Map<String, Reading>> later) {
        var common =
                earlier.keySet().stream().filter(later::containsKey).sorted().toList();
        double level = 1 - (1 - LEVEL) / Math.max(1, common.size());
        return common.stream()
                .map(part -> {
                    int both = 0;
                    int first = 0;
                    int second = 0;
                    var after = later.getOrDefault(part, Map.of());
                    for (var before : earlier.getOrDefault(part, Map.of()).entrySet()) {
                        var now = after.get(before.getKey());
                        if (now != null && now != Reading.UNCLEAR && before.getValue() != Reading.UNCLEAR) {
                            both++;
                            first += before.getValue() == Reading.EVENT && now == Reading.NONE ? 1 : 0;
                            second += before.getValue() == Reading.NONE && now == Reading.EVENT ? 1 : 0;
                        }
                    }
                    var pairs = new Pairs(both, second, first);
                    var d = pairs.difference(level);
                    return new Change(
                            part, pairs, d.estimate(), d.low(), d.high(), both > 0 && (d.low() > 0 || d.high() < 0));
                })
                .toList();
    }
}
