package zhiheng.office.policy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Finding;

/**
 * What the policies say to one enterprise on one day. It is worked out, never granted: who decides is the authority.
 *
 * @param asks questions whose answers would decide more, those that decide most first
 */
public record Guide(LocalDate asOf, List<Line> lines, List<Finding.Open> asks) {
    /** What a measure is to the enterprise. */
    public enum Verdict {
        /** It holds: support can be had, a duty binds, a way is closed. */
        HOLDS,
        /** It will, on a day that is already fixed. */
        COMING,
        /** An answer is missing; unknown is not no. */
        OPEN,
        NOT
    }

    /**
     * One measure.
     *
     * @param because the answers that make it hold
     * @param missing the facts that are still unanswered
     * @param opens single answers that would make it hold
     * @param from the first day on which it holds; null where it does not
     */
    public record Line(
            Measure measure,
            Verdict verdict,
            List<Finding.Because> because,
            List<String> missing,
            List<Opening> opens,
            @Nullable LocalDate from,
            List<Due> dues) {}

    /** If {@code fact} were {@code to} and all else as it is, the measure would hold; {@code from} is null for an open question. */
    public record Opening(String fact, @Nullable Object from, Object to) {}

    /**
     * The end of a period.
     *
     * @param started null while the day that it runs from is not given
     * @param day its last day; null while {@code started} is, or while the working days of {@code unpublished} are not known
     * @param latest the last day where a contract or approval makes it longer; null where it may not
     */
    public record Due(
            Measure.Clock clock,
            @Nullable LocalDate started,
            @Nullable LocalDate day,
            @Nullable LocalDate latest,
            int unpublished) {}

    /** Two answers that cannot stand together, told at the question {@code fact}. */
    public record Contradiction(String fact, Text text) {}

    public List<Line> of(Measure.Kind kind, Verdict verdict) {
        return lines.stream()
                .filter(l -> l.measure().kind() == kind && l.verdict() == verdict)
                .toList();
    }

    /** How it stands, measure by measure, for comparing with another day's. */
    public Map<String, String> state() {
        var state = new LinkedHashMap<String, String>();
        for (var line : lines) {
            var days = new StringBuilder(line.verdict().name());
            line.dues().forEach(d -> days.append(' ').append(d.day() == null ? "?" : d.day()));
            state.put(line.measure().id(), days.toString());
        }
        return state;
    }
}
