package zhiheng.office.duties;

import java.time.LocalDate;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SummaryOf;

/** Sums a system up by the states of its duties. */
public record DutySummaries(Port<? extends DutyTx> duties, Evaluations evaluations) implements SummaryOf {
    @Override
    public Summary on(LocalDate day, AiSystem system, Transaction tx) {
        if (system.archive() != null) {
            return Summary.none(day);
        }
        return DutyStates.summary(
                evaluations.library(), evaluations.finding(system, day), duties.in(tx), system.id(), day);
    }
}
