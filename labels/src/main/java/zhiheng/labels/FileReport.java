package zhiheng.labels;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Json;
import zhiheng.base.Text;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.Format;
import zhiheng.labels.label.FoundLabel;

/**
 * What {@link Labels#read} tells of one file: its format, the verdict, and every label found.
 *
 * @param bindings what in the file a label would break, were one written
 */
public record FileReport(Format format, Verdict verdict, List<FoundLabel> labels, List<Binding> bindings) {
    /**
     * One line of JSON: {@code {"file":…,"format":…,"verdict":…,"labels":[…],"findings":[…]}}. A finding has the
     * deviation's name, the clause, whether it breaks compliance, and the text in Chinese and English. A label has its
     * place, its elements, and how far its signature can be trusted.
     */
    public String json(String file) {
        return json(file, Set.of());
    }

    /** @param pinned public keys that the reader trusts, see {@link Integrity#verify} */
    public String json(String file, Set<String> pinned) {
        var line = new LinkedHashMap<String, Object>();
        line.put("file", file);
        line.put("format", format);
        line.put("verdict", verdict.word());
        line.put("labels", labels.stream().map(l -> label(l, pinned)).toList());
        line.put("findings", findings());
        return Json.write(line);
    }

    private static Map<String, Object> label(FoundLabel found, Set<String> pinned) {
        var map = new LinkedHashMap<String, Object>();
        map.put("place", found.place());
        map.put("label", found.label().elements());
        map.put("integrity", Integrity.verify(found.label(), pinned).word());
        return map;
    }

    private List<Map<String, Object>> findings() {
        var all = EnumSet.noneOf(Deviation.class);
        labels.forEach(l -> all.addAll(l.deviations()));
        if (verdict instanceof Verdict.NonCompliant n) {
            all.addAll(n.deviations());
        }
        var findings = new ArrayList<Map<String, Object>>();
        for (Deviation d : all) {
            findings.add(finding(d.name(), d.clause(), d.breaks(), d.text()));
        }
        for (Binding b : bindings) {
            findings.add(finding(b.name(), "", false, b.text()));
        }
        if (verdict instanceof Verdict.Inconclusive i) {
            findings.add(finding("INCONCLUSIVE", "", false, i.reason()));
        }
        return findings;
    }

    private static Map<String, Object> finding(String name, String clause, boolean breaks, Text text) {
        var map = new LinkedHashMap<String, Object>();
        map.put("finding", name);
        map.put("clause", clause);
        map.put("breaks", breaks);
        map.put("zh", text.zh());
        map.put("en", text.en());
        return map;
    }
}
