package zhiheng.labels;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import zhiheng.base.Text;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.Format;
import zhiheng.labels.label.FoundLabel;
import zhiheng.labels.label.JsonText;

/** What a file says about itself: every label found and the verdict. */
public record FileReport(Format format, Verdict verdict, List<FoundLabel> labels) {
    /**
     * One line of JSON for reports: {@code {"file":…,"format":…,"verdict":…,"labels":[…],"findings":[…]}}. A finding has the
     * deviation's name, the clause, whether it breaks compliance, and the text in Chinese and English. A label has its
     * place, its elements, and how far its signature can be trusted.
     */
    public String json(String file) {
        return json(file, Set.of());
    }

    /** @param pinned public keys that the reader trusts, see {@link Integrity#verify} */
    public String json(String file, Set<String> pinned) {
        var out = new StringBuilder("{\"file\":");
        JsonText.quote(out, file);
        out.append(",\"format\":\"")
                .append(format)
                .append("\",\"verdict\":\"")
                .append(verdict.word())
                .append("\",\"labels\":[");
        String comma = "";
        for (FoundLabel l : labels) {
            out.append(comma).append("{\"place\":");
            JsonText.quote(out, l.place());
            out.append(",\"label\":").append(l.label().json());
            out.append(",\"integrity\":\"")
                    .append(Integrity.verify(l.label(), pinned).word())
                    .append("\"}");
            comma = ",";
        }
        return findings(out.append("],\"findings\":[")).append("]}").toString();
    }

    private StringBuilder findings(StringBuilder out) {
        var all = EnumSet.noneOf(Deviation.class);
        labels.forEach(l -> all.addAll(l.deviations()));
        if (verdict instanceof Verdict.NonCompliant n) {
            all.addAll(n.deviations());
        }
        String comma = "";
        for (Deviation d : all) {
            out.append(comma);
            finding(out, d.name(), d.clause(), d.breaks(), d.text());
            comma = ",";
        }
        if (verdict instanceof Verdict.Inconclusive i) {
            out.append(comma);
            finding(out, "INCONCLUSIVE", "", false, i.reason());
        }
        return out;
    }

    private static void finding(StringBuilder out, String name, String clause, boolean breaks, Text text) {
        out.append("{\"finding\":\"").append(name).append("\",\"clause\":");
        JsonText.quote(out, clause);
        out.append(",\"breaks\":").append(breaks).append(",\"zh\":");
        JsonText.quote(out, text.zh());
        out.append(",\"en\":");
        JsonText.quote(out, text.en());
        out.append('}');
    }
}
