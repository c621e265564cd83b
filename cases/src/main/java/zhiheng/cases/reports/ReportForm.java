package zhiheng.cases.reports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.PackException;

/**
 * What an authority or a common framework asks about an incident.
 *
 * @param version the pack's, with a digest of the text
 * @param procedure whose items its reports are; "" for a form that belongs to no procedure and stops no clock
 * @param ref the article, and {@code confidence} how sure the pack is of it, as {@code certainty} says in words
 */
public record ReportForm(
        String id,
        String version,
        String jurisdiction,
        Text name,
        Text about,
        String ref,
        String confidence,
        String procedure,
        List<Kind> kinds,
        List<Field> fields,
        Map<String, Text> certainty,
        String file,
        int line) {
    /**
     * One of the reports that go in: the first, a further one, the last.
     *
     * @param files the item of the procedure that it is filed as, "" for none
     * @param mayLack whether the rule takes it with gaps
     */
    public record Kind(String id, Text name, String files, boolean mayLack, String ref) {}

    /**
     * One question.
     *
     * @param from names of the record's values, see {@link Sources}; what they give stands one below the other
     * @param required the kinds of report that must answer it
     * @param when a fact that must be so for it to be asked at all; null for always
     * @param why what a gap means for whoever reads the report
     */
    public record Field(
            String id,
            Text name,
            Text help,
            String article,
            String confidence,
            List<String> from,
            Set<String> required,
            @Nullable When when,
            Text why) {}

    /** A fact of the packs and the answer it must have, or have among others. */
    public record When(String fact, Object is) {
        boolean holds(Map<String, Object> answers) {
            return switch (answers.get(fact)) {
                case null -> false;
                case List<?> several -> several.contains(is);
                case Number n -> is instanceof Number other && n.doubleValue() == other.doubleValue();
                case Object one -> one.equals(is);
            };
        }
    }

    public Kind kind(String kind) {
        return kinds.stream()
                .filter(k -> k.id().equals(kind))
                .findFirst()
                .orElseThrow(() -> zhiheng.base.Refusal.invalid(
                        "表格“" + id + "”没有“" + kind + "”这一种报告。",
                        "The form '" + id + "' has no report '" + kind + "'; it has "
                                + String.join(", ", kinds.stream().map(Kind::id).toList()) + "."));
    }

    PackException error(String reason) {
        return new PackException(file + ":" + line + ": form " + id + ": " + reason);
    }
}
