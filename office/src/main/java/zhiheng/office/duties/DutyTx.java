package zhiheng.office.duties;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;

/** The statements on duties, their events and their evidence, within one transaction. */
public interface DutyTx {
    List<DutyMark> marks(String systemId);

    /** Stores what was said about a duty; false if its stored version is not {@code mark.version() - 1}. */
    boolean mark(String systemId, DutyMark mark);

    void addEvent(SystemEvent event);

    /** What happened to the system, the latest first. */
    List<SystemEvent> events(String systemId);

    /** Keeps the first day when settled twice. */
    void settle(String eventId, String duty, LocalDate day);

    /** Which duties of which events are settled, and on which day. */
    Map<Settled, LocalDate> settled(String systemId);

    /** When duties that come back were met. */
    List<DutyMet> met(String systemId);

    /** False when that anniversary is met already. */
    boolean meet(String systemId, DutyMet met);

    /** Duties of all systems: by last day, those without one after the others, or by the day they begin to bind. */
    Page<DutyRow> lines(DutyQuery query, @Nullable String onlyOrg);

    /** How many {@code query} selects, its cursor and limit apart; counted no further than {@code most}. */
    long countLines(DutyQuery query, @Nullable String onlyOrg, int most);

    void addNote(DutyNote note);

    Optional<DutyNote> note(String id);

    /** False when it was closed already. */
    boolean closeNote(String id, Instant at);

    /** What was said about one duty, the oldest first. */
    List<DutyNote> notes(String systemId, String duty);

    /** Requests of a kind that wait, the oldest first. */
    List<DutyNote> openNotes(DutyNote.Kind kind, @Nullable String onlyOrg, int limit);

    /** {@code actId} ties the evidence to its ledger entry. */
    void addEvidence(Evidence evidence, String actId);

    /**
     * Marks it withdrawn; {@code erase} takes title, link and file name away as well.
     *
     * @param actId the act that says who and why; one that was withdrawn before keeps its first
     */
    void withdraw(String evidenceId, LocalDate day, boolean erase, String actId);

    /** Whether evidence that is not erased still needs the file. */
    boolean needsFile(String sha256);

    List<Evidence> evidenceOf(String systemId);

    Optional<Evidence> evidence(String id);

    /** One duty of one event. */
    record Settled(String eventId, String duty) {}
}
