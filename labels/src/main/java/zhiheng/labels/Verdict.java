package zhiheng.labels;

import java.util.List;
import zhiheng.base.Text;
import zhiheng.labels.label.Deviation;

/** The judgement on the implicit label of one file. Absence and doubt are different answers. */
public sealed interface Verdict {
    /** Exactly one label, as the standard wants it. */
    record Compliant() implements Verdict {}

    /** A label is there, but departs from these clauses. */
    record NonCompliant(List<Deviation> deviations) implements Verdict {}

    /** The whole file was understood and holds no label. */
    record None() implements Verdict {}

    /** The file could not be read to the end, so nothing is claimed about what it lacks. */
    record Inconclusive(Text reason) implements Verdict {}

    /** The name used in reports. */
    default String word() {
        return switch (this) {
            case Compliant c -> "compliant";
            case NonCompliant n -> "non-compliant";
            case None n -> "none";
            case Inconclusive i -> "inconclusive";
        };
    }
}
