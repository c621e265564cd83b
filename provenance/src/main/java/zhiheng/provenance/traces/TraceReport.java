package zhiheng.provenance.traces;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All traces of a file. */
public record TraceReport(List<Trace> traces) {
    /** There is no third: no trace is a sign that a picture is real. */
    public enum Judgement {
        SUSPECTED,
        UNKNOWN
    }

    public Judgement judgement() {
        return traces.stream().anyMatch(trace -> trace.kind().suspicious()) ? Judgement.SUSPECTED : Judgement.UNKNOWN;
    }

    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("judgement", judgement().name().toLowerCase(java.util.Locale.ROOT));
        json.put("traces", traces.stream().map(TraceReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(Trace trace) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", trace.kind().name().toLowerCase(java.util.Locale.ROOT));
        json.put("found", trace.found());
        json.put("suspicious", trace.kind().suspicious());
        json.put("falseAlarms", trace.falseAlarms());
        json.put(
                "meaning",
                Map.of(
                        "zh",
                        trace.kind().meaning().zh(),
                        "en",
                        trace.kind().meaning().en()));
        return json;
    }
}
