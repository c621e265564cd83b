package zhiheng.office.duties;

import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SummaryOf;

/** Sums a system up by the states of its duties. */
public record DutySummaries(Port<? extends DutyTx> duties, Evaluations evaluations, OfficeTime time)
        implements SummaryOf {
    @Override
    public Summary now(AiSystem system, Transaction tx) {
        var days = time.days(evaluations.library());
        if (system.archive() != null) {
            return Summary.none(days);
        }
        return DutyStates.summary(
                evaluations.library(), evaluations.finding(system, days), duties.in(tx), system.id(), days);
    }
}
