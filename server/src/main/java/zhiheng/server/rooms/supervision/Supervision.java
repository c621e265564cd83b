package zhiheng.server.rooms.supervision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.policy.ActivityAndEffect;
import zhiheng.server.rooms.needs.NeedsFace;
import zhiheng.server.rooms.tracking.Departments;
import zhiheng.server.rooms.tracking.Tracking;

/**
 * Visits, surveys, meetings and forms as acts of the ledger. What was found becomes needs or a node of the tracking ledger, so that an act
 * which led to nothing is seen as one; and how much was done stands beside what came of it.
 */
final class Supervision {
    /** Acts of so many days back are counted. */
    static final int DAYS = 90;

    private static final String POLICY = "督查 · Supervision";
    private static final int MOST_FINDINGS = 20;
    private static final int MOST_MINUTES = 100_000;

    private final Transactions store;
    private final Office office;
    private final NeedsFace needs;
    private final Tracking tracking;

    Supervision(Transactions store, Office office, NeedsFace needs, Tracking tracking) {
        this.store = store;
        this.office = office;
        this.needs = needs;
        this.tracking = tracking;
    }

    Departments departments() {
        return tracking.departments();
    }

    /** Whether the actor enters acts. */
    boolean enters(Actor actor) {
        return needs.of(actor).kind() != Org.Kind.DEPARTMENT && actor.role().mayChange();
    }

    /** @param findings what was found, each of which becomes a need; {@code task} a node to set, null for none */
    record Entry(
            String org,
            SupervisionAct.Sort sort,
            LocalDate held,
            int minutes,
            String purpose,
            List<String> findings,
            @Nullable Task task) {}

    record Task(String title, LocalDate due, String indicator, double baseline, double target) {}

    SupervisionAct enter(Actor actor, Entry entry) {
        Access.mayChange(actor);
        needs.desk(actor);
        if (departments().open().stream().noneMatch(o -> o.id().equals(entry.org()))) {
            throw Refusal.invalid("请选择部门。", "Choose a department.");
        }
        if (entry.held().isAfter(tracking.today())) {
            throw Refusal.invalid("只登记已进行的活动。", "An act is entered once it was held.");
        }
        if (entry.minutes() < 0
                || entry.minutes() > MOST_MINUTES
                || entry.findings().size() > MOST_FINDINGS) {
            throw Refusal.invalid(
                    "耗时为 0 至 " + MOST_MINUTES + " 分钟，发现最多 " + MOST_FINDINGS + " 项。",
                    "Minutes go from 0 to " + MOST_MINUTES + ", findings to " + MOST_FINDINGS + ".");
        }
        var purpose = Input.required("目的", "purpose", entry.purpose(), Input.NAME);
        var findings = entry.findings().stream()
                .map(f -> Input.required("发现", "finding", f, Input.TEXT))
                .toList();
        var act = new SupervisionAct(
                office.ids().next(), entry.org(), entry.sort(), entry.held(), entry.minutes(), purpose, List.of());
        var became = new ArrayList<String>();
        // the task first: it is what can be refused
        var task = entry.task();
        if (task != null) {
            var node = tracking.add(
                    actor,
                    POLICY,
                    purpose,
                    entry.org(),
                    task.title(),
                    task.due(),
                    task.indicator(),
                    task.baseline(),
                    task.target());
            became.add("node/" + node.id());
        }
        for (int n = 0; n < findings.size(); n++) {
            needs.bring(actor, findings.get(n), "supervision " + act.id() + " " + n)
                    .ifPresent(id -> became.add("need/" + id));
        }
        return office.outbox().record((tx, acts) -> {
            var rows = SupervisionRows.in(tx);
            rows.add(act, actor.id());
            for (int n = 0; n < became.size(); n++) {
                rows.became(act.id(), n, became.get(n));
            }
            var details = new LinkedHashMap<String, @Nullable Object>();
            details.put("org", act.org());
            details.put("sort", act.sort().name());
            details.put("held", act.held().toString());
            details.put("minutes", act.minutes());
            details.put("purpose", Words.keptElsewhere(purpose));
            details.put("became", List.copyOf(became));
            acts.add(actor, "supervision.entered", "supervision/" + act.id(), "", "", details);
            return new SupervisionAct(
                    act.id(), act.org(), act.sort(), act.held(), act.minutes(), purpose, List.copyOf(became));
        });
    }

