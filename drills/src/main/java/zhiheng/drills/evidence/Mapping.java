package zhiheng.drills.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import zhiheng.drills.suite.Criterion;
import zhiheng.packs.Yaml;

/** Which duties the tests of other tools speak to, and by which threshold: data, see {@code packs/suites/mapping.yaml}. */
public record Mapping(List<Line> lines) {
    private static final Set<String> KEYS =
            Yaml.Words.ordered("tool", "like", "duties", "at-most", "at-least", "least", "days", "source");

    /**
     * @param tool as {@link Report#tool} names it
     * @param like found somewhere in a result's name
     * @param criterion of the rate of what the tool counts
     */
    public record Line(String tool, Pattern like, List<String> duties, Criterion criterion) {}

    public Mapping {
        lines = List.copyOf(lines);
    }

    public static Mapping read(Path file) {
        var lines = new ArrayList<Line>();
        for (var yaml : Yaml.read(file, 1 << 18).list()) {
            var f = yaml.fields(KEYS);
            boolean atLeast = f.optional("at-least") != null;
            var threshold = f.required(atLeast ? "at-least" : "at-most");
            if (!(threshold.value() instanceof Double share) || share < 0 || share > 1) {
                throw threshold.error("a threshold is a number from 0 to 1");
            }
            try {
                lines.add(new Line(
                        f.words("tool"),
                        Pattern.compile(f.words("like"), Pattern.CASE_INSENSITIVE),
                        f.required("duties").list().stream().map(Yaml::string).toList(),
                        new Criterion(
                                atLeast,
                                share,
                                number(f.required("least")),
                                "",
                                number(f.required("days")),
                                f.required("source").text())));
            } catch (PatternSyntaxException e) {
                throw f.required("like").error("not a regular expression: " + e.getDescription());
            }
        }
        return new Mapping(lines);
    }

    private static int number(Yaml at) {
        if (at.value() instanceof Double d && d == Math.rint(d) && d >= 1 && d <= 1_000_000) {
            return d.intValue();
        }
        throw at.error("a whole number from 1 is expected here");
    }

    /** The report with duties and verdicts where a line fits; the first that does. The tools' own verdicts do not count as ours. */
    public Report map(Report report) {
        var results = report.results().stream().map(r -> map(report.tool(), r)).toList();
        return new Report(
                report.tool(),
                report.version(),
                report.suite(),
                report.digest(),
                report.model(),
                report.judge(),
                report.end(),
                report.taken(),
                results,
                report.readings(),
                report.remarks());
    }

    private Result map(String tool, Result r) {
        for (var line : lines) {
            if (line.tool.equals(tool) && line.like.matcher(r.name()).find()) {
                var duties = new LinkedHashSet<>(r.duties());
                duties.addAll(line.duties);
                var outcome = line.criterion.of(r.low(), r.high(), r.of());
                return new Result(
                        r.name(),
                        r.event(),
                        r.events(),
                        r.of(),
                        r.estimate(),
                        r.low(),
                        r.high(),
                        Result.Verdict.valueOf(outcome.name()),
                        List.copyOf(duties),
                        r.note());
            }
        }
        return r;
    }

    /** For how many days a result of this report counts that serves the duty; 90 where no line says. */
    public int days(String tool, String name) {
        return lines.stream()
                .filter(l -> l.tool.equals(tool) && l.like.matcher(name).find())
                .mapToInt(l -> l.criterion.days())
                .findFirst()
                .orElse(90);
    }

    /** An empty one: nothing is mapped. */
    public static final Mapping NONE = new Mapping(List.of());
}
