package zhiheng.office.registry;

import java.util.function.Supplier;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transactions;
import zhiheng.packs.LegalDays;

/** Brings the summaries up to a new day of any law: duties fall due and laws come into force without anybody changing a system. */
public final class DailySummaries {
    private static final int BATCH = 500;

    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final SummaryOf summaryOf;
    private final Supplier<LegalDays> days;

    /** @param days today by each law */
    public DailySummaries(
            Transactions store, Port<? extends SystemTx> systems, SummaryOf summaryOf, Supplier<LegalDays> days) {
        this.store = store;
        this.systems = systems;
        this.summaryOf = summaryOf;
        this.days = days;
    }

    /** Evaluates again all systems whose summary is from before the latest midnight of any law. Returns how many. */
    public int refresh() {
        var today = days.get();
        var last = "";
        var count = 0;
        while (!Thread.currentThread().isInterrupted()) {
            var after = last;
            var batch = store.read(tx -> systems.in(tx).staleAfter(after, today, BATCH).stream()
                    .map(system -> new Stale(system, summaryOf.now(system, tx)))
                    .toList());
            if (batch.isEmpty()) {
                break;
            }
            store.write(tx -> {
                var rows = systems.in(tx);
                batch.forEach(s -> rows.summarise(s.system().id(), s.system().version(), s.summary()));
                return batch.size();
            });
            count += batch.size();
            last = batch.getLast().system().id();
        }
        return count;
    }

    private record Stale(AiSystem system, Summary summary) {}
}
