package zhiheng.server.rooms.watch;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.gateway.permit.PermitState;
import zhiheng.packs.Clock;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.Pack;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Term;
import zhiheng.watch.Alarm;
import zhiheng.watch.risk.Family;

/**
 * Asks the packs about incidents ({@code packs/incidents}) what an alarm forecasts and what an incident is. Where the lines are
 * drawn, who is told and by when, is all in the packs; here are only the names of the facts that an alarm can answer.
 */
public final class Grading {
    /** How the ids of the two packs end that grade alarms and incidents; before it stands whose they are. */
    private static final String FORECAST = "-alarm-grades";

    private static final String INCIDENT = "-incident-grades";
    /** A change from nothing at all counts as this many times. */
    private static final double MOST_TIMES = 1e6;

    private final PackLibrary library;
    private final Map<String, Pack> packs;
    private final Set<String> asked;
    private final String forecast;
    private final String incident;

    /** @param library the packs about incidents, not those about systems */
    public Grading(PackLibrary library) {
        this.library = library;
        this.packs = library.packs().stream().collect(Collectors.toMap(Pack::id, p -> p));
        forecast = grades(FORECAST);
        incident = grades(INCIDENT);
        library.packs().forEach(pack -> pack.rules().forEach(rule -> isKnown(pack, rule)));
        this.asked = library.facts().stream().map(Fact::id).collect(Collectors.toSet());
    }

    /** The one pack that grades, by the end of its id. */
    private String grades(String ending) {
        var found = packs.values().stream()
                .filter(pack -> pack.id().endsWith(ending))
                .toList();
        if (found.size() != 1 || found.getFirst().tiers().size() != Light.values().length) {
            var ids = String.join(", ", found.stream().map(Pack::id).sorted().toList());
            throw new IllegalArgumentException("须有且只有一个编号以 " + ending + " 结尾、分四级的规则包，现有：" + ids
                    + "; there must be one pack whose id ends with " + ending + ", with four tiers; there are: " + ids);
        }
        return found.getFirst().id();
    }

    private static void isKnown(Pack pack, Pack.Rule rule) {
        if (rule.contain() != null && state(rule.contain()) == null) {
            throw new IllegalArgumentException("规则包 " + pack.id() + " 的规则 " + rule.id() + "（rules.yaml 第 " + rule.line()
                    + " 行）：contain 须为 throttled、degraded、review 或 stopped; rule " + rule.id() + " of pack " + pack.id()
                    + " (rules.yaml, line " + rule.line() + "): contain is throttled, degraded, review or stopped, not "
                    + rule.contain());
        }
    }

