package zhiheng.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * Why a job is where it is: where it would go if it were alone and who stands in the way, the next best places with the others
 * left where they are, and what forbids the rest.
 *
 * @param wish empty where the job has the best place there is
 */
public record Why(
        Plan.Placed placed,
        Optional<Wish> wish,
        List<Alternative> alternatives,
        Map<String, Set<Constraint>> forbidden) {
    private static final int MOST_NAMED = 5;

    /** A place beside the chosen one: what it would cost more (less than nought: less), and by how many hours it ends later. */
    public record Alternative(String site, List<Integer> hours, double money, double carbonKg, int hoursLater) {}

    /** Where the job would be if it were alone, and the jobs that are there instead. */
    public record Wish(Alternative place, List<String> inTheWay) {}

    public static Why of(Problem problem, Plan plan, String job) {
        return of(problem, new Ties(plan.running(), Map.of(), 0), plan, job);
    }

    private static Why of(Problem problem, Ties ties, Plan plan, String id) {
        var placed = plan.of(id)
                .orElseThrow(() -> Refusal.notFound(
                        "计划中没有这个作业：" + Limits.cut(id), "the plan does not place this job: " + Limits.cut(id)));
        var field = Field.of(problem, ties);
        int job = IntStream.range(0, field.tasks.length)
                .filter(j -> field.tasks[j].job().id().equals(id))
                .findFirst()
                .orElseThrow();
        var others = new Draft(field);
        for (int j = 0; j < field.tasks.length; j++) {
            var other = plan.of(field.tasks[j].job().id());
            if (j != job && other.isPresent()) {
                others.put(j, pool(field, j, other.get().site()), at(other.get()));
            }
        }
        var task = field.tasks[job];
        long own = field.cost(task, pool(field, job, placed.site()), at(placed));
        var empty = new Draft(field);
        var best = empty.best(job, null);
        var wish = best == null || field.cost(task, best.pool(), best.at()) >= own
                ? Optional.<Wish>empty()
                : Optional.of(new Wish(
                        alternative(field, job, placed, best), inTheWay(problem, field, plan, ties, job, best)));
        var alternatives = new ArrayList<Draft.Spot>();
        var forbidden = new LinkedHashMap<String, Set<Constraint>>();
        for (var site : problem.sites()) {
            if (site.id().equals(placed.site())) {
                continue;
            }
            var found = Fits.forbidden(problem, task.job(), site);
            var spot = found.isEmpty() ? others.bestAt(job, pool(field, job, site.id())) : null;
            if (spot != null) {
                alternatives.add(spot);
            } else {
                forbidden.put(site.id(), found.isEmpty() ? Set.of(Constraint.CAPACITY) : found);
            }
        }
        return new Why(
                placed,
                wish,
                alternatives.stream()
                        .sorted(Comparator.comparingLong(Draft.Spot::price))
                        .map(s -> alternative(field, job, placed, s))
                        .toList(),
                forbidden);
    }

    private static int pool(Field field, int job, String site) {
        return field.tasks[job].windows().stream()
                .mapToInt(Field.Window::pool)
                .filter(p -> field.problem.sites().get(field.siteOf[p]).id().equals(site))
                .findFirst()
                .orElseThrow();
    }

    private static int[] at(Plan.Placed placed) {
        return placed.hours().stream().mapToInt(Integer::intValue).toArray();
    }

    private static Alternative alternative(Field field, int job, Plan.Placed placed, Draft.Spot spot) {
        var site = field.problem.sites().get(field.siteOf[spot.pool()]);
        var wanted = field.tasks[job].job();
        var hours = IntStream.of(spot.at()).boxed().toList();
        var bill = Bill.of(site, site.pool(wanted.accelerator()).orElseThrow(), wanted.count(), hours);
        return new Alternative(
                site.id(),
                hours,
                bill.money() - placed.bill().money(),
                bill.carbonKg() - placed.bill().carbonKg(),
                hours.getLast() + 1 - placed.end());
    }

    private static List<String> inTheWay(Problem problem, Field field, Plan plan, Ties ties, int job, Draft.Spot spot) {
        var site = problem.sites().get(field.siteOf[spot.pool()]).id();
        var accelerator = field.tasks[job].job().accelerator();
        var hours = IntStream.of(spot.at()).boxed().toList();
        var names = new ArrayList<String>();
        for (var running : ties.running()) {
            if (running.site().equals(site)
                    && running.accelerator().equals(accelerator)
                    && running.hours().stream().anyMatch(hours::contains)) {
                names.add(running.job());
            }
        }
        plan.placed().stream()
                .filter(p -> !p.job().equals(field.tasks[job].job().id())
                        && p.site().equals(site)
                        && p.accelerator().equals(accelerator)
                        && p.hours().stream().anyMatch(hours::contains))
                .sorted(Comparator.comparing(p -> -p.count()))
                .forEach(p -> names.add(p.job()));
        return List.copyOf(names.subList(0, Math.min(MOST_NAMED, names.size())));
    }

    /** The first lines for people: why here, and what the next best would cost. */
    public List<Text> spoken(Problem problem) {
        var lines = new ArrayList<Text>();
        if (wish.isEmpty()) {
            lines.add(new Text("这是它能去的最好的地点和时间。", "This is the best place and time that it may have."));
        } else {
            var place = wish.get().place();
            lines.add(new Text(
                    "若只有它一个，会在" + name(problem, place.site()).zh() + "、"
                            + time(problem, place.hours().getFirst()) + "开始（"
                            + difference(problem, place).zh() + "），但那里已有"
                            + (wish.get().inTheWay().isEmpty()
                                    ? "别的作业"
                                    : String.join("、", wish.get().inTheWay())) + "。",
                    "Alone it would start at " + name(problem, place.site()).en() + ", "
                            + time(problem, place.hours().getFirst()) + " ("
                            + difference(problem, place).en()
                            + "), but the room there is taken by "
                            + (wish.get().inTheWay().isEmpty()
                                    ? "others"
                                    : String.join(", ", wish.get().inTheWay()))
                            + "."));
        }
        alternatives.stream()
                .limit(3)
                .forEach(a -> lines.add(new Text(
                        "次选：" + name(problem, a.site()).zh() + "，"
                                + time(problem, a.hours().getFirst()) + "开始，"
                                + difference(problem, a).zh() + "。",
                        "Next best: " + name(problem, a.site()).en() + ", from "
                                + time(problem, a.hours().getFirst()) + ": "
                                + difference(problem, a).en() + ".")));
        return lines;
    }

    private static Text name(Problem problem, String site) {
        return problem.sites().stream()
                .filter(s -> s.id().equals(site))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static String time(Problem problem, int hour) {
        return problem.at(hour).toString().substring(0, 13).replace('T', ' ') + ":00Z";
    }

    private static Text difference(Problem problem, Alternative a) {
        var money = String.format(Locale.ROOT, "%+.2f %s", a.money(), problem.currency());
        var carbon = String.format(Locale.ROOT, "%+.1f kg CO₂", a.carbonKg());
        int later = a.hoursLater();
        var zh = later == 0 ? "同时结束" : later > 0 ? "晚 " + later + " 小时结束" : "早 " + -later + " 小时结束";
        var en = later == 0
                ? "ends at the same hour"
                : "ends " + Math.abs(later) + " h " + (later > 0 ? "later" : "earlier");
        return new Text(money + "，" + carbon + "，" + zh, money + ", " + carbon + ", " + en);
    }
}
