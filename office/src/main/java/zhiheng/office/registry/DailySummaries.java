package zhiheng.office.registry;

import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transactions;

/** Brings the summaries up to a new day: duties fall due and laws come into force without anybody changing a system. */
public final class DailySummaries {
    private static final int BATCH = 500;

    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final SummaryOf summaryOf;
    private final OfficeTime time;

    public DailySummaries(Transactions store, Port<? extends SystemTx> systems, SummaryOf summaryOf, OfficeTime time) {
        this.store = store;
        this.systems = systems;
        this.summaryOf = summaryOf;
        this.time = time;
    }

    /** Evaluates again all systems whose summary is from an earlier day. Returns how many. */
    public int refresh() {
        var today = time.today();
        var last = "";
        var count = 0;
        while (!Thread.currentThread().isInterrupted()) {
            var after = last;
            var batch = store.read(tx -> systems.in(tx).staleAfter(after, today, BATCH).stream()
                    .map(system -> new Stale(system, summaryOf.on(today, system, tx)))
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
