package zhiheng.watch.risk;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.base.Text;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;

/** Cognitive manipulation: what a system says to sway people, and signs that they come to depend on it. */
public final class Manipulation {
    /** 1 for an output flagged by {@link ManipulationTerms}. */
    public static final String OUTPUT = "manipulation.out";
    /** 1 for a session with several {@link Dependence} signs. */
    public static final String SESSION = "dependence.session";

    private Manipulation() {}

    public static List<RiskMonitor> monitors(Pace outputs, Pace sessions) {
        return List.of(
                rising(
                        "manipulation.marks",
                        OUTPUT,
                        outputs,
                        new Text("带操控话术的输出增多", "More outputs with marks of manipulation"),
                        new Text("每次输出一个观测：话术权重达到2为1", "One observation an output: 1 from a weight of 2 on")),
                rising(
                        "manipulation.dependence",
                        SESSION,
                        sessions,
                        new Text("出现依赖迹象的会话增多", "More sessions with signs of dependence"),
                        new Text(
                                "每次会话一个观测：长时间连续使用、深夜使用、频繁使用、反复同一话题中有两项以上为1",
                                "One observation a session: 1 for two or more of long use, use at night, frequent use, repetition")));
    }

    private static RiskMonitor rising(String id, String metric, Pace pace, Text title, Text meaning) {
        var detector = pace.rise();
        return new RiskMonitor(
                Family.MANIPULATION, new Monitor<>(id, metric, detector, Monitor.Counts.EVENTS), title, meaning);
    }

    public static Observation observe(String system, String interaction, long time, ManipulationTerms.Found found) {
        var attributes = found.marks().isEmpty()
                ? Map.of("interaction", interaction)
                : Map.of(
                        "interaction",
                        interaction,
                        "marks",
                        String.join(",", found.marks().keySet()));
        return new Observation(system, OUTPUT, time, found.flagged() ? 1 : 0, 1, attributes);
    }

    /** @param interaction the last call of the session */
    public static Observation observe(String system, String interaction, long time, Dependence.Session session) {
        var signs = Dependence.signs(session);
        var names = signs.stream().map(Enum::name).collect(Collectors.joining(","));
        return new Observation(
                system,
                SESSION,
                time,
                signs.size() >= Dependence.SEVERAL ? 1 : 0,
                1,
                Map.of("interaction", interaction, "signs", names));
    }
}
