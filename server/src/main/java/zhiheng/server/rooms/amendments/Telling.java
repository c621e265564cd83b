package zhiheng.server.rooms.amendments;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.duties.DutySummaries;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Evaluations;
import zhiheng.packs.DutyNews;
import zhiheng.packs.LegalDays;
import zhiheng.packs.LibraryText;
import zhiheng.packs.Pack;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/**
 * Tells systems what another wording of the packs, or a day of the law that has come, does to their duties. The wording that was last
 * read is kept; where there is another, every system in use is weighed under both on the same day; where days have come on which
 * rules begin or end, under the one wording on the days before and on today. A system whose duties differ gets one notice for all
 * packs. It goes through the registry in batches; notices, their acts and the place it has come to are one transaction, so that who
 * goes on after a crash goes on where it was and nobody is told twice.
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

    /** A system for which something differs. @param news empty where its tiers differ and no duty */
    private record Differing(AiSystem system, List<DutyNews> news) {}

    /** A batch that was weighed. */
    private record Weighed(String place, boolean last, List<Differing> systems) {}

    /** Where it stands. @param told up to when days were told of. @param wording the one last read, by its digest */
    private record Stand(Optional<Instant> told, Optional<String> wording) {
        static Stand in(AmendmentRows rows) {
            return new Stand(rows.day(), rows.now());
        }
    }

    /**
     * Finishes what is under way, then tells of days that have come and of {@code text} where it is new. Returns how many notices it
     * made.
     *
     * @param text the files that this server's library was read from
     */
    int run(LibraryText text) {
        int count = finish();
        boolean days = days();
        boolean another = begin(text);
        return days || another ? count + finish() : count;
    }

    /**
     * Notes days of the law that have come since they were last told of, by the wording that held on them. Returns whether there is
     * something to tell.
     */
    boolean days() {
        var now = clock.instant();
        var stand = store.read(tx -> Stand.in(AmendmentRows.in(tx)));
        var told = stand.told().orElse(now);
        boolean first = stand.told().isEmpty();
        if (!first && !days(library, now).after(days(library, told))) {
            return false;
        }
        var come = first
                ? List.<String>of()
                : stand.wording().map(digest -> come(read(digest), told, now)).orElse(List.of());
        return store.write(tx -> {
            var rows = AmendmentRows.in(tx);
            if (!Stand.in(rows).equals(stand)) {
                return false; // somebody else was first
            }
            rows.day(now);
            var digest = stand.wording().orElse("");
            if (!come.isEmpty()) {
                rows.add(new Amendment(office.ids().next(), digest, digest, now, come, "", false, told));
            }
            return !come.isEmpty();
        });
    }

    /** The packs of which a rule begins or ends on a day that their law has reached since {@code told}. */
    private List<String> come(PackLibrary law, Instant told, Instant now) {
        var before = days(law, told);
        var today = days(law, now);
        return law.packs().stream()
                .filter(pack -> pack.rules().stream()
                        .flatMap(rule -> Stream.of(Optional.of(rule.from()), Optional.ofNullable(rule.to())))
                        .flatMap(Optional::stream)
                        .anyMatch(day -> day.isAfter(before.of(pack.id())) && !day.isAfter(today.of(pack.id()))))
                .map(Pack::id)
                .toList();
    }

    private LegalDays days(PackLibrary law, Instant at) {
        return law.days(at, clock.getZone());
    }

    /** Keeps {@code text} as the wording from now on. Returns whether there is something to tell. */
    boolean begin(LibraryText text) {
        var digest = text.digest();
        return store.write(tx -> {
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
                    false,
                    null)));
            return was.isPresent();
        });
    }

    /** Tells of all that was begun. Returns how many notices it made. */
    int finish() {
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
        var became = amendment.since() == null ? read(amendment.became()) : was;
        int count = 0;
        var place = amendment.place();
        while (!Thread.currentThread().isInterrupted()) {
            var weighed = weigh(amendment, place, was, became);
            var before = place;
            int made = office.outbox().record((tx, acts) -> {
                var rows = AmendmentRows.in(tx);
                if (!rows.advance(amendment.id(), before, weighed.place(), weighed.last())) {
                    return -1;
                }
                int told = 0;
                for (var differing : weighed.systems()) {
                    var system = differing.system();
                    store.in(tx).summarise(system.id(), system.version(), summaries.now(system, tx));
                    if (!differing.news().isEmpty()) {
                        var id = office.ids().next();
                        rows.add(id, amendment.id(), system.id(), system.orgId(), NewsJson.write(differing.news()));
                        acts.add(ITSELF, "law.notice", id, system.id(), "", details(amendment, differing.news()));
                        told++;
                    }
                }
                inBatch.run();
                return told;
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

    private Weighed weigh(Amendment amendment, String after, PackLibrary was, PackLibrary became) {
        var batch = store.read(tx -> store.in(tx).systemsAfter(after, null, BATCH));
        var before = new Evaluations(was);
        var now = new Evaluations(became);
        var since = amendment.since();
        var dayBefore = days(was, since == null ? clock.instant() : since);
        var day = days(became, since == null ? clock.instant() : amendment.noticed());
        var systems = new ArrayList<Differing>();
        for (var system : batch) {
            if (system.archive() == null) {
                var then = before.outline(system, dayBefore);
                var is = now.outline(system, day);
                var news = DutyNews.between(then, is);
                if (!news.isEmpty() || !then.tiersByPack().equals(is.tiersByPack())) {
                    systems.add(new Differing(system, news));
                }
            }
        }
        return new Weighed(batch.isEmpty() ? after : batch.getLast().id(), batch.size() < BATCH, systems);
    }

    /** Whether {@code text} is what this server's library was read from, and not saved anew meanwhile. */
    boolean isOurs(LibraryText text) {
        return text.digest().equals(library.digest());
    }
}
