package zhiheng.drills.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.base.Json;

/** Reports in forms that other tools read. */
public final class Exports {
    private Exports() {}

    /** JUnit's XML: a case for each result; not met is a failure, what cannot be told an error, no threshold none of both. */
    public static String junit(Report report) {
        var cases = new StringBuilder();
        int failures = 0;
        int errors = 0;
        for (var r : report.results()) {
            cases.append("    <testcase classname=\"")
                    .append(escape(report.tool() + "." + report.suite()))
                    .append("\" name=\"")
                    .append(escape(r.name()))
                    .append("\">\n");
            switch (r.verdict()) {
                case NOT_MET -> {
                    failures++;
                    cases.append("      <failure message=\"")
                            .append(escape(said(r)))
                            .append("\"/>\n");
                }
                case OPEN -> {
                    errors++;
                    cases.append("      <error message=\"")
                            .append(escape(said(r)))
                            .append("\"/>\n");
                }
                case MET, NONE ->
                    cases.append("      <system-out>").append(escape(said(r))).append("</system-out>\n");
            }
            cases.append("    </testcase>\n");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\""
                + escape(report.suite().isEmpty() ? report.tool() : report.suite())
                + "\" tests=\""
                + report.results().size()
                + "\" failures=\""
                + failures
                + "\" errors=\""
                + errors
                + (report.taken() == null ? "" : "\" timestamp=\"" + report.taken())
                + "\">\n"
                + cases
                + "  </testsuite>\n</testsuites>\n";
    }

    private static String said(Result r) {
        return r.event() + ": "
                + (r.estimate() == null ? "" : String.format(Locale.ROOT, "%.4f ", r.estimate()))
                + String.format(
                        Locale.ROOT,
                        "[%.4f, %.4f] of %d; %s",
                        r.low(),
                        r.high(),
                        r.of(),
                        Note.say(r.note()).en());
    }

    private static String escape(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(c < 0x20 && c != '\n' && c != '\t' ? " " : Character.toString(c));
            }
        });
        return out.toString();
    }

    /** SARIF 2.1.0: a rule and a result for each of ours. */
    public static String sarif(Report report) {
        var rules = new ArrayList<Object>();
        var results = new ArrayList<Object>();
        for (var r : report.results()) {
            rules.add(Map.of("id", r.name()));
            var result = new LinkedHashMap<String, Object>();
            result.put("ruleId", r.name());
            result.put(
                    "kind",
                    switch (r.verdict()) {
                        case MET -> "pass";
                        case NOT_MET -> "fail";
                        case OPEN -> "open";
                        case NONE -> "informational";
                    });
            result.put("level", r.verdict() == Result.Verdict.NOT_MET ? "error" : "none");
            result.put("message", Map.of("text", said(r)));
            result.put(
                    "properties",
                    Map.of("low", r.low(), "high", r.high(), "events", r.events(), "of", r.of(), "duties", r.duties()));
            results.add(result);
        }
        var run = new LinkedHashMap<String, Object>();
        run.put("tool", Map.of("driver", Map.of("name", report.tool(), "version", report.version(), "rules", rules)));
        run.put("results", results);
        run.put("properties", Map.of("suite", report.suite(), "model", report.model(), "judge", report.judge()));
        var root = new LinkedHashMap<String, Object>();
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        root.put("version", "2.1.0");
        root.put("runs", List.of(run));
        return Json.write(root) + "\n";
    }
}
