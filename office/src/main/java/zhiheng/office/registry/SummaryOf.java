package zhiheng.office.registry;

import java.time.LocalDate;
import zhiheng.office.acts.Transaction;

/** Sums a system up for the registry. The duties do it, since it is their states that are counted. */
@FunctionalInterface
public interface SummaryOf {
    Summary on(LocalDate day, AiSystem system, Transaction tx);
}
