package zhiheng.office;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Order;
import zhiheng.office.acts.Outbox;
import zhiheng.office.dossier.Dossiers;
import zhiheng.office.dossier.Erasures;
import zhiheng.office.duties.Duties;
import zhiheng.office.duties.DutyNotes;
import zhiheng.office.duties.DutySummaries;
import zhiheng.office.duties.Events;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.duties.EvidenceRecords;
import zhiheng.office.registry.Archives;
import zhiheng.office.registry.DailySummaries;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.LawChanges;
import zhiheng.office.registry.Orgs;
import zhiheng.office.registry.Registry;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;

/**
 * The domains that every installation has, put together. Every method of theirs names who acts and refuses with
 * {@link Refusal}; what an actor may not see is NOT_FOUND. Every change is a ledger entry before the method returns.
 *
 * <p>A further domain needs no place here: it is made from {@link #outbox}, {@link #ids} and a port of its own.
 */
public final class Office {
    private final PackLibrary library;
    private final Ids ids;
    private final OfficeTime time;
    private final Outbox outbox;
    private final Orgs orgs;
    private final Registry registry;
    private final Archives archives;
    private final LawChanges lawChanges;
    private final DailySummaries dailySummaries;
    private final Duties duties;
    private final EvidenceRecords evidence;
    private final Events events;
    private final DutyNotes notes;
    private final Dossiers dossiers;
    private final Erasures erasures;

    /** One server, whose ledger decides the order of acts. */
    public Office(PackLibrary library, OfficeStore store, Ledger ledger, EvidenceFiles files, Clock clock) {
        this(library, store, ledger, files, clock, Order.LEDGER);
    }

    public Office(
            PackLibrary library, OfficeStore store, Ledger ledger, EvidenceFiles files, Clock clock, Order order) {
        this.library = library;
        ids = new Ids(clock);
        time = new OfficeTime(clock);
        outbox = new Outbox(store, store::in, ledger, clock, ids, order);
        var evaluations = new Evaluations(library);
        var summaries = new DutySummaries(store::in, evaluations, time);
        orgs = new Orgs(store, store::in, outbox, ids);
        registry = new Registry(store, store::in, store::in, outbox, evaluations, summaries, time, ids);
        archives = new Archives(store, store::in, outbox, summaries, time);
        lawChanges = new LawChanges(store, store::in, evaluations);
        dailySummaries = new DailySummaries(store, store::in, summaries, library, this::days);
        duties = new Duties(store, store::in, store::in, outbox, evaluations, summaries, time);
        evidence = new EvidenceRecords(store, store::in, store::in, outbox, files, evaluations, summaries, time, ids);
        events = new Events(store, store::in, store::in, outbox, evaluations, summaries, time, ids);
        notes = new DutyNotes(store, store::in, store::in, outbox, evaluations, time, ids);
        dossiers = new Dossiers(store, store::in, store::in, store::in, evaluations);
        erasures = new Erasures(outbox, store::in, store::in, store::in, files, summaries, time);
    }

    /** Settles what a crash left between database and ledger. Call once, before anything else. */
    public int recover() {
        return outbox.recover();
    }

    /**
     * Evaluates the registry again for a new day of any law. Slow: for the background. Returns how many systems were
     * stale.
     */
    public int refresh() {
        return dailySummaries.refresh();
    }

    /** Today as people here call it. What a law asks by a day is counted by {@link #days}. */
    public LocalDate today() {
        return time.today();
    }

    /** Today by each law, in the zone of its jurisdiction. */
    public LegalDays days() {
        return time.days(library);
    }

    /** The zone in which the days of a pack's law begin and end. */
    public ZoneId zone(String pack) {
        return library.zone(pack);
    }

    /** Where others that change state with the office's database record their acts. */
    public Outbox outbox() {
        return outbox;
    }

    public Ids ids() {
        return ids;
    }

    public Orgs orgs() {
        return orgs;
    }

    public Registry registry() {
        return registry;
    }

    public Archives archives() {
        return archives;
    }

    public LawChanges lawChanges() {
        return lawChanges;
    }

    public Duties duties() {
        return duties;
    }

    public EvidenceRecords evidence() {
        return evidence;
    }

    public Events events() {
        return events;
    }

    public DutyNotes notes() {
        return notes;
    }

    public Dossiers dossiers() {
        return dossiers;
    }

    public Erasures erasures() {
        return erasures;
    }
}
