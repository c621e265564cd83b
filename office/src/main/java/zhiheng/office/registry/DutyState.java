package zhiheng.office.registry;

/**
 * Where a duty stands. OVERDUE is never stored: it is what is still to be done past its last day. Of a prohibition MET
 * reads "kept" and GAP "breached".
 */
public enum DutyState {
    /** Nobody has looked at it yet. */
    NOT_ASSESSED,
    /** It is to be done, and somebody knows. */
    PLANNED,
    IN_PROGRESS,
    /** Done, and shown by evidence that has not expired. */
    MET,
    /** Looked at, and not met; or met once and its evidence expired. */
    GAP,
    OVERDUE,
    EXEMPTED,
    NOT_APPLICABLE;

    /** Whether something is still to be done. */
    public boolean pending() {
        return switch (this) {
            case NOT_ASSESSED, PLANNED, IN_PROGRESS, GAP, OVERDUE -> true;
            case MET, EXEMPTED, NOT_APPLICABLE -> false;
        };
    }
}
