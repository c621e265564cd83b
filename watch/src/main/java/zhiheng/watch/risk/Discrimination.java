package zhiheng.watch.risk;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;
import zhiheng.watch.fairness.Criterion;
import zhiheng.watch.fairness.Fairness;
import zhiheng.watch.rate.Season;

/** Algorithmic discrimination: groups of people treated differently by the decisions of a system. */
public final class Discrimination {
    /** A decision about a person: 1 favourable, 0 not, with the person's group. */
    public static final String DECISION = "decision";

    /** The monitor that looks only at those who turned out to deserve a favourable decision. */
    public static final String OPPORTUNITY = "discrimination.opportunity";

    /** The name under which the reference group of any system is compared, where one monitor is set on all systems. */
    public static final String REFERENCE = "reference";

    /** The four-fifths rule. */
    public static final double LEAST_RATIO = 0.8;

    /** How far apart the rates for those who deserve a favourable decision may lie. */
    public static final double MOST_DIFFERENCE = 0.1;

    /** The most that a false alarm may be probable over the whole life of a monitor. */
    public static final double ALPHA = 0.01;

    private Discrimination() {}

    /**
     * @param reference the group with which every other one is compared
     * @param zone whose hours are told apart: groups are compared within the same one
     */
    public static List<RiskMonitor> monitors(String reference, ZoneId zone) {
        return List.of(
                new RiskMonitor(
                        Family.DISCRIMINATION,
                        new Monitor<>(
                                "discrimination.selection",
                                DECISION,
                                new Fairness(new Criterion.SelectionRatio(reference, LEAST_RATIO), ALPHA)
                                        .within(Season.DAY, zone)
                                        .guarded(),
                                Monitor.Counts.ALL),
                        new Text("某一群体被选中的比例明显较低", "A group is selected clearly less often"),
                        new Text(
                                "每个决定一个观测：有利为1，并带群体；与参照群体之比低于五分之四即告警",
                                "One observation a decision: 1 if favourable, with the group; alarms below four fifths"
                                        + " of the reference group")),
                new RiskMonitor(
                        Family.DISCRIMINATION,
                        new Monitor<>(
                                OPPORTUNITY,
                                DECISION,
                                new Fairness(new Criterion.EqualOpportunity(reference, MOST_DIFFERENCE), ALPHA)
                                        .within(Season.DAY, zone)
                                        .guarded(),
                                Monitor.Counts.ALL),
                        new Text("同样合格的人，机会因群体而异", "Equally deserving people have different chances by group"),
                        new Text(
                                "只看事后证明合格的人；须带标签", "Counts only those who turned out to deserve it; needs the label")));
    }

    /** @param deserved whether the decision turned out to be deserved; null while unknown */
    public static Observation observe(
            String system,
            String interaction,
            long time,
            String group,
            boolean favourable,
            @Nullable Boolean deserved) {
        var decision = favourable ? "1" : "0";
        var attributes = deserved == null
                ? Map.of("interaction", interaction, "group", group, "decision", decision)
                : Map.of(
                        "interaction",
                        interaction,
                        "group",
                        group,
                        "decision",
                        decision,
                        "label",
                        deserved ? "1" : "0");
        return new Observation(system, DECISION, time, favourable ? 1 : 0, 1, attributes);
    }
}
