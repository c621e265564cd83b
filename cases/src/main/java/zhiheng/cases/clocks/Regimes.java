package zhiheng.cases.clocks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import zhiheng.cases.Case;
import zhiheng.cases.Procedure;

/**
 * Which procedures a graded incident sets going, and which acts start their clocks. Both are data: {@code opens} of a procedure and
 * {@code duties} of an act name the duties of packs that a grade may find.
 */
public final class Regimes {
    /** Stands among {@code opens} for an incident that somebody opens by hand, before anything is graded. */
    public static final String BY_PERSON = "by-person";

    private Regimes() {}

    /** The incident procedures that one of these duties opens, in their order. */
    public static List<Procedure> opened(List<Procedure> all, Set<String> duties) {
        return all.stream()
                .filter(p -> p.kind() == Procedure.Kind.INCIDENT)
                .filter(p -> p.opens().stream().anyMatch(duties::contains))
                .toList();
    }

    /**
     * The acts that these duties call for and that start a clock which never ran in the case. One that ran is not started again: the law
     * counts from the first knowledge.
     */
    public static List<String> due(Procedure procedure, Case c, Set<String> duties) {
        var due = new ArrayList<String>();
        for (var act : procedure.acts()) {
            if (act.duties().stream().noneMatch(duties::contains)) {
                continue;
            }
            boolean ran = procedure.deadlines().stream()
                    .filter(d -> d.after().contains(act.id()))
                    .anyMatch(
                            d -> c.clocks().stream().anyMatch(k -> k.deadline().equals(d.id())));
            if (!ran) {
                due.add(act.id());
            }
        }
        return List.copyOf(due);
    }
}