    /** The state that a rule names; null where it is none that makes a system stricter. */
    private static @Nullable PermitState state(String word) {
        return Arrays.stream(PermitState.values())
                .filter(s -> s != PermitState.OPEN
                        && s.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(null);
    }

    /**
     * What an alarm warns of.
     *
     * @param strength the evidence over the threshold, as a logarithm, such as {@link #strength} gives it
     * @param system answers known about the system, by fact id, such as its registry holds; those that no pack about incidents
     *     asks are passed over
     */
    public Grade forecast(
            Alarm alarm, double strength, Family family, Scope scope, Map<String, ?> system, LocalDate day) {
        var facts = new HashMap<String, @Nullable Object>(system);
        facts.put("risk_family", family.id());
        facts.put("harm_kind", family.harm().id());
        // evidence of more than e¹⁰⁰ times is not told apart
        facts.put("alarm_strength", Math.clamp(strength, 0, 100));
        facts.put("alarm_ratio", ratio(alarm));
        facts.put("affected_users", scope.users() == null ? null : (double) scope.users());
        facts.put("affected_calls", (double) scope.calls());
        return grade(forecast, facts, day, List.of(forecast));
    }

    /** What the packs about incidents ask, by id. */
    public Map<String, Fact> facts() {
        return library.facts().stream().collect(Collectors.toMap(Fact::id, f -> f));
    }

    /**
     * Answers as the packs take them.
     *
     * @throws Refusal when one is of no question, or is not of its kind
     */
    public void check(Map<String, ?> answers) {
        try {
            Facts.of(library, answers);
        } catch (PackException e) {
            throw Refusal.invalid("答案有误：" + e.getMessage(), "Wrong answers: " + e.getMessage());
        }
    }

    /** What an incident is, by the answers so far: its grade, its classes in other regimes, and whom to tell by when. */
    public Grade incident(Map<String, ?> answers, LocalDate day) {
        var regimes = packs.keySet().stream()
                .filter(id -> !id.equals(forecast))
                .sorted()
                .toList();
        return grade(incident, new HashMap<>(answers), day, regimes);
    }

    /**
     * What the registry's finding says that packs about incidents ask.
     *
     * @param answers of the system, by fact id
     * @param tiers by pack, as {@link Finding#tiersByPack} gives them
     */
    public static Map<String, Object> known(Map<String, Object> answers, Map<String, List<String>> tiers) {
        var known = new HashMap<>(answers);
        var european = tiers.get("eu-ai-act");
        if (european != null) {
            known.put("eu_high_risk_system", european.contains("high"));
            known.put("eu_gpai_systemic_model", european.contains("gpai-systemic"));
        }
        return Map.copyOf(known);
    }

    private Grade grade(String national, Map<String, @Nullable Object> all, LocalDate day, List<String> regimes) {
        all.keySet().retainAll(asked);
        var finding = library.evaluate(Facts.of(library, all), day, regimes);
        var pack = Objects.requireNonNull(packs.get(national));
        var first = outcome(finding, national);
        return new Grade(
                first == null ? null : Light.values()[place(pack, first.tier())],
                first == null ? null : clause(first),
                canRise(pack, first, finding),
                classes(finding, national, regimes),
                clocks(finding),
                containment(finding),
                finding.open());
    }

    /** Whether a rule that is still open would give a graver tier than the one that holds. */
    private static boolean canRise(Pack pack, Finding.@Nullable Outcome holds, Finding finding) {
        int now = holds == null ? pack.tiers().size() : place(pack, holds.tier());
        var open = new HashSet<String>();
        finding.open().forEach(question -> open.addAll(question.decides()));
        return pack.rules().stream()
                .anyMatch(rule -> rule.tier() != null && open.contains(rule.id()) && place(pack, rule.tier()) < now);
    }

    private List<Grade.RegimeClass> classes(Finding finding, String national, List<String> regimes) {
        var classes = new ArrayList<Grade.RegimeClass>();
        for (var id : regimes) {
            var outcome = id.equals(national) ? null : outcome(finding, id);
            if (outcome != null) {
                var pack = Objects.requireNonNull(packs.get(id));
                var name = pack.tiers().get(place(pack, outcome.tier())).name();
                classes.add(new Grade.RegimeClass(id, pack.name(), outcome.tier(), name, clause(outcome)));
            }
        }
        return classes;
    }

    private List<Grade.Clock> clocks(Finding finding) {
        return finding.duties().stream()
                .filter(duty -> !duty.upcoming())
                .map(duty -> new Grade.Clock(
                        duty.id(),
                        duty.who(),
                        duty.title(),
                        duty.timing(),
                        within(duty),
                        duty.kind().equals("guidance"),
                        clause(duty.pack(), duty.rule(), duty.article(), duty.text(), duty.confidence())))
                .sorted(Comparator.comparing(Grade.Clock::within, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** The shortest period that the event starts. */
    private static @Nullable Duration within(Finding.Duty duty) {
        return duty.clocks().stream()
                .map(Clock::within)
                .filter(Objects::nonNull)
                .map(Term::roughly)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Grade.@Nullable Containment containment(Finding finding) {
        return finding.containments().stream()
                .map(c -> new Grade.Containment(
                        Objects.requireNonNull(state(c.to())),
                        clause(c.pack(), c.rule(), c.article(), c.text(), c.confidence())))
                .reduce((a, b) -> a.to().stricter(b.to()) == a.to() ? a : b)
                .orElse(null);
    }

    private static Finding.@Nullable Outcome outcome(Finding finding, String pack) {
        for (var outcome : finding.outcomes()) {
            if (outcome.pack().equals(pack)) {
                return outcome;
            }
        }
        return null;
    }

    private Grade.Clause clause(Finding.Outcome o) {
        return clause(o.pack(), o.rule(), o.article(), o.text(), o.confidence());
    }

    private Grade.Clause clause(String pack, String rule, String article, Text text, String confidence) {
        var meaning = Objects.requireNonNull(packs.get(pack)).confidence().get(confidence);
        return new Grade.Clause(
                pack, rule, article, text, confidence, meaning == null ? new Text(confidence, confidence) : meaning);
    }

    private static int place(Pack pack, String tier) {
        for (int i = 0; i < pack.tiers().size(); i++) {
            if (pack.tiers().get(i).id().equals(tier)) {
                return i;
            }
        }
        throw new IllegalArgumentException("pack " + pack.id() + " has no tier " + tier);
    }

    /** The evidence over the threshold, as a logarithm. */
    public static double strength(Alarm alarm) {
        return Math.log(alarm.statistic() / alarm.threshold());
    }

    /** How many times the level changed, up or down; null where the alarm tells no levels. */
    private static @Nullable Double ratio(Alarm alarm) {
        var before = alarm.before();
        var after = alarm.after();
        if (before == null || after == null) {
            return null;
        }
        double least = Math.min(Math.abs(before.estimate()), Math.abs(after.estimate()));
        double most = Math.max(Math.abs(before.estimate()), Math.abs(after.estimate()));
        if (least == most) {
            return 1.0;
        }
        return least == 0 ? MOST_TIMES : Math.min(MOST_TIMES, most / least);
    }
}
