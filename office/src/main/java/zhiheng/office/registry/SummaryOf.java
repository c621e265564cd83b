package zhiheng.office.registry;

import zhiheng.office.acts.Transaction;

/** Sums a system up for the registry. The duties do it, since it is their states that are counted. */
@FunctionalInterface
public interface SummaryOf {
    /** As the system stands now, by the day of each law. */
    Summary now(AiSystem system, Transaction tx);
}
