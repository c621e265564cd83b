package zhiheng.server.rooms.placement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.placement.Bill;
import zhiheng.placement.Kueue;
import zhiheng.placement.NationalYear;
import zhiheng.placement.Peer;
import zhiheng.placement.Plan;
import zhiheng.placement.PlanFiles;
import zhiheng.placement.Planner;
import zhiheng.placement.Problem;
import zhiheng.placement.ProblemFiles;
import zhiheng.placement.ProblemTables;
import zhiheng.placement.Rolling;
import zhiheng.placement.Why;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "place",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "为计算作业选定绿色、便宜、赶得上的地点与时间，并给出离最优至多多远的证明。",
            "Place computing jobs where and when they run green, cheap and in time, with a proof of how far from the"
                    + " best at most."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng place --sample 120 --problem week.json && ./zhiheng place week.json --out"
                    + " plan.json",
            "Exit code: 0 all jobs are placed, 1 some are not, 2 the input is wrong."
        })
final class PlaceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.json", arity = "0..1", description = "sites and jobs, see docs/placement.md")
    @Nullable
    Path file;

    @Option(names = "--sites", paramLabel = "FILE.csv", description = "tables instead: sites")
    @Nullable
    Path sites;

    @Option(names = "--jobs", paramLabel = "FILE.csv", description = "jobs")
    @Nullable
    Path jobs;

    @Option(names = "--hourly", paramLabel = "FILE.csv", description = "price and carbon by the hour")
    @Nullable
    Path hourly;

    @Option(names = "--begin", paramLabel = "TIME", description = "with tables: the first hour, with its offset")
    @Nullable
    String begin;

    @Option(names = "--hours", paramLabel = "N", description = "with tables: how many (default: ${DEFAULT-VALUE})")
    int hours = 168;

    @Option(
            names = "--sample",
            paramLabel = "JOBS",
            description = "a made-up week of the national hubs instead of a file")
    @Nullable
    Integer sample;

    @Option(names = "--week", paramLabel = "0..51", description = "of the made-up year (default: ${DEFAULT-VALUE})")
    int week = 20;

    @Option(
            names = "--carbon-price",
            paramLabel = "X",
            description = "what a kilogram of CO2 counts (default: as the file says)")
    @Nullable
    Double carbonPrice;

    @Option(names = "--problem", paramLabel = "FILE", description = "write sites and jobs as JSON")
    @Nullable
    Path problemOut;

    @Option(names = "--out", paramLabel = "FILE", description = "write the plan as JSON")
    @Nullable
    Path out;

    @Option(
            names = "--before",
            arity = "2",
            paramLabel = "FILE",
            description = "plan again: the sites and jobs of before, and their plan")
    Path @Nullable [] before;

    @Option(names = "--move-penalty", paramLabel = "X", description = "what a move counts (default: ${DEFAULT-VALUE})")
    double movePenalty = 20;

    @Option(
            names = "--threshold",
            paramLabel = "X",
            description = "keep the plan of before unless this part of its cost is gained (default: ${DEFAULT-VALUE})")
    double threshold = .01;

    @Option(names = "--why", paramLabel = "JOB", description = "say why a job is where it is")
    @Nullable
    String why;

    @Option(
            names = "--kueue",
            paramLabel = "DIR",
            description = "write queues.yaml and a file for each hour in which jobs start")
    @Nullable
    Path kueue;

    @Option(names = "--image", paramLabel = "IMAGE", description = "that jobs run in the cluster")
    String image = "";

    @Option(names = "--namespace", paramLabel = "NAME", description = "(default: ${DEFAULT-VALUE})")
    String namespace = "default";

    @Option(
            names = "--resource",
            paramLabel = "NAME",
            description = "accelerators of nodes (default: ${DEFAULT-VALUE})")
    String resource = "nvidia.com/gpu";

    @Option(names = "--per-node", paramLabel = "N", description = "accelerators of a node (default: ${DEFAULT-VALUE})")
    int perNode = 8;

    @Option(names = "--seed", paramLabel = "N", description = "of the search (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(
            names = "--gap",
            paramLabel = "X",
            description = "how near to the best is near enough (default: ${DEFAULT-VALUE})")
    double gap = .01;

    @Option(names = "--json", description = "the plan as JSON on standard output")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        try {
            return place();
        } catch (Refusal e) {
            System.err.println(speech.say(e.spoken()));
            return e.kind().exitCode();
        } catch (NoSuchFileException e) {
            System.err.println(e.getMessage() + ": " + speech.say("没有这个文件。", "there is no such file."));
            return 2;
        }
    }

    private int place() throws IOException {
        var problem = problem();
        var effort = Planner.Effort.USUAL.withSeed(seed).withStopGap(gap);
        Plan plan;
        if (before == null) {
            plan = Planner.plan(problem, effort);
        } else {
            var then = ProblemFiles.read(Files.readAllBytes(before[0]));
            var old = PlanFiles.read(then, Files.readString(before[1]));
            var next = Rolling.again(then, old, problem, new Rolling.Steady(movePenalty, threshold), effort);
            problem = next.problem();
            plan = next.plan();
            System.err.println(speech.say(
                    next.changed() ? "计划改变，移动 " + next.moved().size() + " 个作业" : "维持原计划",
                    next.changed()
                            ? "the plan changes, jobs moved: " + next.moved().size()
                            : "the plan is kept"));
        }
        if (problemOut != null) {
            Files.writeString(problemOut, ProblemFiles.write(problem));
        }
        if (out != null) {
            Files.writeString(out, PlanFiles.write(plan));
        }
        if (kueue != null) {
            write(problem, plan, kueue);
        }
        System.out.println(json ? PlanFiles.write(plan) : words(problem, plan));
        return plan.unplaced().isEmpty() ? 0 : 1;
    }

    private Problem problem() throws IOException {
        var problem = given();
        return carbonPrice == null ? problem : problem.withCarbonPrice(carbonPrice);
    }

    private Problem given() throws IOException {
        if (sample != null) {
            return new NationalYear(2026).week(week, sample);
        }
        if (file != null) {
            return ProblemFiles.read(Files.readAllBytes(file));
        }
        if (sites == null || jobs == null || begin == null) {
            throw Refusal.invalid(
                    "请给出 FILE.json，或 --sites、--jobs 与 --begin，或 --sample。",
                    "Give FILE.json, or --sites, --jobs and --begin, or --sample.");
        }
        try {
            return ProblemTables.read(
                    OffsetDateTime.parse(begin).toInstant(),
                    hours,
                    "CNY",
                    1,
                    Files.readAllBytes(sites),
                    hourly == null ? null : Files.readAllBytes(hourly),
                    Files.readAllBytes(jobs));
        } catch (DateTimeException e) {
            throw Refusal.invalid("须如 2026-01-05T00:00:00+08:00", "must be such as 2026-01-05T00:00:00+08:00")
                    .at("--begin");
        }
    }

    private void write(Problem problem, Plan plan, Path folder) throws IOException {
        var cluster = PlanDesk.cluster(namespace, image, resource, perNode);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("queues.yaml"), Kueue.queues(problem, cluster));
        for (var hour : Kueue.jobs(problem, plan, cluster).entrySet()) {
            var name = problem.at(hour.getKey()).toString().substring(0, 13) + "Z.yaml"; // 2026-01-05T09Z
            Files.writeString(folder.resolve(name), hour.getValue());
        }
    }

    private String words(Problem problem, Plan plan) {
        if (why != null) {
            var text = new StringBuilder();
            Why.of(problem, plan, why)
                    .spoken(problem)
                    .forEach(line -> text.append(speech.say(line)).append('\n'));
            return text.toString().stripTrailing();
        }
        var text = new StringBuilder();
        for (var p : plan.placed()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s %-16s %s  %3d h  %8.1f kg  %10.2f %s%n",
                    p.job(),
                    p.site(),
                    problem.at(p.start()),
                    p.hours().size(),
                    p.bill().carbonKg(),
                    p.bill().money(),
                    problem.currency()));
        }
        plan.unplaced()
                .forEach(u -> text.append(String.format(
                        Locale.ROOT, "%-24s – %s%n", u.job(), u.why().binding())));
        text.append(line(
                speech.say("本计划", "this plan"), plan.bill(), plan.unplaced().size()));
        for (var peer : Peer.values()) {
            var theirs = peer.plan(problem);
            var name = switch (peer) {
                case FIRST_FIT -> speech.say("最先可放", "first fit");
                case CHEAPEST_FIRST -> speech.say("当时最便宜", "cheapest first");
            };
            text.append(line(name, theirs.bill(), theirs.unplaced().size()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        speech.say("已证明：离最优至多 %.2f%%，%.1f 秒", "proved: at most %.2f %% from the best, %.1f s"),
                        100 * plan.gap(),
                        plan.took().toMillis() / 1e3))
                .toString();
    }

    private String line(String name, Bill bill, int left) {
        return String.format(
                Locale.ROOT,
                "%-24s %,12.0f kg CO2  %,14.0f  %s %d%n",
                name,
                bill.carbonKg(),
                bill.money(),
                speech.say("未安排", "left out"),
                left);
    }
}
