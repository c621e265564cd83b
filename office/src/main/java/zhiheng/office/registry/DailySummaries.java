package zhiheng.office.registry;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transactions;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;

/**
 * Brings the summaries up to a new day of any law: duties fall due and laws come into force without anybody changing a
 * system.
 */
public final class DailySummaries {
    private static final int BATCH = 500;
    /** Systems that are only noted to be up to date, in one transaction. */
    private static final int NOTED = 5_000;

    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final SummaryOf summaryOf;
    private final PackLibrary library;
    private final Supplier<LegalDays> days;
    /** The days for which every summary was brought up to date; null before the first time. */
    private @Nullable LegalDays done;

    /** @param days today by each law */
    public DailySummaries(
            Transactions store,
            Port<? extends SystemTx> systems,
            SummaryOf summaryOf,
            PackLibrary library,
            Supplier<LegalDays> days) {
        this.store = store;
        this.systems = systems;
        this.summaryOf = summaryOf;
        this.library = library;
        this.days = days;
    }

    /**
     * Evaluates again all systems whose summary is from before the latest midnight of any law, those apart for which
     * that midnight changes nothing. Returns how many it evaluated.
     */
    public synchronized int refresh() {
        var today = days.get();
        var before = done;
        if (before != null && today.after(before) && !lawChanges(before, today)) {
            note(before, today);
        }
        var last = "";
        var count = 0;
        while (!Thread.currentThread().isInterrupted()) {
            var after = last;
            var batch = store.read(tx -> systems.in(tx).staleAfter(after, today, BATCH).stream()
                    .map(system -> new Stale(system, summaryOf.now(system, tx)))
                    .toList());
            if (batch.isEmpty()) {
                done = today;
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

    /** Whether some rule of a law begins or ends on a day that this law has reached since. */
    private boolean lawChanges(LegalDays before, LegalDays today) {
        return library.milestones().stream()
                .anyMatch(day -> library.packs().stream()
                        .map(Pack::id)
                        .anyMatch(pack -> day.isAfter(before.of(pack)) && !day.isAfter(today.of(pack))));
    }

    /**
     * Where no rule changes, only the duties of a law see its day turn: whoever owes none under it has nothing to be
     * evaluated.
     */
    private void note(LegalDays before, LegalDays today) {
        Set<String> turned = library.packs().stream()
                .map(Pack::id)
                .filter(pack -> !before.of(pack).equals(today.of(pack)))
                .collect(Collectors.toSet());
        var looked = Optional.of("");
        while (looked.isPresent() && !Thread.currentThread().isInterrupted()) {
            var after = looked.get();
            looked = store.write(tx -> systems.in(tx).keepSummaries(after, NOTED, before, today, turned));
        }
    }

    private record Stale(AiSystem system, Summary summary) {}
}
