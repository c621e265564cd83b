package zhiheng.drills.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.suite.Criterion;
import zhiheng.packs.Yaml;

/** Which duties the tests of other tools speak to, and by which threshold: data, see {@code packs/suites/mapping.yaml}. */
public record Mapping(List<Line> lines) {
    private static final Set<String> KEYS =
            Yaml.Words.ordered("tool", "like", "duties", "at-most", "at-least", "least", "days", "source");

    /**
     * @param tool as {@link Report#tool} names it, or what stands before its colon
     * @param like found somewhere in a result's name
     * @param criterion of the rate of what the tool counts; null where the test speaks to the duties and no threshold is known
     */
    public record Line(
            String tool,
            Pattern like,
            List<String> duties,
            @Nullable Criterion criterion,
            int days) {
        boolean of(String reporting, String name) {
            return (reporting.equals(tool) || reporting.startsWith(tool + ":"))
                    && like.matcher(name).find();
        }
    }

    public Mapping {
        lines = List.copyOf(lines);
    }

    public static Mapping read(Path file) {
        var lines = new ArrayList<Line>();
        for (var yaml : Yaml.read(file, 1 << 18).list()) {
            var f = yaml.fields(KEYS);
            int days = number(f.required("days"));
            try {
                lines.add(new Line(
                        f.words("tool"),
                        Pattern.compile(f.words("like"), Pattern.CASE_INSENSITIVE),
                        f.required("duties").list().stream().map(Yaml::string).toList(),
                        criterion(f, days),
                        days));
            } catch (PatternSyntaxException e) {
                throw f.required("like").error("not a regular expression: " + e.getDescription());
            }
        }
        return new Mapping(lines);
    }

    private static @Nullable Criterion criterion(Yaml.Fields f, int days) {
        boolean atLeast = f.optional("at-least") != null;
        var threshold = f.optional(atLeast ? "at-least" : "at-most");
        if (threshold == null) {
            return null;
        }
        if (!(threshold.value() instanceof Double share) || share < 0 || share > 1) {
            throw threshold.error("a threshold is a number from 0 to 1");
        }
        var source = f.required("source").text();
        return new Criterion(atLeast, share, number(f.required("least")), "", days, source);
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
            if (line.of(tool, r.name())) {
                var duties = new LinkedHashSet<>(r.duties());
                duties.addAll(line.duties);
                var verdict = line.criterion == null
                        ? Result.Verdict.NONE
                        : Result.Verdict.valueOf(
                                line.criterion.of(r.low(), r.high(), r.of()).name());
                return new Result(
                        r.name(),
                        r.event(),
                        r.events(),
                        r.of(),
                        r.estimate(),
                        r.low(),
                        r.high(),
                        verdict,
                        List.copyOf(duties),
                        r.note());
            }
        }
        return r;
    }

    /** For how many days a result of this report counts that serves the duty; 90 where no line says. */
    public int days(String tool, String name) {
        return lines.stream()
                .filter(l -> l.of(tool, name))
                .mapToInt(Line::days)
                .findFirst()
                .orElse(90);
    }

    /** An empty one: nothing is mapped. */
    public static final Mapping NONE = new Mapping(List.of());
}