    List<SupervisionAct> list(Actor actor, @Nullable String after, int limit) {
        var org = needs.of(actor);
        var only = org.kind() == Org.Kind.DEPARTMENT
                ? Stream.concat(
                                Stream.of(org.id()),
                                into().entrySet().stream()
                                        .filter(e -> e.getValue().equals(org.id()))
                                        .map(Map.Entry::getKey))
                        .toList()
                : null;
        return store.read(tx -> SupervisionRows.in(tx).list(only, after, limit));
    }

    /** By merged department, the one whose work it is now. */
    private Map<String, String> into() {
        var direct = departments().merges().stream()
                .collect(Collectors.toMap(Departments.Merge::gone, Departments.Merge::into));
        var last = new HashMap<String, String>();
        for (var gone : direct.keySet()) {
            var at = gone;
            while (direct.containsKey(at)) {
                at = direct.get(at);
            }
            last.put(gone, at);
        }
        return last;
    }

    /** Acts by department and day; a department sees its own. */
    List<ActsDay> days(Actor actor, LocalDate from, LocalDate to) {
        var org = needs.of(actor);
        var into = into();
        return store.read(tx -> SupervisionRows.in(tx).days(from, to)).stream()
                .map(d -> new ActsDay(into.getOrDefault(d.org(), d.org()), d.day(), d.acts()))
                .filter(d -> org.kind() != Org.Kind.DEPARTMENT || d.org().equals(org.id()))
                .toList();
    }

    /** Activity beside effect, by department; those busy without effect first. */
    Map<String, ActivityAndEffect> effect(Actor actor) {
        var org = needs.of(actor);
        var into = into();
        var sums = new HashMap<String, SupervisionRows.Sum>();
        for (var sum :
                store.read(tx -> SupervisionRows.in(tx).sums(tracking.today().minusDays(DAYS)))) {
            var now = into.getOrDefault(sum.org(), sum.org());
            sums.merge(
                    now,
                    sum,
                    (a, b) -> new SupervisionRows.Sum(
                            now, a.acts() + b.acts(), a.minutes() + b.minutes(), a.idle() + b.idle()));
        }
        var nodes = tracking.standings().stream().collect(Collectors.toMap(Tracking.Standing::owner, s -> s));
        var tallies = needs.tallies(actor);
        var found = new LinkedHashMap<String, ActivityAndEffect>();
        Stream.of(sums.keySet(), nodes.keySet(), tallies.keySet())
                .flatMap(java.util.Collection::stream)
                .distinct()
                .filter(id -> !id.isEmpty())
                .filter(id -> org.kind() != Org.Kind.DEPARTMENT || id.equals(org.id()))
                .map(id -> Map.entry(id, of(sums.get(id), nodes.get(id), tallies.getOrDefault(id, Map.of()))))
                .sorted(Comparator.<Map.Entry<String, ActivityAndEffect>>comparingInt(
                                e -> e.getValue().verdict() == ActivityAndEffect.Verdict.BUSY_WITHOUT_EFFECT ? 0 : 1)
                        .thenComparingLong(e -> -e.getValue().minutes())
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private static ActivityAndEffect of(
            SupervisionRows.@Nullable Sum sum, Tracking.@Nullable Standing nodes, Map<String, Long> tally) {
        long solved = tally.getOrDefault("flow.solved", 0L);
        long asked = solved + tally.getOrDefault("flow.half", 0L) + tally.getOrDefault("flow.not", 0L);
        return new ActivityAndEffect(
                sum == null ? 0 : sum.acts(),
                sum == null ? 0 : sum.minutes(),
                sum == null ? 0 : sum.idle(),
                nodes == null ? 0 : nodes.due(),
                nodes == null ? 0 : nodes.reached(),
                asked,
                solved);
    }
}
