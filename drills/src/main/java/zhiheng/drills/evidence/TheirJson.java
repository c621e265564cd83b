package zhiheng.drills.evidence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/** Reports of promptfoo, Inspect, lm-evaluation-harness, Moonshot, AI Verify and SARIF: each known by members that only it has. */
final class TheirJson {
    private TheirJson() {}

    static Report read(Tree tree) {
        if (OwnReport.is(tree)) {
            return OwnReport.read(tree);
        }
        if (tree.text("$schema").contains("sarif") || tree.has("runs") && tree.has("version")) {
            return sarif(tree);
        }
        if (tree.at("results").has("stats") && (tree.has("evalId") || tree.has("config"))) {
            return promptfoo(tree);
        }
        if (tree.has("eval") && tree.at("eval").has("task")) {
            return inspect(tree);
        }
        if (tree.has("results") && (tree.has("n-shot") || tree.has("higher_is_better") || tree.has("versions"))) {
            return harness(tree);
        }
        if (tree.has("metadata")
                && (tree.at("results").has("cookbooks") || tree.at("results").has("recipes"))) {
            return moonshot(tree);
        }
        if (tree.hasAll("gid", "cid", "output")) {
            return aiVerify(tree);
        }
        throw Refusal.invalid(
                "认不出这份 JSON 报告。可读：智衡、promptfoo、Inspect、lm-evaluation-harness、Moonshot、AI Verify、SARIF。",
                "This JSON report is not known. Read are: Zhiheng, promptfoo, Inspect, lm-evaluation-harness, Moonshot, AI"
                        + " Verify, SARIF.");
    }

    static Report report(
            String tool,
            String version,
            String model,
            @Nullable Instant taken,
            List<Result> results,
            List<String> remarks) {
        if (results.isEmpty()) {
            throw Refusal.invalid(
                    "报告（" + tool + "）中没有可用的结果。该工具的这一版本可能改了格式，请导出为 JUnit 或 SARIF。",
                    "The report of " + tool + " holds no result that can be used. Its format may have changed with the"
                            + " version; export it as JUnit or SARIF.");
        }
        return new Report(tool, version, "", "", model, "", "", taken, results, Map.of(), remarks);
    }

