package zhiheng.office;

import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.ledger.Ledger;
import zhiheng.packs.PackLibrary;

/**
 * The registry and its dossiers. Every method names who acts and refuses with {@link OfficeException}; what an actor may
 * not see is NOT_FOUND. Every change is a ledger entry before the method returns.
 */
public final class Office {
    public Office(PackLibrary library, OfficeStore store, Ledger ledger, EvidenceFiles files, Clock clock) {}

    /** Puts a new system of {@code orgId} into the registry. */
    public AiSystem register(
            Actor actor, String orgId, String name, String description, String purpose, Map<String, ?> facts) {
        throw new UnsupportedOperationException();
    }

    /** One system as registered. */
    public AiSystem system(Actor actor, String systemId) {
        throw new UnsupportedOperationException();
    }

    /** Changes answers; a null value removes one. CONFLICT if {@code version} is not the present one. */
    public AiSystem setFacts(Actor actor, String systemId, long version, Map<String, ? extends @Nullable Object> changed) {
        throw new UnsupportedOperationException();
    }

    public AiSystem rename(
            Actor actor, String systemId, long version, String name, String description, String purpose) {
        throw new UnsupportedOperationException();
    }

    /** What the last change of facts altered; empty if facts never changed since registration. */
    public Optional<FactChange> lastChange(Actor actor, String systemId) {
        throw new UnsupportedOperationException();
    }

    /** The registry, last changed first. */
    public Page<SystemRow> systems(Actor actor, SystemQuery query) {
        throw new UnsupportedOperationException();
    }

    /** Counts over all that {@code query} selects; its cursor and limit play no part. */
    public Counts counts(Actor actor, SystemQuery query) {
        throw new UnsupportedOperationException();
    }

    public Dossier dossier(Actor actor, String systemId, LocalDate asOf) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    public Evidence evidence(Actor actor, String evidenceId) {
        throw new UnsupportedOperationException();
    }

    /** The uploaded file; the caller closes it. INVALID for a link. */
    public InputStream evidenceContent(Actor actor, String evidenceId) {
        throw new UnsupportedOperationException();
    }

    /** Systems for which the law changes between two days; a page may be short of {@code limit} and still have a next. */
    public Page<SystemDiff> whatChanges(
            Actor actor, LocalDate from, LocalDate to, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    public Org createOrg(Actor actor, Org.Kind kind, String name) {
        throw new UnsupportedOperationException();
    }

    /** All organisations the actor may see, by name. */
    public List<Org> orgs(Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Whether the actor may read the ledger entry at {@code index}. */
    public boolean mayRead(Actor actor, long index) {
        throw new UnsupportedOperationException();
    }

    /** Today by the office's clock. */
    public LocalDate today() {
        throw new UnsupportedOperationException();
    }
}
