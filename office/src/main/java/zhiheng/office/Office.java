package zhiheng.office;

import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.ledger.Ledger;
import zhiheng.packs.PackLibrary;

/**
 * The registry and its dossiers. Every method names who acts and refuses with {@link Refusal}; what an actor may
 * not see is NOT_FOUND. Every change is a ledger entry before the method returns.
 */
public final class Office {
    private final Desk desk;
    private final Registry registry;
    private final DutyDesk duties;
    private final Reading reading;

    public Office(PackLibrary library, OfficeStore store, Ledger ledger, EvidenceFiles files, Clock clock) {
        var ids = new Ids(clock);
        desk = new Desk(library, store, new Outbox(store, ledger, clock, ids), files, clock, ids);
        registry = new Registry(desk);
        duties = new DutyDesk(desk);
        reading = new Reading(desk);
    }

    /** Settles what a crash left between database and ledger. Call once, before anything else. */
    public int recover() {
        return desk.outbox().recover();
    }

    /** Evaluates the registry again for a new day. Slow: for the background. Returns how many systems were stale. */
    public int refresh() {
        return reading.refresh();
    }

    /** Where others that change state with the office's database record their acts. */
    public Outbox outbox() {
        return desk.outbox();
    }

    public Ids ids() {
        return desk.ids();
    }

    /** Puts a new system of {@code orgId} into the registry. */
    public AiSystem register(
            Actor actor, String orgId, String name, String description, String purpose, Map<String, ?> facts) {
        return registry.register(actor, orgId, name, description, purpose, facts);
    }

    /** One system as registered. */
    public AiSystem system(Actor actor, String systemId) {
        return desk.store().read(tx -> Desk.seen(tx, actor, systemId));
    }

    /** Changes answers; a null value removes one. CONFLICT if {@code version} is not the present one. */
    public AiSystem setFacts(
            Actor actor, String systemId, long version, Map<String, ? extends @Nullable Object> changed) {
        return registry.change(actor, systemId, version, null, null, null, changed);
    }

    public AiSystem rename(
            Actor actor, String systemId, long version, String name, String description, String purpose) {
        return registry.change(actor, systemId, version, name, description, purpose, Map.of());
    }

    /** Both at once; a null name, description or purpose stays as it is. */
    public AiSystem change(
            Actor actor,
            String systemId,
            long version,
            @Nullable String name,
            @Nullable String description,
            @Nullable String purpose,
            Map<String, ? extends @Nullable Object> facts) {
        return registry.change(actor, systemId, version, name, description, purpose, facts);
    }

    /** What the last change of facts altered; empty if facts never changed since registration. */
    public Optional<FactChange> lastChange(Actor actor, String systemId) {
        return registry.lastChange(actor, systemId);
    }

    /** The registry, last changed first. */
    public Page<SystemRow> systems(Actor actor, SystemQuery query) {
        return desk.store().read(tx -> tx.rows(query, Check.bound(actor)));
    }

    /** Counts over all that {@code query} selects; its cursor and limit play no part. */
    public Counts counts(Actor actor, SystemQuery query) {
        return desk.store().read(tx -> tx.counts(query, Check.bound(actor)));
    }

    public Dossier dossier(Actor actor, String systemId, LocalDate asOf) {
        return reading.dossier(actor, systemId, asOf);
    }

    /** Says where a duty stands. {@code until} only for EXEMPTED; {@code reason} for EXEMPTED and NOT_APPLICABLE. */
    public void setDuty(
            Actor actor,
            String systemId,
            String duty,
            DutyState state,
            String owner,
            @Nullable LocalDate until,
            String reason) {
        duties.set(actor, systemId, duty, state, owner, until, reason);
    }

    /** Adds a link, or a file of at most {@link EvidenceFiles#MAX_BYTES}; the same evidence twice is kept once. */
    public Evidence addEvidence(
            Actor actor,
            String systemId,
            String duty,
            String title,
            @Nullable String link,
            @Nullable String fileName,
            @Nullable InputStream content,
            @Nullable LocalDate expires) {
        return duties.add(actor, systemId, duty, title, link, fileName, content, expires);
    }

    public Evidence evidence(Actor actor, String evidenceId) {
        return duties.evidence(actor, evidenceId);
    }

    /** The uploaded file; the caller closes it. INVALID for a link. */
    public InputStream evidenceContent(Actor actor, String evidenceId) {
        return duties.content(actor, evidenceId);
    }

    /** Systems for which the law changes between two days; a page may be short of {@code limit} and still have a next. */
    public Page<SystemDiff> whatChanges(Actor actor, LocalDate from, LocalDate to, @Nullable String cursor, int limit) {
        return reading.whatChanges(actor, from, to, cursor, limit);
    }

    public Org createOrg(Actor actor, Org.Kind kind, String name) {
        return registry.createOrg(actor, kind, name);
    }

    /** All organisations the actor may see, by name. */
    public List<Org> orgs(Actor actor) {
        return registry.orgs(actor);
    }

    /** Whether the actor may read the ledger entry at {@code index}. */
    public boolean mayRead(Actor actor, long index) {
        return actor.role().seesAll()
                || desk.store()
                        .read(tx -> tx.actAt(index)
                                .flatMap(row -> tx.system(row.act().systemId()))
                                .filter(system -> Check.sees(actor, system.orgId()))
                                .isPresent());
    }

    /** Today by the office's clock. */
    public LocalDate today() {
        return desk.today();
    }
}
