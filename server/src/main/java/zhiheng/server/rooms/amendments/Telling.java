package zhiheng.server.rooms.amendments;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.duties.DutySummaries;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Evaluations;
import zhiheng.packs.DutyNews;
import zhiheng.packs.LibraryText;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/**
 * Tells systems what another wording of the packs does to their duties. The wording of the last start is kept; where this start has
 * another, every system in use is weighed under both on the same day, and one whose duties differ gets one notice for all packs that
 * changed. It goes through the registry in batches; notices, their acts and the place it has come to are one transaction, so that a
 * start after a crash goes on where it was and nobody is told twice.
 */
final class Telling {
    static final int BATCH = 200;
    private static final Actor ITSELF = new Actor("zhiheng", "", Role.ADMINISTRATOR);

    private final OfficeStore store;
    private final Office office;
    private final PackLibrary library;
    private final Clock clock;
    private final Runnable inBatch;
    private final DutySummaries summaries;

    /** @param inBatch called inside the transaction of each batch, for tests that break it off there */
    Telling(OfficeStore store, Office office, PackLibrary library, Clock clock, Runnable inBatch) {
        this.store = store;
        this.office = office;
        this.library = library;
        this.clock = clock;
        this.inBatch = inBatch;
        this.summaries = new DutySummaries(store::in, new Evaluations(library), new OfficeTime(clock));
    }

    /** A batch that was weighed. */
    private record Weighed(String place, boolean last, List<AiSystem> systems, List<List<DutyNews>> news) {}

    /**
     * Finishes what is under way, then tells of {@code text} where it is new. Returns how many notices it made.
     *
     * @param text the files that this server's library was read from
     */
    int run(LibraryText text) {
        int count = finish();
        var digest = text.digest();
        var begun = store.write(tx -> {
            var rows = AmendmentRows.in(tx);
            var now = rows.now();
            if (now.isPresent() && now.get().equals(digest)) {
                return false;
            }
            var was = now.flatMap(rows::wording);
            rows.become(digest, text);
            was.ifPresent(before -> rows.add(new Amendment(
                    office.ids().next(),
                    before.digest(),
                    digest,
                    clock.instant(),
                    text.changedSince(before),
                    "",
                    false)));
            return was.isPresent();
        });
        return begun ? count + finish() : count;
    }

    private int finish() {
        int count = 0;
        for (var amendment : store.read(tx -> AmendmentRows.in(tx).open())) {
            count += tell(amendment);
        }
        store.write(tx -> {
            AmendmentRows.in(tx).forget();
            return true;
        });
        return count;
    }

    private int tell(Amendment amendment) {
        var was = read(amendment.was());
        var became = read(amendment.became());
        int count = 0;
        var place = amendment.place();
        while (!Thread.currentThread().isInterrupted()) {
            var weighed = weigh(place, was, became);
            var before = place;
            int made = office.outbox().record((tx, acts) -> {
                var rows = AmendmentRows.in(tx);
                if (!rows.advance(amendment.id(), before, weighed.place(), weighed.last())) {
                    return -1;
                }
                for (int i = 0; i < weighed.systems().size(); i++) {
                    var system = weighed.systems().get(i);
                    var news = weighed.news().get(i);
                    var id = office.ids().next();
                    rows.add(id, amendment.id(), system.id(), system.orgId(), NewsJson.write(news));
                    store.in(tx).summarise(system.id(), system.version(), summaries.now(system, tx));
                    acts.add(ITSELF, "law.notice", id, system.id(), "", details(amendment, news));
                }
                inBatch.run();
                return weighed.systems().size();
            });
            count += Math.max(0, made);
            if (made < 0 || weighed.last()) {
                return count;
            }
            place = weighed.place();
        }
        return count;
    }

    private static Map<String, Object> details(Amendment amendment, List<DutyNews> news) {
        return Map.of(
                "amendment", amendment.id(),
                "was", amendment.was(),
                "became", amendment.became(),
                "duties",
                        news.stream()
                                .map(n -> n.how() + " " + n.pack() + "/" + n.duty())
                                .toList());
    }

    private PackLibrary read(String digest) {
        var text = store.read(tx -> AmendmentRows.in(tx).wording(digest))
                .orElseThrow(() -> new PackException("the wording " + digest + " of the packs is not kept any more"));
        return text.library();
    }

    private Weighed weigh(String after, PackLibrary was, PackLibrary became) {
        var batch = store.read(tx -> store.in(tx).systemsAfter(after, null, BATCH));
        var before = new Evaluations(was);
        var now = new Evaluations(became);
        var systems = new ArrayList<AiSystem>();
        var news = new ArrayList<List<DutyNews>>();
        for (var system : batch) {
            if (system.archive() == null) {
                var differs = DutyNews.between(
                        before.finding(system, was.days(clock.instant(), clock.getZone())),
                        now.finding(system, became.days(clock.instant(), clock.getZone())));
                if (!differs.isEmpty()) {
                    systems.add(system);
                    news.add(differs);
                }
            }
        }
        return new Weighed(batch.isEmpty() ? after : batch.getLast().id(), batch.size() < BATCH, systems, news);
    }

    /** Whether {@code text} is what this server's library was read from, and not saved anew meanwhile. */
    boolean isOurs(LibraryText text) {
        return text.digest().equals(library.wording());
    }
}
