package zhiheng.watch.risk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import zhiheng.base.Text;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;

/** Data leakage: sensitive findings in what a system puts out. */
public final class Leakage {
    /** 1 for an output in which anything sensitive was found. */
    public static final String OUTPUT = "leak.out";
    /** 1 for an output with a finding that is certain: a check digit or the format of a secret proves it. */
    public static final String CERTAIN = "leak.certain";

    /** Certain findings allowed, unless the operator declares another limit: one in a thousand outputs. */
    public static final double LIMIT = 0.001;

    private Leakage() {}

    public static List<RiskMonitor> monitors(Pace pace) {
        return monitors(pace, LIMIT);
    }

    public static List<RiskMonitor> monitors(Pace pace, double limit) {
        return List.of(
                new RiskMonitor(
                        Family.LEAKAGE,
                        new Monitor<>("leakage.rise", OUTPUT, pace.rise(), Monitor.Counts.EVENTS),
                        new Text("输出中的敏感信息比以前多", "More sensitive data in outputs than before"),
                        new Text(
                                "每次输出一个观测：查到敏感信息为1，否则为0",
                                "One observation an output: 1 if anything sensitive was found")),
                new RiskMonitor(
                        Family.LEAKAGE,
                        new Monitor<>("leakage.limit", CERTAIN, pace.above(limit), Monitor.Counts.EVENTS),
                        new Text("确证的敏感信息超过限值", "Certain leaks above the limit"),
                        new Text(
                                "每次输出一个观测：查到经校验位或密钥格式证实的信息为1",
                                "One observation an output: 1 for a finding proven by a check digit or the format of a secret")));
    }

    /**
     * What an inspected output says.
     *
     * @param kinds kinds of sensitive data found, e.g. {@code cn-id}; empty for none
     * @param certain whether one of them is proven
     */
    public static List<Observation> observe(
            String system, String interaction, long time, Collection<String> kinds, boolean certain) {
        var attributes = kinds.isEmpty()
                ? Map.of("interaction", interaction)
                : Map.of("interaction", interaction, "kinds", String.join(",", new TreeSet<>(kinds)));
        return List.of(
                new Observation(system, OUTPUT, time, kinds.isEmpty() ? 0 : 1, 1, attributes),
                new Observation(system, CERTAIN, time, certain && !kinds.isEmpty() ? 1 : 0, 1, attributes));
    }
}
