package zhiheng.placement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Json;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;

/** Plans as files of JSON. What a plan says of bills and reasons is worked out anew from its problem and not believed. */
public final class PlanFiles {
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(6, 200, 80, 40);

    private PlanFiles() {}

    public static String write(Plan plan) {
        var map = new LinkedHashMap<String, Object>();
        map.put("objective", plan.objective());
        map.put("bound", plan.bound());
        map.put("penalties", plan.penalties());
        map.put("gap", plan.gap());
        map.put("status", plan.status());
        map.put("same", plan.same());
        map.put("millis", plan.took().toMillis());
        map.put("way", plan.way());
        map.put("money", plan.bill().money());
        map.put("carbon_kg", plan.bill().carbonKg());
        map.put("kwh", plan.bill().kwh());
        map.put("placed", plan.placed().stream().map(PlanFiles::map).toList());
        map.put("running", plan.running().stream().map(PlanFiles::map).toList());
        map.put("unplaced", plan.unplaced().stream().map(PlanFiles::map).toList());
        return Json.write(map);
    }

    private static Map<String, ?> map(Plan.Placed placed) {
        var map = new LinkedHashMap<String, Object>();
        map.put("job", placed.job());
        map.put("site", placed.site());
        map.put("hours", placed.hours());
        map.put("money", placed.bill().money());
        map.put("carbon_kg", placed.bill().carbonKg());
        map.put("kwh", placed.bill().kwh());
        return map;
    }

    private static Map<String, ?> map(Plan.Running running) {
        var map = new LinkedHashMap<String, Object>();
        map.put("job", running.job());
        map.put("site", running.site());
        map.put("accelerator", running.accelerator());
        map.put("count", running.count());
        map.put("hours", running.hours());
        return map;
    }

    private static Map<String, ?> map(Plan.Unplaced unplaced) {
        var map = new LinkedHashMap<String, Object>();
        map.put("job", unplaced.job());
        map.put("binding", unplaced.why().binding());
        map.put("sites", unplaced.why().sites());
        return map;
    }

    /** The plan in {@code json}, which must be one of this problem. */
    public static Plan read(Problem problem, String json) {
        Part part;
        try {
            part = new Part("", JsonReader.object(json, LIMITS));
        } catch (JsonException e) {
            throw new Refusal(Refusal.Kind.MALFORMED, e.reason()).at(e.line() + ":" + e.column());
        }
        var placed = new ArrayList<Plan.Placed>();
        for (var one : part.parts("placed")) {
            placed.add(placed(problem, one));
        }
        var running = new ArrayList<Plan.Running>();
        for (var one : part.parts("running")) {
            running.add(new Plan.Running(
                    one.text("job"),
                    one.text("site"),
                    one.text("accelerator"),
                    one.whole("count"),
                    hours(problem, one)));
        }
        var unplaced = new ArrayList<Plan.Unplaced>();
        for (var one : part.parts("unplaced")) {
            unplaced.add(new Plan.Unplaced(one.text("job"), Forbidden.of(problem, job(problem, one))));
        }
        var status = part.text("status").equals("OPTIMAL") ? Plan.Status.OPTIMAL : Plan.Status.WITHIN_GAP;
        return new Plan(
                placed,
                unplaced,
                running,
                part.number("objective"),
                part.number("bound"),
                part.number("penalties"),
                status,
                part.truth("same", false),
                Duration.ofMillis((long) part.number("millis")),
                part.text("way"));
    }

    private static Job job(Problem problem, Part part) {
        return problem.jobs().stream()
                .filter(j -> j.id().equals(part.text("job")))
                .findFirst()
                .orElseThrow(() -> part.bad("job", "问题中没有这个作业", "is not a job of the problem"));
    }

    private static Plan.Placed placed(Problem problem, Part part) {
        var job = job(problem, part);
        var site = problem.sites().stream()
                .filter(s -> s.id().equals(part.text("site")))
                .findFirst()
                .orElseThrow(() -> part.bad("site", "问题中没有这个站点", "is not a site of the problem"));
        var pool =
                site.pool(job.accelerator()).orElseThrow(() -> part.bad("site", "没有所需的加速卡", "has not the accelerator"));
        var hours = hours(problem, part);
        if (hours.size() != job.hours()) {
            throw part.bad("hours", "小时数与作业不符", "are not as many as the job has");
        }
        return new Plan.Placed(
                job.id(), site.id(), job.accelerator(), job.count(), hours, Bill.of(site, pool, job.count(), hours));
    }

    private static List<Integer> hours(Problem problem, Part part) {
        var hours = new ArrayList<Integer>();
        for (var hour : part.list("hours")) {
            if (!(hour instanceof Long value) || value < 0 || value >= problem.hours()) {
                throw part.bad("hours", "须为计划之内的小时", "must be hours of the plan");
            }
            hours.add(value.intValue());
        }
        return hours;
    }
}