    static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            try {
                // Without a zone: read as UTC, which is at most a day off.
                return LocalDateTime.parse(text.replace(' ', 'T'), DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        .toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException f) {
                return null;
            }
        }
    }

    private static final class Tallies {
        private final Map<String, long[]> byName = new LinkedHashMap<>();

        void add(String name, boolean event) {
            var c = byName.computeIfAbsent(name, k -> new long[2]);
            c[0] += event ? 1 : 0;
            c[1]++;
        }

        List<Result> results(String event) {
            var results = new ArrayList<Result>();
            byName.forEach((name, c) -> results.add(Counts.of(name, event, c[0], c[1], "")));
            return results;
        }
    }

    /** Refuses a report of a form that this reader was not written for: what it would read there is not known. */
    static void version(String tool, String version, String known, String way) {
        if (!version.isEmpty() && !version.matches(known)) {
            throw Refusal.invalid(
                    tool + " 报告的版本为 " + version.replaceAll("[^ -~]", "?") + "，这里不读这一版本；" + way + "。",
                    "This report of " + tool + " is of version " + version.replaceAll("[^ -~]", "?")
                            + ", which is not read here: " + way + ".");
        }
    }

    private static Report promptfoo(Tree tree) {
        var inner = tree.at("results");
        version("promptfoo", inner.text("version"), "[23]", "export JSON of version 2 or 3, or JUnit XML");
        var tallies = new Tallies();
        var remarks = new ArrayList<String>();
        var models = new java.util.TreeSet<String>();
        long errors = 0;
        for (var r : inner.list("results")) {
            if (r.has("error") && !r.has("gradingResult")) {
                errors++;
                continue;
            }
            var plugin = first(
                    r.at("metadata").text("pluginId"),
                    r.at("testCase").at("metadata").text("pluginId"),
                    r.at("testCase").text("description"),
                    "tests");
            models.add(first(r.at("provider").text("id"), r.text("provider")));
            tallies.add(plugin, !r.isTrue("success"));
        }
        if (errors > 0) {
            remarks.add(Note.of("errors", errors));
        }
        models.remove("");
        if (models.size() > 1) {
            remarks.add(Note.of("several", String.join(", ", models)));
        }
        return report(
                "promptfoo",
                first(tree.at("metadata").text("promptfooVersion"), inner.text("version")),
                models.size() == 1 ? models.first() : "",
                time(inner.text("timestamp")),
                tallies.results("failed"),
                remarks);
    }

    private static String first(String... texts) {
        for (var text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static Report inspect(Tree tree) {
        version("inspect", tree.text("version"), "[12]", "inspect log convert --to json, of log version 1 or 2");
        var eval = tree.at("eval");
        var task = eval.text("task");
        var remarks = new ArrayList<String>();
        if (!tree.text("status").equals("success")) {
            remarks.add(Note.of("status", tree.text("status")));
        }
        long n = (long) tree.at("results")
                .number("completed_samples", eval.at("dataset").number("samples", 0));
        var results = new ArrayList<Result>();
        for (var score : tree.at("results").list("scores")) {
            var metrics = score.at("metrics");
            double error = metrics.at("stderr").number("value", 0);
            metrics.members().forEach((name, metric) -> {
                if (!name.equals("stderr") && !name.equals("std")) {
                    results.add(Counts.score(
                            task + "/" + score.text("name") + "/" + name,
                            name,
                            metric.number("value", -1),
                            error,
                            n,
                            ""));
                }
            });
        }
        return report(
                "inspect",
                first(eval.at("packages").text("inspect_ai"), tree.text("version")),
                eval.text("model"),
                time(eval.text("created")),
                results,
                remarks);
    }

    private static Report harness(Tree tree) {
        var results = new ArrayList<Result>();
        tree.at("results").members().forEach((task, metrics) -> {
            long n = (long) tree.at("n-samples").at(task).number("effective", 0);
            metrics.members().forEach((key, value) -> {
                var metric = key.split(",", 2);
                if (metric[0].endsWith("_stderr") || !(value.value() instanceof Number score)) {
                    return;
                }
                var errorKey = metric[0] + "_stderr" + (metric.length == 2 ? "," + metric[1] : "");
                results.add(Counts.score(
                        task + "/" + key, metric[0], score.doubleValue(), metrics.number(errorKey, 0), n, ""));
            });
        });
        double date = tree.number("date", 0);
        return report(
                "lm-evaluation-harness",
                first(tree.text("lm_eval_version"), tree.text("git_hash")),
                first(
                        tree.text("model_name"),
                        tree.at("config").text("model_args"),
                        tree.at("config").text("model")),
                date > 0 ? Instant.ofEpochSecond((long) date) : null,
                results,
                List.of());
    }

    private static Report moonshot(Tree tree) {
        var results = new ArrayList<Result>();
        var models = new java.util.TreeSet<String>();
        for (var book : tree.at("results").list("cookbooks")) {
            book.list("recipes").forEach(recipe -> recipe(book.text("id") + "/", recipe, results, models));
        }
        tree.at("results").list("recipes").forEach(recipe -> recipe("", recipe, results, models));
        return report(
                "moonshot",
                "",
                models.size() == 1 ? models.first() : "",
                time(tree.at("metadata").text("end_time")),
                results,
                models.size() > 1 ? List.of(Note.of("several", String.join(", ", models))) : List.of());
    }

    private static void recipe(String before, Tree recipe, List<Result> into, java.util.Set<String> models) {
        for (var summary : recipe.list("evaluation_summary")) {
            models.add(summary.text("model_id"));
            double grade = summary.number("avg_grade_value", -1);
            into.add(Counts.score(
                    before + recipe.text("id") + "/" + summary.text("model_id"),
                    "grade value",
                    grade / 100,
                    0,
                    (long) summary.number("num_of_prompts", 0),
                    Note.of("grade", summary.text("grade"))));
        }
    }

    private static Report aiVerify(Tree tree) {
        var results = new ArrayList<Result>();
        numbers(tree.text("cid"), tree.at("output"), results, 0);
        var at = tree.text("startTime");
        return report(
                "ai-verify",
                tree.text("version"),
                tree.at("testArguments").text("modelFile"),
                time(at),
                results,
                List.of("as-is"));
    }

    private static void numbers(String name, Tree tree, List<Result> into, int depth) {
        tree.members().forEach((key, value) -> {
            if (value.value() instanceof Number n
                    && n.doubleValue() >= 0
                    && n.doubleValue() <= 1
                    && into.size() < 200) {
                into.add(Counts.score(name + "/" + key, key, n.doubleValue(), 0, 0, ""));
            } else if (depth < 4) {
                numbers(name + "/" + key, value, into, depth + 1);
            }
        });
    }

    /** SARIF 2.1.0: a rule's results of kind "pass" make its denominator; without them there is none. */
    private static Report sarif(Tree tree) {
        version("SARIF", tree.text("version"), "2\\.1\\.0", "export SARIF 2.1.0");
        if (!tree.text("version").equals("2.1.0")) {
            throw Refusal.invalid(
                    "SARIF 版本为 " + tree.text("version") + "，这里只读 2.1.0。",
                    "SARIF of version " + tree.text("version") + "; 2.1.0 is read here.");
        }
        var results = new ArrayList<Result>();
        var remarks = new ArrayList<String>();
        var tool = "sarif";
        var version = "";
        for (var run : tree.list("runs")) {
            var driver = run.at("tool").at("driver");
            tool = "sarif:" + driver.text("name");
            version = first(driver.text("semanticVersion"), driver.text("version"));
            var byRule = new LinkedHashMap<String, long[]>();
            for (var r : run.list("results")) {
                var kind = first(r.text("kind"), "fail");
                var c = byRule.computeIfAbsent(r.text("ruleId"), k -> new long[2]);
                if (kind.equals("fail")) {
                    c[0]++;
                } else if (kind.equals("pass")) {
                    c[1]++;
                }
            }
            byRule.forEach((rule, c) -> results.add(
                    c[1] > 0
                            ? Counts.of(rule, "failed", c[0], c[0] + c[1], "")
                            : new Result(
                                    rule,
                                    "findings",
                                    c[0],
                                    0,
                                    null,
                                    0,
                                    1,
                                    Result.Verdict.NONE,
                                    List.of(),
                                    "findings")));
        }
        return report(tool, version, "", null, results, remarks);
    }
}
